using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Integrate and fire in discrete time, without leak: the membrane adds up its input. A spike is a membrane at or above threshold; it
/// resets in the same step.
/// </summary>
/// <equation>H = U[t-1] + X[t]; S[t] = 1 where H >= Threshold; U[t] = H after the reset</equation>
/// <source>Fang et al. (2023), Science Advances 9, eadi1480, eqs. 1 to 3 (SpikingJelly IFNode); Lapicque (1907) without the leak.</source>
[Neuron]
public readonly partial record struct If()
{
    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What a spike does to the membrane.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Zero;

    /// <summary>Potential after a spike that resets to a value.</summary>
    public double ResetPotential { get; init; }

    /// <summary>Whether no gradient passes through the reset.</summary>
    public bool DetachReset { get; init; }

    /// <summary>
    /// Potential before the first step where a spike subtracts the threshold. Half a threshold makes the number of spikes the rounded sum of the input, not the
    /// truncated one (Bu et al., 2022, ICLR, section 4.2).
    /// </summary>
    public double InitialPotential { get; init; }

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
        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What a spike does to the membrane.</summary>
        public SpikeReset.Constants<V> Reset;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        Reset != ResetMode.Zero || Threshold > ResetPotential ? null : $"Threshold of {Threshold} must be above ResetPotential of {ResetPotential}.";

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Threshold = Threshold, Reset = SpikeReset.Lower(Reset, Threshold, ResetPotential, DetachReset) };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Reset == ResetMode.Zero ? ResetPotential : InitialPotential };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V h = s.U + input.Current;
        V spike = V.Spike(h - c.Threshold);
        s.U = SpikeReset.Apply(h, spike, c.Reset);
        return spike;
    }
}
