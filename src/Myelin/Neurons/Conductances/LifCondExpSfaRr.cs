using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate-and-fire with exponentially decaying synaptic conductances, spike-frequency adaptation and relative refractoriness: each
/// spike opens two more conductances, a slow weak one and a fast strong one, both to potassium. The conductances decay exactly; the
/// membrane takes ten Runge-Kutta steps per step, because right after a spike its time constant is a tenth of a millisecond.
/// </summary>
/// <equation>C dU/dt = -gL (U - E) - ge (U - Ee) - gi (U - Ei) - gSfa (U - Esfa) - gRr (U - Err) + I; each g decays exponentially; at a spike gSfa += qSfa, gRr += qRr, U = reset</equation>
/// <source>Dayan and Abbott (2001), Theoretical Neuroscience, eqs. 5.13 and 5.14; Muller et al. (2007), Neural Computation 19, Table 1; NEST iaf_cond_exp_sfa_rr.</source>
[Neuron]
public readonly partial record struct LifCondExpSfaRr()
{
    private const int SubSteps = 10;

    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 289.5 * Syntax.pF;

    /// <summary>Leak conductance.</summary>
    [NonNegative]
    public Conductance Leak { get; init; } = 28.95 * Syntax.nS;

    /// <summary>Resting potential.</summary>
    public Voltage Rest { get; init; } = -70 * Syntax.mV;

    /// <summary>Reversal potential of excitation.</summary>
    public Voltage ReversalE { get; init; } = 0 * Syntax.mV;

    /// <summary>Reversal potential of inhibition.</summary>
    public Voltage ReversalI { get; init; } = -75 * Syntax.mV;

    /// <summary>Time constant of the excitatory conductance.</summary>
    [Positive]
    public Time TauSynE { get; init; } = 1.5 * Syntax.ms;

    /// <summary>Time constant of the inhibitory conductance.</summary>
    [Positive]
    public Time TauSynI { get; init; } = 10 * Syntax.ms;

    /// <summary>Reversal potential of spike-frequency adaptation.</summary>
    public Voltage ReversalSfa { get; init; } = -70 * Syntax.mV;

    /// <summary>Time constant of spike-frequency adaptation.</summary>
    [Positive]
    public Time TauSfa { get; init; } = 110 * Syntax.ms;

    /// <summary>Conductance that a spike adds to spike-frequency adaptation.</summary>
    [NonNegative]
    public Conductance JumpSfa { get; init; } = 14.48 * Syntax.nS;

    /// <summary>Reversal potential of relative refractoriness.</summary>
    public Voltage ReversalRr { get; init; } = -70 * Syntax.mV;

    /// <summary>Time constant of relative refractoriness.</summary>
    [Positive]
    public Time TauRr { get; init; } = 1.97 * Syntax.ms;

    /// <summary>Conductance that a spike adds to relative refractoriness.</summary>
    [NonNegative]
    public Conductance JumpRr { get; init; } = 3214 * Syntax.nS;

    /// <summary>Spike threshold.</summary>
    public Voltage Threshold { get; init; } = -57 * Syntax.mV;

    /// <summary>Potential after a spike.</summary>
    public Voltage Reset { get; init; } = -70 * Syntax.mV;

    /// <summary>Absolute refractory period.</summary>
    [NonNegative]
    public Time Refractory { get; init; } = 0.5 * Syntax.ms;

    /// <summary>Constant external current.</summary>
    public Current Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;

        /// <summary>Excitatory conductance.</summary>
        [Unit("nS")]
        public V Ge;

        /// <summary>Inhibitory conductance.</summary>
        [Unit("nS")]
        public V Gi;

        /// <summary>Conductance of spike-frequency adaptation.</summary>
        [Unit("nS")]
        public V Gsfa;

        /// <summary>Conductance of relative refractoriness.</summary>
        [Unit("nS")]
        public V Grr;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Leak and synapses over capacitance.</summary>
        public Channels<V> Channels;

        /// <summary>Length of a sub-step.</summary>
        public V SubStep;

        /// <summary>Decay of the excitatory conductance in a step.</summary>
        public V DecayE;

        /// <summary>Decay of the inhibitory conductance in a step.</summary>
        public V DecayI;

        /// <summary>Decay of spike-frequency adaptation in a step.</summary>
        public V DecaySfa;

        /// <summary>Decay of relative refractoriness in a step.</summary>
        public V DecayRr;

        /// <summary>Decay of the excitatory conductance in half a sub-step.</summary>
        public V HalfDecayE;

        /// <summary>Decay of the inhibitory conductance in half a sub-step.</summary>
        public V HalfDecayI;

        /// <summary>Decay of spike-frequency adaptation in half a sub-step.</summary>
        public V HalfDecaySfa;

        /// <summary>Decay of relative refractoriness in half a sub-step.</summary>
        public V HalfDecayRr;

        /// <summary>Reversal potential of spike-frequency adaptation over capacitance.</summary>
        public V ReversalSfa;

        /// <summary>Reversal potential of relative refractoriness over capacitance.</summary>
        public V ReversalRr;

        /// <summary>Conductance that a spike adds to spike-frequency adaptation.</summary>
        public V JumpSfa;

        /// <summary>Conductance that a spike adds to relative refractoriness.</summary>
        public V JumpRr;

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
        /// <summary>Jump of the excitatory conductance.</summary>
        [Unit("nS")]
        public V Excitatory;

        /// <summary>Jump of the inhibitory conductance, at least zero.</summary>
        [Unit("nS")]
        public V Inhibitory;

        /// <summary>External current, constant over the step.</summary>
        [Unit("pA")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        Threshold > Reset ? RungeKutta.Conflict(dt, RungeKutta.Longest(0.2 * Syntax.ms, SubSteps, Capacitance / Leak)) : $"Threshold of {Threshold} must be above Reset of {Reset}.";

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double h = dt.InMilliseconds / SubSteps;
        return new()
        {
            Channels = Neurons.Channels.Lower(
                Leak.InNanosiemens, Capacitance.InPicofarads, Rest.InMillivolts, ReversalE.InMillivolts, ReversalI.InMillivolts, Bias.InPicoamperes),
            SubStep = h,
            DecayE = Math.Exp(-h * SubSteps / TauSynE.InMilliseconds),
            DecayI = Math.Exp(-h * SubSteps / TauSynI.InMilliseconds),
            DecaySfa = Math.Exp(-h * SubSteps / TauSfa.InMilliseconds),
            DecayRr = Math.Exp(-h * SubSteps / TauRr.InMilliseconds),
            HalfDecayE = Math.Exp(-h / 2 / TauSynE.InMilliseconds),
            HalfDecayI = Math.Exp(-h / 2 / TauSynI.InMilliseconds),
            HalfDecaySfa = Math.Exp(-h / 2 / TauSfa.InMilliseconds),
            HalfDecayRr = Math.Exp(-h / 2 / TauRr.InMilliseconds),
            ReversalSfa = ReversalSfa.InMillivolts / Capacitance.InPicofarads,
            ReversalRr = ReversalRr.InMillivolts / Capacitance.InPicofarads,
            JumpSfa = JumpSfa.InNanosiemens,
            JumpRr = JumpRr.InNanosiemens,
            Threshold = Threshold.InMillivolts,
            Reset = Reset.InMillivolts,
            Hold = StepCount.Of(Refractory, dt, "LifCondExpSfaRr.Refractory"),
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
        State<V> inner = s;
        LinearMembrane<V> membrane = new(s.U);
        Pull<V> start = PullAt(inner, c, input.Current);
        for (int i = 0; i < SubSteps; i++)
        {
            Decay(ref inner, c);
            Pull<V> middle = PullAt(inner, c, input.Current);
            Decay(ref inner, c);
            Pull<V> end = PullAt(inner, c, input.Current);
            membrane = RungeKutta.Step(membrane, c.SubStep, start, middle, end);
            start = end;
        }

        // One decay over the whole step rounds once where the sub-steps round many times.
        s.Ge = V.FusedMultiplyAdd(c.DecayE, s.Ge, input.Excitatory);
        s.Gi = V.FusedMultiplyAdd(c.DecayI, s.Gi, input.Inhibitory);
        s.U = V.Select(free, membrane.U, s.U);
        V spike = V.Spike(s.U - c.Threshold);
        s.U = V.Select(spike, c.Reset, s.U);
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - V.One, V.Zero));
        s.Gsfa = V.FusedMultiplyAdd(c.DecaySfa, s.Gsfa, spike * c.JumpSfa);
        s.Grr = V.FusedMultiplyAdd(c.DecayRr, s.Grr, spike * c.JumpRr);
        return spike;
    }

    private static void Decay<V>(ref State<V> s, in Constants<V> c)
        where V : struct, IValue<V>
    {
        s.Ge *= c.HalfDecayE;
        s.Gi *= c.HalfDecayI;
        s.Gsfa *= c.HalfDecaySfa;
        s.Grr *= c.HalfDecayRr;
    }

    private static Pull<V> PullAt<V>(in State<V> s, in Constants<V> c, V current)
        where V : struct, IValue<V>
    {
        Pull<V> synaptic = Neurons.Channels.At(c.Channels, s.Ge, s.Gi, current);
        V drive = V.FusedMultiplyAdd(c.ReversalSfa, s.Gsfa, V.FusedMultiplyAdd(c.ReversalRr, s.Grr, synaptic.Drive));
        return new(drive, V.FusedMultiplyAdd(c.Channels.PerCapacitance, s.Gsfa + s.Grr, synaptic.Rate));
    }
}
