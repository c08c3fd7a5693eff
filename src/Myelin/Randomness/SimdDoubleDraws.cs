using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Values;

namespace Myelin.Randomness;

/// <summary>The random numbers of a block of sixteen neurons in a step, double precision: those of <see cref="SimdDraws"/>.</summary>
public struct SimdDoubleDraws : IBlockDraws<SimdDouble, SimdDoubleDraws>
{
    private SimdDraws single;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoubleDraws Open(ulong seed, int population, long step, int firstNeuron) =>
        new() { single = SimdDraws.Open(seed, population, step, firstNeuron) };

    /// <summary>The next number, a multiple of 2^-24 in [0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SimdDouble Uniform()
    {
        Vector512<float> numbers = single.Uniform().Vector;
        return new SimdDouble(Vector512.WidenLower(numbers), Vector512.WidenUpper(numbers));
    }
}
