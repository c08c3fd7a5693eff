using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire with an adaptation current behind a decaying synaptic current, in continuous time. Explicit Euler, all from
/// the old state; the input adds to the current at the end of the step. A spike is a membrane strictly above threshold; it takes the
/// distance from threshold to reset off the membrane.
/// </summary>
/// <equation>
/// TauMem dU/dt = (Leak - U) + I - B; TauSyn dI/dt = -I; TauAdapt dB/dt = -B; spike, U = U - (Threshold - ResetPotential) and B = B +
/// Jump where U > Threshold; I = I + X
/// </equation>
/// <source>Treves (1993), Network 4, in the form of Norse ada_lif_step.</source>
[Neuron]
public readonly partial record struct AdaptiveLif()
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

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>Potential after a spike.</summary>
    public double ResetPotential { get; init; }

    /// <summary>Jump of the adaptation current at a spike.</summary>
    public double Jump { get; init; } = 0.3;

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

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>Jump of the adaptation current at a spike.</summary>
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
        Reset = SpikeReset.Lower(ResetMode.Subtract, Threshold - ResetPotential, 0, DetachReset),
    };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Leak };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V u = V.FusedMultiplyAdd(c.Rate, c.Leak - s.U + s.I - s.B, s.U);
        V spike = V.SpikeAbove(u - c.Threshold);
        s.U = SpikeReset.Apply(u, spike, c.Reset);
        s.B = V.FusedMultiplyAdd(c.Jump, SpikeReset.Gate(spike, c.Reset), s.B - (c.RateAdapt * s.B));
        s.I = s.I - (c.RateSyn * s.I) + input.Current;
        return spike;
    }
}
