using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Myelin.Values;

/// <summary>
/// Elementary functions whose last bit does not depend on the processor: made only of fused multiply-adds, other correctly rounded
/// operations and integer operations, in a fixed order. This file has single precision.
/// </summary>
/// <remarks>
/// Errors are below 2 units in the last place. Range reduction as in Cody and Waite (1980), "Software manual for the elementary functions";
/// the polynomials are minimax fits (Remez) of what the leading terms of the Taylor series leave, made for these reduced ranges.
/// </remarks>
internal static partial class Elementary
{
    // Adding it rounds to a whole number and leaves that number in the low bits.
    private const float RoundingFloat = 12582912f;

    /// <summary>e^x: infinity above 88.73; gradual underflow, 0 below -104.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Exp(Vector512<float> x)
    {
        // Beyond these the result is infinity or 0; in between the scale's exponent stays within its field.
        Vector512<float> bounded = Vector512.MaxNative(Vector512.MinNative(x, Vector512.Create(90f)), Vector512.Create(-105f));

        // e^x = 2^n e^r with |r| <= ln(2) / 2; ln 2 in two parts, the first so short that its multiples are exact.
        Vector512<float> magic = Vector512.Create(RoundingFloat);
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(bounded, Vector512.Create(1.44269502f), magic);
        Vector512<float> n = shifted - magic;
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693145752f), bounded);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.42860677e-06f), r);

        Vector512<float> p = Vector512.Create(0.00138145068f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.00836878084f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0416683927f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.166665196f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.49999994f));
        Vector512<float> power = Vector512<float>.One + Vector512.FusedMultiplyAdd(p, r * r, r);

        power = Avx512F.IsSupported ? Avx512F.Scale(power, n) : ScaleInTwo(power, shifted.AsInt32() - magic.AsInt32());
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), power, x);
    }

    // In two factors, because the exponent goes beyond those of normal numbers on both sides; the first product is exact, so the result is rounded once.
    /// <summary>Numbers between a half and two, times 2 to the power of the exponents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> ScaleInTwo(Vector512<float> numbers, Vector512<int> exponents)
    {
        Vector512<int> half = exponents >> 1;
        return numbers * PowerOfTwo(half) * PowerOfTwo(exponents - half);
    }

    /// <summary>The natural logarithm: -infinity at 0, NaN below.</summary>
    internal static Vector512<float> Log(Vector512<float> x)
    {
        Vector512<float> subnormal = Vector512.LessThan(x, Vector512.Create(1.17549435e-38f));
        Vector512<float> normal = Vector512.ConditionalSelect(subnormal, x * 8388608f, x);
        Vector512<float> exponent = Vector512.ConditionalSelect(subnormal, Vector512.Create(-23f), Vector512<float>.Zero);
        Vector512<float> logarithm = LogOfNormal(normal, exponent);

        logarithm = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(float.PositiveInfinity)), logarithm, x);
        Vector512<float> negativeInfinity = Vector512.Create(float.NegativeInfinity);
        logarithm = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<float>.Zero), negativeInfinity, logarithm);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, Vector512<float>.Zero), logarithm, Vector512.Create(float.NaN));
    }

    /// <summary>The natural logarithm of positive, finite, normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> LogOfNormal(Vector512<float> x) => LogOfNormal(x, Vector512<float>.Zero);

    /// <summary>Sine and cosine, to the last bit but a few; NaN where |x| is above 2^30.</summary>
    internal static (Vector512<float> Sin, Vector512<float> Cos) SinCos(Vector512<float> x)
    {
        // In double precision, because reducing the range is what costs digits.
        (Vector512<double> lowSin, Vector512<double> lowCos) = SinCos(Vector512.WidenLower(x));
        (Vector512<double> highSin, Vector512<double> highCos) = SinCos(Vector512.WidenUpper(x));
        return (Vector512.Narrow(lowSin, highSin), Vector512.Narrow(lowCos, highCos));
    }

    /// <summary>Sine and cosine of a fraction of a turn: the angle is 2 pi times the word over 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<float> Sin, Vector512<float> Cos) SinCosOfTurn(Vector512<uint> turn)
    {
        // The nearest quarter turn in two bits, and the rest as a signed number of 30 bits, here times 4.
        Vector512<uint> quarter = (turn + Vector512.Create(1u << 29)) >> 30;
        Vector512<float> r = ToSingle((turn << 2).AsInt32()) * 3.6572953e-10f;
        Vector512<float> z = r * r;

        Vector512<float> p = Vector512.FusedMultiplyAdd(Vector512.Create(-0.000195169778f), z, Vector512.Create(0.00833217613f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.166666552f));
        Vector512<float> sin = Vector512.FusedMultiplyAdd(p * z, r, r);
        Vector512<float> q = Vector512.FusedMultiplyAdd(Vector512.Create(2.44327857e-05f), z, Vector512.Create(-0.0013887313f));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(0.0416666456f));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(-0.5f));
        Vector512<float> cos = Vector512.FusedMultiplyAdd(q, z, Vector512<float>.One);

        Vector512<float> even = Vector512.Equals(quarter & Vector512<uint>.One, Vector512<uint>.Zero).AsSingle();
        Vector512<uint> two = Vector512.Create(2u);
        Vector512<uint> sinSign = (quarter & two) << 30;
        Vector512<uint> cosSign = ((quarter + Vector512<uint>.One) & two) << 30;
        return (
            (Vector512.ConditionalSelect(even, sin, cos).AsUInt32() ^ sinSign).AsSingle(),
            (Vector512.ConditionalSelect(even, cos, sin).AsUInt32() ^ cosSign).AsSingle());
    }

    /// <summary>The nearest single-precision numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> ToSingle(Vector512<int> numbers) => Vector512.IsHardwareAccelerated
        ? Vector512.ConvertToSingle(numbers)
        : Vector512.Create(Vector256.ConvertToSingle(numbers.GetLower()), Vector256.ConvertToSingle(numbers.GetUpper()));

    // ln x = (exponent + e) ln 2 + ln(1 + f), 1 + f in [sqrt(1/2), sqrt(2)); x is normal.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LogOfNormal(Vector512<float> x, Vector512<float> exponent)
    {
        const uint RootHalf = 0x3F3504F3;
        Vector512<uint> bits = x.AsUInt32() + Vector512.Create(0x3F800000u - RootHalf);
        Vector512<float> e = ToSingle((bits >> 23).AsInt32() - Vector512.Create(127)) + exponent;
        Vector512<float> f = ((bits & Vector512.Create(0x007FFFFFu)) + Vector512.Create(RootHalf)).AsSingle() - Vector512<float>.One;

        Vector512<float> p = Vector512.Create(-0.0785954371f);
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.128815964f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.13128756f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.141811997f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.16624555f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.200022861f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.250008106f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.333333164f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.5f));

        Vector512<float> small = Vector512.FusedMultiplyAdd(p, f * f, e * 1.42860677e-06f);
        return Vector512.FusedMultiplyAdd(e, Vector512.Create(0.693145752f), f + small);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PowerOfTwo(Vector512<int> exponent) => ((exponent + Vector512.Create(127)) << 23).AsSingle();
}
