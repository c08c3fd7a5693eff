using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate-and-fire with alpha-shaped synaptic currents: a spike of weight w starts a current that peaks at w, one synaptic time
/// constant after it arrived. Exact integration on the grid. During the refractory period the membrane stays at reset while the
/// currents go on.
/// </summary>
/// <equation>C dU/dt = -C (U - E) / tauM + Ie + Ii + I; Ie(t) = sum_j w_j e / tauE (t - t_j) exp(-(t - t_j) / tauE), Ii likewise; spike and U = reset where U >= threshold</equation>
/// <source>Rotter and Diesmann (1999), Biological Cybernetics 81, section 3.1.2; NEST iaf_psc_alpha.</source>
[Neuron]
public readonly partial record struct LifAlpha()
{
    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time TauM { get; init; } = 10 * Syntax.ms;

    /// <summary>Rise time of the excitatory current.</summary>
    [Positive]
    public Time TauSynE { get; init; } = 2 * Syntax.ms;

    /// <summary>Rise time of the inhibitory current.</summary>
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

        /// <summary>Derivative variable of the excitatory current: dIe/dt + Ie / TauSynE.</summary>
        [Unit("pA/ms")]
        public V RiseE;

        /// <summary>Inhibitory synaptic current.</summary>
        [Unit("pA")]
        public V Ii;

        /// <summary>Derivative variable of the inhibitory current: dIi/dt + Ii / TauSynI.</summary>
        [Unit("pA/ms")]
        public V RiseI;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>exp(-dt / TauM).</summary>
        public V DecayM;

        /// <summary>exp(-dt / TauSynE).</summary>
        public V DecayE;

        /// <summary>exp(-dt / TauSynI).</summary>
        public V DecayI;

        /// <summary>Propagator of the excitatory derivative variable into its current.</summary>
        public V GrowE;

        /// <summary>Propagator of the inhibitory derivative variable into its current.</summary>
        public V GrowI;

        /// <summary>Propagator of the excitatory current into the potential.</summary>
        public V CurrentE;

        /// <summary>Propagator of the inhibitory current into the potential.</summary>
        public V CurrentI;

        /// <summary>Propagator of the excitatory derivative variable into the potential.</summary>
        public V RiseE;

        /// <summary>Propagator of the inhibitory derivative variable into the potential.</summary>
        public V RiseI;

        /// <summary>Jump of the excitatory derivative variable per weight, e / TauSynE: the current peaks at the weight.</summary>
        public V PeakE;

        /// <summary>Jump of the inhibitory derivative variable per weight, e / TauSynI.</summary>
        public V PeakI;

        /// <summary>Propagator of the external current into the potential.</summary>
        public V Current;

        /// <summary>What the leak and the constant current add in a step.</summary>
        public V Drift;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>Potential after a spike.</summary>
        public V Reset;

        /// <summary>Refractory period in steps.</summary>
        public V Hold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Peak of the excitatory current that starts: weights of at least zero.</summary>
        [Unit("pA")]
        public V Excitatory;

        /// <summary>Peak of the inhibitory current that starts: weights below zero.</summary>
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
        double h = dt.InMilliseconds, tau = TauM.InMilliseconds, c = Capacitance.InPicofarads;
        double tauE = TauSynE.InMilliseconds, tauI = TauSynI.InMilliseconds;
        double approach = -ExactIntegration.ExpM1(-h / tau);
        double current = tau / c * approach;
        return new()
        {
            DecayM = Math.Exp(-h / tau),
            DecayE = Math.Exp(-h / tauE),
            DecayI = Math.Exp(-h / tauI),
            GrowE = h * Math.Exp(-h / tauE),
            GrowI = h * Math.Exp(-h / tauI),
            CurrentE = ExactIntegration.Exponential(tauE, tau, c, h),
            CurrentI = ExactIntegration.Exponential(tauI, tau, c, h),
            RiseE = ExactIntegration.Alpha(tauE, tau, c, h),
            RiseI = ExactIntegration.Alpha(tauI, tau, c, h),
            PeakE = Math.E / tauE,
            PeakI = Math.E / tauI,
            Current = current,
            Drift = (Rest.InMillivolts * approach) + (Bias.InPicoamperes * current),
            Threshold = Threshold.InMillivolts,
            Reset = Reset.InMillivolts,
            Hold = StepCount.Of(Refractory, dt, "LifAlpha.Refractory"),
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V free = s.Hold <= V.Zero;
        V drive = V.FusedMultiplyAdd(c.Current, input.Current, c.Drift);
        V excited = V.FusedMultiplyAdd(c.CurrentE, s.Ie, V.FusedMultiplyAdd(c.RiseE, s.RiseE, drive));
        V driven = V.FusedMultiplyAdd(c.CurrentI, s.Ii, V.FusedMultiplyAdd(c.RiseI, s.RiseI, excited));
        V u = V.FusedMultiplyAdd(c.DecayM, s.U, driven);
        s.Ie = V.FusedMultiplyAdd(c.DecayE, s.Ie, c.GrowE * s.RiseE);
        s.Ii = V.FusedMultiplyAdd(c.DecayI, s.Ii, c.GrowI * s.RiseI);
        s.RiseE = V.FusedMultiplyAdd(c.DecayE, s.RiseE, c.PeakE * input.Excitatory);
        s.RiseI = V.FusedMultiplyAdd(c.DecayI, s.RiseI, c.PeakI * input.Inhibitory);
        s.U = V.Select(free, u, s.U);
        V spike = V.Spike(s.U - c.Threshold);
        s.U = V.Select(spike, c.Reset, s.U);
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }
}
