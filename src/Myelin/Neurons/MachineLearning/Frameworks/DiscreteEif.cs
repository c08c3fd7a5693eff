using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Exponential integrate and fire in discrete time. The time constant counts steps. A spike is a membrane at or above threshold; it
/// resets in the same step.
/// </summary>
/// <equation>H = U[t-1] + (X[t] + Rest - U[t-1] + DeltaT exp((U[t-1] - Rheobase) / DeltaT)) / Tau; S[t] = 1 where H >= Threshold; U[t] = H after the reset</equation>
/// <source>Fourcaud-Trocme et al. (2003), J. Neurosci. 23, eq. 4; SpikingJelly EIFNode.</source>
[Neuron]
public readonly partial record struct DiscreteEif()
{
    /// <summary>Membrane time constant in steps.</summary>
    [Between(1, 1e9)]
    public double Tau { get; init; } = 2;

    /// <summary>Sharpness of the upstroke.</summary>
    [Positive]
    public double DeltaT { get; init; } = 0.2;

    /// <summary>Potential at which the upstroke begins.</summary>
    public double Rheobase { get; init; } = 0.8;

    /// <summary>Resting potential.</summary>
    public double Rest { get; init; }

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What a spike does to the membrane.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Zero;

    /// <summary>Potential after a spike that resets to a value.</summary>
    public double ResetPotential { get; init; } = -0.1;

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
        /// <summary>1 / Tau.</summary>
        public V Rate;

        /// <summary>Sharpness of the upstroke.</summary>
        public V DeltaT;

        /// <summary>1 / DeltaT.</summary>
        public V Inverse;

        /// <summary>Potential at which the upstroke begins.</summary>
        public V Rheobase;

        /// <summary>Resting potential.</summary>
        public V Rest;

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
    public Constants<double> Lower(Time dt) => new()
    {
        Rate = 1 / Tau,
        DeltaT = DeltaT,
        Inverse = 1 / DeltaT,
        Rheobase = Rheobase,
        Rest = Rest,
        Threshold = Threshold,
        Reset = SpikeReset.Lower(Reset, Threshold, ResetPotential, DetachReset),
    };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Reset == ResetMode.Zero ? ResetPotential : 0 };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V upstroke = c.DeltaT * V.Exp((s.U - c.Rheobase) * c.Inverse);
        V h = V.FusedMultiplyAdd(c.Rate, input.Current + c.Rest - s.U + upstroke, s.U);
        V spike = V.Spike(h - c.Threshold);
        s.U = SpikeReset.Apply(h, spike, c.Reset);
        return spike;
    }
}
