using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Myelin.Values;

// Double precision. Whole numbers are kept in the low bits of a double, because processors before AVX-512 convert no 64-bit integers.
internal static partial class Elementary
{
    private const double RoundingDouble = 6755399441055744;

    /// <summary>e^x: infinity above 709.78; gradual underflow, 0 below -745.2.</summary>
    internal static Vector512<double> Exp(Vector512<double> x)
    {
        Vector512<double> low = Vector512.Create(-746.0);
        Vector512<double> high = Vector512.Create(711.0);
        Vector512<double> bounded = Vector512.ConditionalSelect(Vector512.LessThan(x, high), x, high);
        bounded = Vector512.ConditionalSelect(Vector512.GreaterThan(bounded, low), bounded, low);

        Vector512<double> magic = Vector512.Create(RoundingDouble);
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(bounded, Vector512.Create(1.4426950408889634), magic);
        Vector512<double> n = shifted - magic;
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931471805598903), bounded);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-5.497923018708371e-14), r);

        Vector512<double> p = Vector512.Create(2.4999957841906749e-08);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.7630378662027823e-07));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.7557587364337539e-06));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.4801492762627731e-05));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.00019841269504742949));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0013888888943922881));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0083333333334956322));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.041666666666529184));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.1666666666666641));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.50000000000000111));
        Vector512<double> power = Vector512<double>.One + Vector512.FusedMultiplyAdd(p, r * r, r);

        Vector512<double> half = Vector512.FusedMultiplyAdd(n, Vector512.Create(0.5), magic);
        Vector512<double> rest = (n - (half - magic)) + magic;
        power = power * PowerOfTwo(half) * PowerOfTwo(rest);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), power, x);
    }

    /// <summary>e^x of one number: the same bits as in a vector.</summary>
    internal static double Exp(double x) => Exp(Vector512.Create(x)).ToScalar();

    /// <summary>The natural logarithm: -infinity at 0, NaN below.</summary>
    internal static Vector512<double> Log(Vector512<double> x)
    {
        const ulong RootHalf = 0x3FE6A09E667F3BCD;
        Vector512<double> subnormal = Vector512.LessThan(x, Vector512.Create(2.2250738585072014e-308));
        Vector512<double> normal = Vector512.ConditionalSelect(subnormal, x * 18014398509481984.0, x);
        Vector512<ulong> bits = normal.AsUInt64() + Vector512.Create(0x3FF0000000000000UL - RootHalf);
        Vector512<double> exponent = ((bits >> 52) | Vector512.Create(0x4330000000000000UL)).AsDouble();
        Vector512<double> offset = Vector512.Create(4503599627370496.0 + 1023);
        Vector512<double> e = exponent - Vector512.ConditionalSelect(subnormal, offset + Vector512.Create(54.0), offset);
        Vector512<ulong> mantissa = (bits & Vector512.Create(0x000FFFFFFFFFFFFFUL)) + Vector512.Create(RootHalf);
        Vector512<double> f = mantissa.AsDouble() - Vector512<double>.One;

        // ln(1 + f) = 2 artanh(s) = f - (f^2 / 2 - s (f^2 / 2 + z P(z))) with s = f / (2 + f), z = s^2.
        Vector512<double> s = f / (f + Vector512.Create(2.0));
        Vector512<double> z = s * s;
        Vector512<double> p = Vector512.Create(0.1479750701324376);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.15313903325141737));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.18183569736446728));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.22222198476058086));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.28571428743261801));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.39999999999411101));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.66666666666667351));
        Vector512<double> halfSquare = f * f * 0.5;
        Vector512<double> small = Vector512.FusedMultiplyAdd(s, Vector512.FusedMultiplyAdd(p, z, halfSquare), e * 5.497923018708371e-14);
        Vector512<double> logarithm = Vector512.FusedMultiplyAdd(e, Vector512.Create(0.6931471805598903), f - (halfSquare - small));

        logarithm = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity)), logarithm, x);
        Vector512<double> negativeInfinity = Vector512.Create(double.NegativeInfinity);
        logarithm = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), negativeInfinity, logarithm);
        Vector512<double> defined = Vector512.GreaterThanOrEqual(x, Vector512<double>.Zero);
        return Vector512.ConditionalSelect(defined, logarithm, Vector512.Create(double.NaN));
    }

    /// <summary>The natural logarithm of one number: the same bits as in a vector.</summary>
    internal static double Log(double x) => Log(Vector512.Create(x)).ToScalar();

    /// <summary>Sine and cosine; NaN where |x| is above 2^30, where the reduction to a quarter turn runs out of digits.</summary>
    internal static (Vector512<double> Sin, Vector512<double> Cos) SinCos(Vector512<double> x)
    {
        // x = n pi / 2 + r + tail; pi / 2 in three parts of 53 bits. The first product cancels without error.
        Vector512<double> magic = Vector512.Create(RoundingDouble);
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(0.6366197723675814), magic);
        Vector512<double> n = shifted - magic;
        Vector512<double> first = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.5707963267948966), x);
        // Next to a multiple of pi / 2 the second product cancels too: its rounding error and that of the difference (Knuth's two-sum) are
        // what is left.
        Vector512<double> middle = Vector512.Create(6.123233995736766e-17);
        Vector512<double> second = n * middle;
        Vector512<double> r = first - second;
        Vector512<double> virtualSecond = r - first;
        Vector512<double> tail = (first - (r - virtualSecond)) - (second + virtualSecond);
        tail -= Vector512.FusedMultiplyAdd(n, middle, -second);
        tail = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.4973849048591698e-33), tail);
        Vector512<double> z = r * r;

        Vector512<double> p = Vector512.Create(1.5896666726681705e-10);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-2.5050755965977034e-08));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2.7557313678702274e-06));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.00019841269829771305));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.0083333333333223698));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.16666666666666632));
        Vector512<double> sin = r + Vector512.FusedMultiplyAdd(p, z * r, tail);

        Vector512<double> q = Vector512.Create(-1.1358423241919745e-11);
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(2.0875698702948677e-09));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(-2.7557314163932865e-07));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(2.4801587288799862e-05));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(-0.0013888888888872975));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(0.041666666666666595));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(-0.5));
        Vector512<double> cos = Vector512<double>.One + Vector512.FusedMultiplyAdd(q, z, -(r * tail));

        Vector512<ulong> quarter = shifted.AsUInt64();
        Vector512<double> even = Vector512.Equals(quarter & Vector512<ulong>.One, Vector512<ulong>.Zero).AsDouble();
        Vector512<ulong> two = Vector512.Create(2UL);
        Vector512<ulong> sinSign = (quarter & two) << 62;
        Vector512<ulong> cosSign = ((quarter + Vector512<ulong>.One) & two) << 62;
        Vector512<double> inRange = Vector512.LessThanOrEqual(Vector512.Abs(x), Vector512.Create(1073741824.0));
        Vector512<double> undefined = Vector512.Create(double.NaN);
        Vector512<double> signedSin = (Vector512.ConditionalSelect(even, sin, cos).AsUInt64() ^ sinSign).AsDouble();
        Vector512<double> signedCos = (Vector512.ConditionalSelect(even, cos, sin).AsUInt64() ^ cosSign).AsDouble();
        return (Vector512.ConditionalSelect(inRange, signedSin, undefined), Vector512.ConditionalSelect(inRange, signedCos, undefined));
    }

    /// <summary>The cosine of one number: the same bits as in a vector.</summary>
    internal static double Cos(double x) => SinCos(Vector512.Create(x)).Cos.ToScalar();

    // The exponent is in the low bits of a number that was rounded by adding the constant; shifting drops the constant's own bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<double> rounded) =>
        ((rounded.AsUInt64() << 52) + Vector512.Create(0x3FF0000000000000UL)).AsDouble();
}
