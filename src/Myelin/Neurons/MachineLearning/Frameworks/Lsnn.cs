using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire with an adaptive threshold behind a decaying synaptic current, in continuous time. Explicit Euler, all from
/// the old state; the input adds to the current at the end of the step. A spike is a membrane strictly above the adapted threshold.
/// </summary>
/// <equation>TauMem dU/dt = (Leak - U) + I; TauSyn dI/dt = -I; TauAdapt dB/dt = Threshold - B; spike, U = ResetPotential and B = B + Jump where U > B; I = I + X</equation>
/// <source>Bellec et al. (2018), NeurIPS, eqs. 1 to 3, in the form of Norse LSNNCell and LSNNRecurrentCell (detached reset).</source>
[Neuron]
public readonly partial record struct Lsnn()
{
    /// <summary>Time constant of the synaptic current.</summary>
    [Positive]
    public Time TauSyn { get; init; } = 5 * Syntax.ms;

    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time TauMem { get; init; } = 10 * Syntax.ms;

    /// <summary>Time constant of the threshold.</summary>
    [Positive]
    public Time TauAdapt { get; init; } = 100 * Syntax.ms;

    /// <summary>Potential to which the membrane leaks.</summary>
    public double Leak { get; init; }

    /// <summary>Spike threshold at rest.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>Potential after a spike.</summary>
    public double ResetPotential { get; init; }

    /// <summary>Jump of the threshold at a spike.</summary>
    public double Jump { get; init; } = 0.4;

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

        /// <summary>Adapted threshold.</summary>
        [Unit("")]
        public V B;
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

        /// <summary>Spike threshold at rest.</summary>
        public V Threshold;

        /// <summary>Jump of the threshold at a spike.</summary>
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
        Jump = Jump,
        Reset = SpikeReset.Lower(ResetMode.Zero, Threshold, ResetPotential, DetachReset),
    };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Leak, B = Threshold };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V u = V.FusedMultiplyAdd(c.Rate, c.Leak - s.U + s.I, s.U);
        V b = V.FusedMultiplyAdd(c.RateAdapt, c.Threshold - s.B, s.B);
        V spike = V.SpikeAbove(u - b);
        s.U = SpikeReset.Apply(u, spike, c.Reset);
        s.B = V.FusedMultiplyAdd(c.Jump, SpikeReset.Gate(spike, c.Reset), b);
        s.I = s.I - (c.RateSyn * s.I) + input.Current;
        return spike;
    }
}
