using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Randomness;

/// <summary>The random numbers of a block of sixteen neurons in a step, as fixed-point words: those of <see cref="SimdDraws"/>, without the bits that a word does not have.</summary>
/// <typeparam name="TFormat">The format.</typeparam>
public struct FixedDraws<TFormat> : IBlockDraws<Fixed<TFormat>, FixedDraws<TFormat>>
    where TFormat : struct, IFixedFormat
{
    private SimdDoubleDraws exact;

    /// <inheritdoc/>
    public static FixedDraws<TFormat> Open(ulong seed, int population, long step, int firstNeuron) => new() { exact = SimdDoubleDraws.Open(seed, population, step, firstNeuron) };

    /// <summary>The next number, rounded down to the word, so that it stays below 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Fixed<TFormat> Uniform()
    {
        SimdDouble unit = SimdDouble.Constant(TFormat.Format.Unit);
        return Fixed<TFormat>.Rounded(new(SimdDouble.Floor(exact.Uniform() / unit) * unit));
    }
}
