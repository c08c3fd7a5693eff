using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire in discrete time. The time constant counts steps. A spike is a membrane at or above threshold; it resets in
/// the same step, to a value or by the threshold. With ThresholdRobust the surrogate sees the distance from threshold in units of the
/// threshold, and a spike emits the threshold: the gradient that reaches a learnt threshold then does not depend on its size.
/// </summary>
/// <equation>
/// H = U[t-1] + (X[t] - (U[t-1] - r)) / Tau, or H = U[t-1] - (U[t-1] - r) / Tau + X[t] where the input does not decay; S[t] = 1 where H
/// >= Threshold; U[t] = H after the reset; r = ResetPotential with a reset to a value, else 0
/// </equation>
/// <source>Fang et al. (2023), Science Advances 9, eadi1480, eqs. 1 to 3 (SpikingJelly LIFNode); Kook et al. (2025), arXiv:2511.08708, section 4 (ThresholdRobust).</source>
[Neuron]
public readonly partial record struct Lif()
{
    /// <summary>Membrane time constant in steps.</summary>
    [Between(1, 1e9)]
    public double Tau { get; init; } = 2;

    /// <summary>Whether the input is divided by Tau too.</summary>
    public bool DecayInput { get; init; } = true;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What a spike does to the membrane.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Zero;

    /// <summary>Potential after a spike that resets to a value, and the potential at rest then.</summary>
    public double ResetPotential { get; init; }

    /// <summary>Whether no gradient passes through the reset.</summary>
    public bool DetachReset { get; init; }

    /// <summary>Whether distance and output are measured in thresholds.</summary>
    public bool ThresholdRobust { get; init; }

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
        /// <summary>1 / Tau.</summary>
        public V Rate;

        /// <summary>Gain of the input.</summary>
        public V Gain;

        /// <summary>What the rest adds in a step.</summary>
        public V Drift;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What the distance from threshold is multiplied by.</summary>
        public V Scale;

        /// <summary>What a spike emits.</summary>
        public V Amplitude;

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
    public Constants<double> Lower(Time dt) =>
        LowerWithRate(1 / Tau, DecayInput, SpikeReset.Rest(Reset, ResetPotential), Threshold, ThresholdRobust, SpikeReset.Lower(Reset, Threshold, ResetPotential, DetachReset));

    internal static Constants<double> LowerWithRate(
        double rate, bool decayInput, double rest, double threshold, bool thresholdRobust, SpikeReset.Constants<double> reset) => new()
    {
        Rate = rate,
        Gain = decayInput ? rate : 1,
        Drift = rate * rest,
        Threshold = threshold,
        Scale = thresholdRobust ? 1 / threshold : 1,
        Amplitude = thresholdRobust ? threshold : 1,
        Reset = reset,
    };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Reset == ResetMode.Zero ? ResetPotential : 0 };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V h = Charge(s.U, input.Current, c);
        V spike = V.Spike((h - c.Threshold) * c.Scale);
        s.U = SpikeReset.Apply(h, spike, c.Reset);
        return c.Amplitude * spike;
    }

    /// <summary>The membrane after leak and input, before the threshold test.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Charge<V>(V membrane, V input, in Constants<V> c)
        where V : struct, IValue<V> => membrane - (c.Rate * membrane) + V.FusedMultiplyAdd(c.Gain, input, c.Drift);
}
