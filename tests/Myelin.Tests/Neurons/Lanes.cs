using System.Runtime.Intrinsics;
using Myelin.Values;
using Myelin.Values.Tangents;

namespace Myelin.Tests.Neurons;

/// <summary>Puts plain numbers into the lanes of a value and takes them out.</summary>
internal interface ILanes<V>
    where V : struct, IValue<V>
{
    static abstract V Pack(ReadOnlySpan<double> numbers);

    static abstract void Unpack(V value, Span<double> numbers);
}

internal readonly struct ScalarLanes : ILanes<Scalar>
{
    public static Scalar Pack(ReadOnlySpan<double> numbers) => new(numbers[0]);

    public static void Unpack(Scalar value, Span<double> numbers) => numbers[0] = value.Number;
}

internal readonly struct SimdLanes : ILanes<Simd>
{
    public static Simd Pack(ReadOnlySpan<double> numbers)
    {
        Span<float> lanes = stackalloc float[16];
        for (int i = 0; i < 16; i++) lanes[i] = (float)numbers[i];
        return new(Vector512.Create<float>(lanes));
    }

    public static void Unpack(Simd value, Span<double> numbers)
    {
        for (int i = 0; i < 16; i++) numbers[i] = value.Vector[i];
    }
}

internal readonly struct SimdDoubleLanes : ILanes<SimdDouble>
{
    public static SimdDouble Pack(ReadOnlySpan<double> numbers) => new(Vector512.Create(numbers[..8]), Vector512.Create(numbers[8..16]));

    public static void Unpack(SimdDouble value, Span<double> numbers)
    {
        value.Low.CopyTo(numbers);
        value.High.CopyTo(numbers[8..]);
    }
}

/// <summary>Packs values with a zero derivative and unpacks the values.</summary>
internal readonly struct DualLanes<V, TLanes, TSurrogate> : ILanes<Dual<V, Tangent<V>, TSurrogate>>
    where V : struct, IValue<V>
    where TLanes : struct, ILanes<V>
    where TSurrogate : struct, ISurrogate
{
    public static Dual<V, Tangent<V>, TSurrogate> Pack(ReadOnlySpan<double> numbers) => new(TLanes.Pack(numbers), default);

    public static void Unpack(Dual<V, Tangent<V>, TSurrogate> value, Span<double> numbers) => TLanes.Unpack(value.Real, numbers);
}
