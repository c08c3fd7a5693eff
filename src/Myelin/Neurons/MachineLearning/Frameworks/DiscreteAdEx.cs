using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Adaptive exponential integrate and fire behind a decaying synaptic current, with pure numbers, for training. Explicit Euler, the
/// input added to the current first; the upstroke begins at the threshold. A spike is a membrane strictly above threshold; it resets
/// the membrane and makes the adaptation jump.
/// </summary>
/// <equation>
/// TauMem dU/dt = (Leak - U) + DeltaT exp((U - Threshold) / DeltaT) + I - A; TauSyn dI/dt = -I + X; TauAdapt dA/dt = Coupling (U -
/// Leak) - A; spike, U = ResetPotential and A = A + Jump where U > Threshold
/// </equation>
/// <source>Brette and Gerstner (2005), J. Neurophysiol. 94, in the form of Norse LIFAdExCell.</source>
[Neuron]
public readonly partial record struct DiscreteAdEx()
{
    /// <summary>Time constant of the synaptic current.</summary>
    [Positive]
    public Time TauSyn { get; init; } = 5 * Syntax.ms;

    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time TauMem { get; init; } = 10 * Syntax.ms;

    /// <summary>Time constant of the adaptation.</summary>
    [Positive]
    public Time TauAdapt { get; init; } = 50 * Syntax.ms;

    /// <summary>Potential to which the membrane leaks.</summary>
    public double Leak { get; init; }

    /// <summary>Spike threshold, and where the upstroke begins.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>Potential after a spike.</summary>
    public double ResetPotential { get; init; }

    /// <summary>Sharpness of the upstroke.</summary>
    [Positive]
    public double DeltaT { get; init; } = 0.5;

    /// <summary>Coupling of the adaptation to the membrane.</summary>
    public double Coupling { get; init; } = 4;

    /// <summary>Jump of the adaptation at a spike.</summary>
    public double Jump { get; init; } = 0.02;

    /// <summary>Whether no gradient passes through the reset and the jump.</summary>
    public bool DetachReset { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Synaptic current.</summary>
        [Unit("")]
        public V I;

        /// <summary>Adaptation current.</summary>
        [Unit("")]
        public V A;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>dt / TauSyn.</summary>
        public V RateSyn;

        /// <summary>dt / TauMem.</summary>
        public V Rate;

        /// <summary>dt / TauAdapt.</summary>
        public V RateAdapt;

        /// <summary>Potential to which the membrane leaks.</summary>
        public V Leak;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>Sharpness of the upstroke.</summary>
        public V DeltaT;

        /// <summary>1 / DeltaT.</summary>
        public V Inverse;

        /// <summary>Coupling of the adaptation to the membrane.</summary>
        public V Coupling;

        /// <summary>Jump of the adaptation at a spike.</summary>
        public V Jump;

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
        if (!(Threshold > ResetPotential)) return $"Threshold of {Threshold} must be above ResetPotential of {ResetPotential}.";
        return dt <= TauSyn && dt <= TauMem && dt <= TauAdapt ? null
            : $"The step of {dt} is too long for explicit Euler; it must be at most TauSyn of {TauSyn}, TauMem of {TauMem} and TauAdapt of {TauAdapt}.";
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        RateSyn = dt / TauSyn,
        Rate = dt / TauMem,
        RateAdapt = dt / TauAdapt,
        Leak = Leak,
        Threshold = Threshold,
        DeltaT = DeltaT,
        Inverse = 1 / DeltaT,
        Coupling = Coupling,
        Jump = Jump,
        Reset = SpikeReset.Lower(ResetMode.Zero, Threshold, ResetPotential, DetachReset),
    };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Leak };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V current = s.I + input.Current;
        V upstroke = c.DeltaT * V.Exp((s.U - c.Threshold) * c.Inverse);
        V u = V.FusedMultiplyAdd(c.Rate, c.Leak - s.U + upstroke + current - s.A, s.U);
        V a = V.FusedMultiplyAdd(c.RateAdapt, (c.Coupling * (s.U - c.Leak)) - s.A, s.A);
        V spike = V.SpikeAbove(u - c.Threshold);
        s.U = SpikeReset.Apply(u, spike, c.Reset);
        s.A = V.FusedMultiplyAdd(c.Jump, SpikeReset.Gate(spike, c.Reset), a);
        s.I = current - (c.RateSyn * current);
        return spike;
    }
}
