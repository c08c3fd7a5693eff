using Myelin.Neurons;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>Random numbers that depend on (step, call, lane) only, exact in single precision, so that every engine gets the same.</summary>
internal struct TestDraws<V, TLanes>(int step, int firstLane) : IDraws<V>
    where V : struct, IValue<V>
    where TLanes : struct, ILanes<V>
{
    private int calls;

    public V Uniform()
    {
        Span<double> numbers = stackalloc double[V.Lanes];
        for (int lane = 0; lane < numbers.Length; lane++) numbers[lane] = Mix.Uniform(((ulong)step << 32) + ((ulong)calls << 8) + (ulong)((firstLane + lane) % 16));
        calls++;
        return TLanes.Pack(numbers);
    }
}

/// <summary>Reproducible numbers without a generator's state. Source: Steele, Lea and Flood (2014), SplitMix64's finaliser.</summary>
internal static class Mix
{
    public static ulong Bits(ulong key)
    {
        ulong z = key + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-24.</summary>
    public static double Uniform(ulong key) => (Bits(key) >> 40) * (1.0 / (1 << 24));
}
