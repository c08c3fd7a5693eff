using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky membrane without reset under a threshold that jumps at every spike and returns on two time scales (multi-timescale adaptive
/// threshold). Exact integration on the grid; the refractory period only forbids new spikes. In a step the membrane comes first, then the
/// decay of the threshold, the currents, the test, and the jump of the threshold.
/// </summary>
/// <equation>C dU/dt = -C (U - E) / tauM + Ie + Ii + I; spike where U >= threshold + F + S; dF/dt = -F / tauFast, dS/dt = -S / tauSlow; at a spike F += fast, S += slow</equation>
/// <source>Kobayashi, Tsubo and Shinomoto (2009), Front. Comput. Neurosci. 3:9, eqs. 1 to 4; NEST mat2_psc_exp.</source>
[Neuron]
public readonly partial record struct Mat2()
{
    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time TauM { get; init; } = 5 * Syntax.ms;

    /// <summary>Time constant of the excitatory current.</summary>
    [Positive]
    public Time TauSynE { get; init; } = 1 * Syntax.ms;

    /// <summary>Time constant of the inhibitory current.</summary>
    [Positive]
    public Time TauSynI { get; init; } = 3 * Syntax.ms;

    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 100 * Syntax.pF;

    /// <summary>Resting potential.</summary>
    public Voltage Rest { get; init; } = -70 * Syntax.mV;

    /// <summary>Threshold at rest.</summary>
    public Voltage Threshold { get; init; } = -51 * Syntax.mV;

    /// <summary>Fast time constant of the threshold.</summary>
    [Positive]
    public Time TauFast { get; init; } = 10 * Syntax.ms;

    /// <summary>Slow time constant of the threshold.</summary>
    [Positive]
    public Time TauSlow { get; init; } = 200 * Syntax.ms;

    /// <summary>Fast part of the threshold that a spike adds.</summary>
    public Voltage JumpFast { get; init; } = 37 * Syntax.mV;

    /// <summary>Slow part of the threshold that a spike adds.</summary>
    public Voltage JumpSlow { get; init; } = 2 * Syntax.mV;

    /// <summary>Absolute refractory period.</summary>
    [NonNegative]
    public Time Refractory { get; init; } = 2 * Syntax.ms;

    /// <summary>Constant external current.</summary>
    public Current Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;

        /// <summary>Excitatory synaptic current.</summary>
        [Unit("pA")]
        public V Ie;

        /// <summary>Inhibitory synaptic current.</summary>
        [Unit("pA")]
        public V Ii;

        /// <summary>Fast part of the threshold.</summary>
        [Unit("mV")]
        public V Fast;

        /// <summary>Slow part of the threshold.</summary>
        [Unit("mV")]
        public V Slow;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The leaky membrane and its currents; its threshold is the resting one.</summary>
        public LifExp.Constants<V> Membrane;

        /// <summary>Decay of the fast part of the threshold in a step.</summary>
        public V DecayFast;

        /// <summary>Decay of the slow part of the threshold in a step.</summary>
        public V DecaySlow;

        /// <summary>Fast part of the threshold that a spike adds.</summary>
        public V JumpFast;

        /// <summary>Slow part of the threshold that a spike adds.</summary>
        public V JumpSlow;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Jump of the excitatory current: weights of at least zero.</summary>
        [Unit("pA")]
        public V Excitatory;

        /// <summary>Jump of the inhibitory current: weights below zero.</summary>
        [Unit("pA")]
        public V Inhibitory;

        /// <summary>External current, constant over the step.</summary>
        [Unit("pA")]
        public V Current;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        return new()
        {
            Membrane = new LifExp
            {
                TauM = TauM,
                TauSynE = TauSynE,
                TauSynI = TauSynI,
                Capacitance = Capacitance,
                Rest = Rest,
                Threshold = Threshold,
                Refractory = Refractory,
                Bias = Bias,
            }.Lower(dt),
            DecayFast = Math.Exp(-dt / TauFast),
            DecaySlow = Math.Exp(-dt / TauSlow),
            JumpFast = JumpFast.InMillivolts,
            JumpSlow = JumpSlow.InMillivolts,
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        LifExp.Input<V> arriving = new() { Excitatory = input.Excitatory, Inhibitory = input.Inhibitory, Current = input.Current };
        s.U = LifExp.Integrate(s.U, ref s.Ie, ref s.Ii, c.Membrane, arriving);
        s.Fast *= c.DecayFast;
        s.Slow *= c.DecaySlow;
        V spike = V.Spike(s.U - (c.Membrane.Threshold + s.Slow + s.Fast)) * (s.Hold <= V.Zero);
        s.Fast = V.FusedMultiplyAdd(spike, c.JumpFast, s.Fast);
        s.Slow = V.FusedMultiplyAdd(spike, c.JumpSlow, s.Slow);
        s.Hold = V.Select(spike, c.Membrane.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }
}
