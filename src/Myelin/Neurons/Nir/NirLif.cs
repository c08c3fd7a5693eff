using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// NIR's LIF: a leaky integrator with a threshold. Explicit Euler with the input of the step, then the threshold test (strictly above),
/// then the reset.
/// </summary>
/// <equation>Tau dv/dt = (VLeak - v) + R input; spike and v = VReset where v > VThreshold</equation>
/// <source>Pedersen et al. (2024), Nature Communications 15, 8122, table 1 (Neuromorphic Intermediate Representation), LIF.</source>
[Neuron]
public readonly partial record struct NirLif()
{
    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time Tau { get; init; } = 10 * Syntax.ms;

    /// <summary>Gain of the input (NIR's resistance).</summary>
    public double R { get; init; } = 1;

    /// <summary>Potential to which the membrane leaks.</summary>
    public double VLeak { get; init; }

    /// <summary>Spike threshold.</summary>
    public double VThreshold { get; init; } = 1;

    /// <summary>Potential after a spike.</summary>
    public double VReset { get; init; }

    /// <summary>What a spike does to the membrane: set it to VReset, as NIR defines it, or subtract VThreshold, as some networks were trained.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Zero;

    /// <summary>Whether no gradient passes through the reset.</summary>
    public bool DetachReset { get; init; }

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
        /// <summary>dt / Tau.</summary>
        public V Rate;

        /// <summary>R dt / Tau.</summary>
        public V Gain;

        /// <summary>VLeak dt / Tau.</summary>
        public V Drift;

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
    public string? Conflict(Time dt)
    {
        if (Reset == ResetMode.Zero && !(VThreshold > VReset)) return $"VThreshold of {VThreshold} must be above VReset of {VReset}.";
        return dt <= Tau ? null : $"The step of {dt} is too long for explicit Euler; it must be at most Tau of {Tau}.";
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double rate = dt / Tau;
        return new()
        {
            Rate = rate,
            Gain = rate * R,
            Drift = rate * VLeak,
            Threshold = VThreshold,
            Reset = SpikeReset.Lower(Reset, VThreshold, VReset, DetachReset),
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = VLeak };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V u = s.U + V.FusedMultiplyAdd(c.Gain, input.Current, c.Drift) - (c.Rate * s.U);
        V spike = V.SpikeAbove(u - c.Threshold);
        s.U = SpikeReset.Apply(u, spike, c.Reset);
        return spike;
    }
}
