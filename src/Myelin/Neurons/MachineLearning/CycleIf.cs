using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Integrate and fire in cycles: what arrives during one cycle is gathered, and spikes of equal worth give it back during the next, one in each step from its
/// beginning on, up to a largest number. The number of spikes of a cycle is the quantised rectifier of what arrived in the cycle before, exactly and
/// whatever the order in which it arrived; a layer adds one cycle of latency. Spikes that come back one step later belong to the same cycle where
/// <see cref="Levels"/> is less than <see cref="Steps"/>.
/// </summary>
/// <equation>
/// at the start of a cycle U is what arrived in the last one, plus Offset Threshold; S[t] = 1 where U >= Threshold and fewer than Levels steps of the cycle are over; U =
/// U - Threshold S; in a cycle sum S = floor(arrived / Threshold + Offset), at least 0 and at most Levels
/// </equation>
/// <source>
/// The quantised rectifier with an offset of a half: Bu et al. (2022), ICLR, eq. 8; cycles of gathering and firing: Stoeckl and Maass (2021), Nature Machine Intelligence 3, with spikes
/// of equal worth here.
/// </source>
[Neuron]
public readonly partial record struct CycleIf()
{
    /// <summary>Length of a cycle.</summary>
    [Between(1, 65536)]
    public int Steps { get; init; } = 9;

    /// <summary>Most spikes of a cycle.</summary>
    [Between(1, 65536)]
    public int Levels { get; init; } = 8;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What a cycle begins with, in thresholds: a half rounds to the nearest number of spikes.</summary>
    [Between(0, 1)]
    public double Offset { get; init; } = 0.5;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential: what is still to be given back.</summary>
        [Unit("")]
        public V U;

        /// <summary>What has arrived in this cycle.</summary>
        [Unit("")]
        public V Gathered;

        /// <summary>Steps of this cycle that are over.</summary>
        public V Phase;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a cycle.</summary>
        public V Steps;

        /// <summary>Most spikes of a cycle.</summary>
        public V Levels;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What a cycle begins with.</summary>
        public V Offset;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Levels <= Steps ? null : $"Levels of {Levels} must be at most Steps of {Steps}: a step has one spike.";

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Steps = Steps, Levels = Levels, Threshold = Threshold, Offset = Offset * Threshold };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V start = s.Phase <= V.Zero;
        V u = V.Select(start, s.Gathered + c.Offset, s.U);
        V spike = V.Spike(u - c.Threshold) * (s.Phase < c.Levels);
        s.U = u - (c.Threshold * spike);
        s.Gathered = V.Select(start, V.Zero, s.Gathered) + input.Current;
        s.Phase = V.Select(s.Phase >= c.Steps - V.One, V.Zero, s.Phase + V.One);
        return spike;
    }
}
