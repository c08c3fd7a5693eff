using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire that emits a whole number of spikes in a step, up to a largest number, and subtracts as many (multi-level
/// spikes). The surrogate sees the distance from the nearest rounding boundary: a rectangle of half-width 1/2 gives the published
/// derivative, 1 between 0 and the largest number. A neuron that emits D in one step becomes D binary steps at inference.
/// </summary>
/// <equation>H = Decay U[t-1] + X[t]; S[t] = round(H / Threshold), at least 0 and at most Levels; U[t] = H - Threshold S[t]</equation>
/// <source>Luo et al. (2024), ECCV, eqs. 4 to 8 (I-LIF of SpikeYOLO).</source>
[Neuron]
public readonly partial record struct IntegerLif()
{
    /// <summary>What remains of the membrane after a step.</summary>
    [Between(0, 1)]
    public double Decay { get; init; } = 0.25;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>Largest number of spikes in a step.</summary>
    [Between(1, 65536)]
    public int Levels { get; init; } = 4;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What remains of the membrane after a step.</summary>
        public V Decay;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>1 / Threshold.</summary>
        public V Inverse;

        /// <summary>Largest number of spikes in a step.</summary>
        public V Levels;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Decay = Decay, Threshold = Threshold, Inverse = 1 / Threshold, Levels = Levels };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V h = V.FusedMultiplyAdd(c.Decay, s.U, input.Current);
        V scaled = h * c.Inverse;
        V whole = V.Min(V.Max(V.Floor(scaled), V.Zero), c.Levels - V.One);
        V spikes = whole + V.Spike(scaled - whole - V.Constant(0.5));
        s.U = h - (c.Threshold * spikes);
        return spikes;
    }
}
