using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire whose membrane is scaled by a learnt number and rectified before the threshold test (KLIF), which tunes the
/// surrogate's slope together with the membrane. The charge is that of <see cref="Lif"/>. A spike is a membrane at or above threshold;
/// it resets in the same step.
/// </summary>
/// <equation>H as in Lif; F = max(0, K H); S[t] = 1 where F >= Threshold; U[t] = F after the reset, or F / K and Threshold / K where the reset is scaled</equation>
/// <source>Jiang and Zhang (2023), arXiv:2302.09238, eqs. 4 to 6; SpikingJelly KLIFNode.</source>
[Neuron]
public readonly partial record struct Klif()
{
    /// <summary>The learnt scale.</summary>
    [Positive]
    public double K { get; init; } = 1;

    /// <summary>Whether the reset undoes the scale.</summary>
    public bool ScaleReset { get; init; }

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
        /// <summary>The charge.</summary>
        public Lif.Constants<V> Charge;

        /// <summary>The scale.</summary>
        public V K;

        /// <summary>What the reset multiplies the membrane by.</summary>
        public V Back;
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
    public Constants<double> Lower(Time dt)
    {
        double back = ScaleReset ? 1 / K : 1;
        SpikeReset.Constants<double> reset = SpikeReset.Lower(Reset, Threshold * back, ResetPotential, DetachReset);
        return new() { Charge = Lif.LowerWithRate(1 / Tau, DecayInput, SpikeReset.Rest(Reset, ResetPotential), Threshold, false, reset), K = K, Back = back };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Reset == ResetMode.Zero ? ResetPotential : 0 };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V f = V.Max(c.K * Lif.Charge(s.U, input.Current, c.Charge), V.Zero);
        V spike = V.Spike(f - c.Charge.Threshold);
        s.U = SpikeReset.Apply(f * c.Back, spike, c.Charge.Reset);
        return spike;
    }
}
