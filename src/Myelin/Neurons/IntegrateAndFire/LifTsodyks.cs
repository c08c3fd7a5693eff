using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate-and-fire with exponentially decaying currents whose output synapses are used up and recover: short-term depression and
/// facilitation kept once per neuron instead of once per synapse. A spike is worth the fraction of resources that it releases (a graded
/// spike). Exact integration on the grid.
/// </summary>
/// <equation>membrane as LifExp; between spikes du/dt = -u / tauFac, dx/dt = (1 - x - y) / tauRec, dy/dt = -y / tauPsc; at a spike u += U (1 - u), the output is u x, x -= u x, y += u x</equation>
/// <source>Tsodyks, Uziel and Markram (2000), J. Neurosci. 20:RC50, eqs. 3 and 4; NEST iaf_tum_2000.</source>
[Neuron]
public readonly partial record struct LifTsodyks()
{
    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time TauM { get; init; } = 10 * Syntax.ms;

    /// <summary>Time constant of the excitatory current.</summary>
    [Positive]
    public Time TauSynE { get; init; } = 2 * Syntax.ms;

    /// <summary>Time constant of the inhibitory current.</summary>
    [Positive]
    public Time TauSynI { get; init; } = 2 * Syntax.ms;

    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 250 * Syntax.pF;

    /// <summary>Resting potential.</summary>
    public Voltage Rest { get; init; } = -70 * Syntax.mV;

    /// <summary>Spike threshold.</summary>
    public Voltage Threshold { get; init; } = -55 * Syntax.mV;

    /// <summary>Potential after a spike.</summary>
    public Voltage Reset { get; init; } = -70 * Syntax.mV;

    /// <summary>Absolute refractory period.</summary>
    [NonNegative]
    public Time Refractory { get; init; } = 2 * Syntax.ms;

    /// <summary>Part of the remaining readiness that a spike uses: U.</summary>
    [Between(0, 1)]
    public double Utilisation { get; init; } = 0.5;

    /// <summary>Time constant of facilitation; 0: none.</summary>
    [NonNegative]
    public Time TauFacilitation { get; init; } = 1000 * Syntax.ms;

    /// <summary>Time constant of recovery from depression.</summary>
    [Positive]
    public Time TauRecovery { get; init; } = 800 * Syntax.ms;

    /// <summary>Time constant of the released resources.</summary>
    [Positive]
    public Time TauPsc { get; init; } = 2 * Syntax.ms;

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

        /// <summary>Utilisation u.</summary>
        [Unit("")]
        public V Use;

        /// <summary>Recovered fraction x of the resources.</summary>
        [Unit("")]
        public V Recovered;

        /// <summary>Active fraction y of the resources.</summary>
        [Unit("")]
        public V Active;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The leaky membrane and its currents.</summary>
        public LifExp.Constants<V> Membrane;

        /// <summary>Part of the remaining readiness that a spike uses.</summary>
        public V Utilisation;

        /// <summary>Decay of the utilisation in a step.</summary>
        public V DecayUse;

        /// <summary>Decay of the active fraction in a step.</summary>
        public V DecayActive;

        /// <summary>Part of the inactive fraction that recovers in a step.</summary>
        public V Recovery;

        /// <summary>Part of the active fraction that recovers in a step, by way of the inactive one.</summary>
        public V Return;
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

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Threshold > Reset ? null : $"Threshold of {Threshold} must be above Reset of {Reset}.";

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double h = dt.InMilliseconds, lost = -ExactIntegration.ExpM1(-dt / TauPsc);
        double inactivated = ExactIntegration.Exponential(TauPsc.InMilliseconds, TauRecovery.InMilliseconds, TauPsc.InMilliseconds, h);
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
                Reset = Reset,
                Refractory = Refractory,
                Bias = Bias,
            }.Lower(dt),
            Utilisation = Utilisation,
            DecayUse = TauFacilitation > Time.Zero ? Math.Exp(-dt / TauFacilitation) : 0,
            DecayActive = Math.Exp(-dt / TauPsc),
            Recovery = -ExactIntegration.ExpM1(-dt / TauRecovery),
            Return = lost - inactivated,
        };
    }

    /// <summary>The state at rest, all resources recovered.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts, Recovered = 1 };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        LifExp.State<V> membrane = new() { U = s.U, Ie = s.Ie, Ii = s.Ii, Hold = s.Hold };
        LifExp.Input<V> arriving = new() { Excitatory = input.Excitatory, Inhibitory = input.Inhibitory, Current = input.Current };
        V spike = LifExp.Step(ref membrane, c.Membrane, arriving);
        s.U = membrane.U;
        s.Ie = membrane.Ie;
        s.Ii = membrane.Ii;
        s.Hold = membrane.Hold;

        V inactive = V.One - s.Recovered - s.Active;
        V recovered = V.FusedMultiplyAdd(c.Recovery, inactive, V.FusedMultiplyAdd(c.Return, s.Active, s.Recovered));
        V use = c.DecayUse * s.Use;
        s.Use = V.FusedMultiplyAdd(spike * c.Utilisation, V.One - use, use);
        V released = spike * s.Use * recovered;
        s.Recovered = recovered - released;
        s.Active = V.FusedMultiplyAdd(c.DecayActive, s.Active, released);
        return released;
    }
}
