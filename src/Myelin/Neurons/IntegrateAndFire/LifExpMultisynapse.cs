using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate-and-fire with four ports of exponentially decaying synaptic currents, each with a time constant of its own. Exact integration on
/// the grid. An arriving spike makes its current jump; the membrane responds from the next step. During the refractory period the membrane stays at
/// reset while the currents go on.
/// </summary>
/// <equation>C dU/dt = -C (U - E) / tauM + I1 + I2 + I3 + I4 + I; dIk/dt = -Ik / tauk; spike and U = reset where U >= threshold</equation>
/// <source>Rotter and Diesmann (1999), Biological Cybernetics 81, section 3.1; NEST iaf_psc_exp_multisynapse.</source>
[Neuron]
public readonly partial record struct LifExpMultisynapse()
{
    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time TauM { get; init; } = 10 * Syntax.ms;

    /// <summary>Time constant of the first current.</summary>
    [Positive]
    public Time TauSyn1 { get; init; } = 2 * Syntax.ms;

    /// <summary>Time constant of the second current.</summary>
    [Positive]
    public Time TauSyn2 { get; init; } = 2 * Syntax.ms;

    /// <summary>Time constant of the third current.</summary>
    [Positive]
    public Time TauSyn3 { get; init; } = 2 * Syntax.ms;

    /// <summary>Time constant of the fourth current.</summary>
    [Positive]
    public Time TauSyn4 { get; init; } = 2 * Syntax.ms;

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

        /// <summary>First synaptic current.</summary>
        [Unit("pA")]
        public V I1;

        /// <summary>Second synaptic current.</summary>
        [Unit("pA")]
        public V I2;

        /// <summary>Third synaptic current.</summary>
        [Unit("pA")]
        public V I3;

        /// <summary>Fourth synaptic current.</summary>
        [Unit("pA")]
        public V I4;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What one synaptic current needs in a step.</summary>
    public struct Course<V>
    {
        /// <summary>exp(-dt / tau).</summary>
        public V Decay;

        /// <summary>Propagator into the potential.</summary>
        public V Into;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>exp(-dt / TauM).</summary>
        public V DecayM;

        /// <summary>Of the first current.</summary>
        public Course<V> Course1;

        /// <summary>Of the second current.</summary>
        public Course<V> Course2;

        /// <summary>Of the third current.</summary>
        public Course<V> Course3;

        /// <summary>Of the fourth current.</summary>
        public Course<V> Course4;

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
        /// <summary>Jump of the first current.</summary>
        [Unit("pA")]
        public V Port1;

        /// <summary>Jump of the second current.</summary>
        [Unit("pA")]
        public V Port2;

        /// <summary>Jump of the third current.</summary>
        [Unit("pA")]
        public V Port3;

        /// <summary>Jump of the fourth current.</summary>
        [Unit("pA")]
        public V Port4;

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
        double approach = -ExactIntegration.ExpM1(-h / tau), current = tau / c * approach;
        Course<double> Of(Time syn) => new() { Decay = Math.Exp(-dt / syn), Into = ExactIntegration.Exponential(syn.InMilliseconds, tau, c, h) };
        return new()
        {
            DecayM = Math.Exp(-h / tau),
            Course1 = Of(TauSyn1),
            Course2 = Of(TauSyn2),
            Course3 = Of(TauSyn3),
            Course4 = Of(TauSyn4),
            Current = current,
            Drift = (Rest.InMillivolts * approach) + (Bias.InPicoamperes * current),
            Threshold = Threshold.InMillivolts,
            Reset = Reset.InMillivolts,
            Hold = StepCount.Of(Refractory, dt, "LifExpMultisynapse.Refractory"),
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V driven = V.FusedMultiplyAdd(c.Current, input.Current, c.Drift);
        driven = V.FusedMultiplyAdd(c.Course1.Into, s.I1, V.FusedMultiplyAdd(c.Course2.Into, s.I2, driven));
        driven = V.FusedMultiplyAdd(c.Course3.Into, s.I3, V.FusedMultiplyAdd(c.Course4.Into, s.I4, driven));
        s.I1 = V.FusedMultiplyAdd(c.Course1.Decay, s.I1, input.Port1);
        s.I2 = V.FusedMultiplyAdd(c.Course2.Decay, s.I2, input.Port2);
        s.I3 = V.FusedMultiplyAdd(c.Course3.Decay, s.I3, input.Port3);
        s.I4 = V.FusedMultiplyAdd(c.Course4.Decay, s.I4, input.Port4);
        s.U = V.Select(s.Hold <= V.Zero, V.FusedMultiplyAdd(c.DecayM, s.U, driven), s.U);
        V spike = V.Spike(s.U - c.Threshold);
        s.U = V.Select(spike, c.Reset, s.U);
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }
}
