using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate-and-fire with exponentially decaying synaptic currents. Exact integration on the grid. An arriving spike makes its
/// current jump; the membrane responds from the next step. During the refractory period the membrane stays at reset while the
/// currents go on.
/// </summary>
/// <equation>C dU/dt = -C (U - E) / tauM + Ie + Ii + I; dIe/dt = -Ie / tauE; dIi/dt = -Ii / tauI; spike and U = reset where U >= threshold</equation>
/// <source>Rotter and Diesmann (1999), Biological Cybernetics 81, section 3.1; NEST iaf_psc_exp.</source>
[Neuron]
public readonly partial record struct LifExp()
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

        /// <summary>Propagator of the excitatory current into the potential.</summary>
        public V CurrentE;

        /// <summary>Propagator of the inhibitory current into the potential.</summary>
        public V CurrentI;

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
        double h = dt.InMilliseconds, tau = TauM.InMilliseconds, c = Capacitance.InPicofarads;
        double approach = -ExactIntegration.ExpM1(-h / tau);
        double current = tau / c * approach;
        return new()
        {
            DecayM = Math.Exp(-h / tau),
            DecayE = Math.Exp(-h / TauSynE.InMilliseconds),
            DecayI = Math.Exp(-h / TauSynI.InMilliseconds),
            CurrentE = ExactIntegration.Exponential(TauSynE.InMilliseconds, tau, c, h),
            CurrentI = ExactIntegration.Exponential(TauSynI.InMilliseconds, tau, c, h),
            Current = current,
            Drift = (Rest.InMillivolts * approach) + (Bias.InPicoamperes * current),
            Threshold = Threshold.InMillivolts,
            Reset = Reset.InMillivolts,
            Hold = StepCount.Of(Refractory, dt, "LifExp.Refractory"),
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
        V u = Integrate(s.U, ref s.Ie, ref s.Ii, c, input);
        s.U = V.Select(free, u, s.U);
        V spike = V.Spike(s.U - c.Threshold);
        s.U = V.Select(spike, c.Reset, s.U);
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }

    /// <summary>The membrane of a step without threshold and reset: the potential from the old currents; then the currents, with what arrived.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    internal static V Integrate<V>(V u, ref V ie, ref V ii, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V driven = V.FusedMultiplyAdd(c.CurrentE, ie, V.FusedMultiplyAdd(c.CurrentI, ii, V.FusedMultiplyAdd(c.Current, input.Current, c.Drift)));
        ie = V.FusedMultiplyAdd(c.DecayE, ie, input.Excitatory);
        ii = V.FusedMultiplyAdd(c.DecayI, ii, input.Inhibitory);
        return V.FusedMultiplyAdd(c.DecayM, u, driven);
    }
}
