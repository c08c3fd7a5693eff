using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Adaptive exponential integrate-and-fire with exponentially decaying synaptic
/// conductances. Five Runge-Kutta steps per step, the synapses exactly; threshold test and reset come after each of the five, so that a spike adapts at once. During the refractory period
/// the membrane stays at reset while adaptation and synapses go on.
/// </summary>
/// <equation>C dU/dt = -gL (U - E) + gL DeltaT exp((U - VT) / DeltaT) - ge (U - Ee) - gi (U - Ei) - W + I; tauW dW/dt = a (U - E) - W; spike, U = reset and W = W + b where U >= threshold; dge/dt = -ge / tauE; dgi/dt = -gi / tauI</equation>
/// <source>Brette and Gerstner (2005), J. Neurophysiol. 94, eqs. 1 to 3; NEST aeif_cond_exp.</source>
[Neuron]
public readonly partial record struct AdExCondExp()
{
    private const int SubSteps = 5;

    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 281 * Syntax.pF;

    /// <summary>Leak conductance.</summary>
    [Positive]
    public Conductance Leak { get; init; } = 30 * Syntax.nS;

    /// <summary>Resting potential.</summary>
    public Voltage Rest { get; init; } = -70.6 * Syntax.mV;

    /// <summary>Sharpness DeltaT of spike initiation.</summary>
    [Positive]
    public Voltage Sharpness { get; init; } = 2 * Syntax.mV;

    /// <summary>Potential VT at which a spike starts.</summary>
    public Voltage Onset { get; init; } = -50.4 * Syntax.mV;

    /// <summary>Potential at which a spike is cut off.</summary>
    public Voltage Threshold { get; init; } = 0 * Syntax.mV;

    /// <summary>Potential after a spike.</summary>
    public Voltage Reset { get; init; } = -60 * Syntax.mV;

    /// <summary>Time constant of adaptation.</summary>
    [Positive]
    public Time TauW { get; init; } = 144 * Syntax.ms;

    /// <summary>Subthreshold adaptation.</summary>
    public Conductance Adaptation { get; init; } = 4 * Syntax.nS;

    /// <summary>Adaptation that a spike adds.</summary>
    public Current Jump { get; init; } = 80.5 * Syntax.pA;

    /// <summary>Reversal potential of excitation.</summary>
    public Voltage ReversalE { get; init; } = 0 * Syntax.mV;

    /// <summary>Reversal potential of inhibition.</summary>
    public Voltage ReversalI { get; init; } = -85 * Syntax.mV;

    /// <summary>Time constant of the excitatory conductance.</summary>
    [Positive]
    public Time TauSynE { get; init; } = 0.2 * Syntax.ms;

    /// <summary>Time constant of the inhibitory conductance.</summary>
    [Positive]
    public Time TauSynI { get; init; } = 2 * Syntax.ms;

    /// <summary>Absolute refractory period.</summary>
    [NonNegative]
    public Time Refractory { get; init; } = 0 * Syntax.ms;

    /// <summary>Constant external current.</summary>
    public Current Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;

        /// <summary>Adaptation current.</summary>
        [Unit("pA")]
        public V W;

        /// <summary>Excitatory conductance.</summary>
        [Unit("nS")]
        public V Ge;

        /// <summary>Inhibitory conductance.</summary>
        [Unit("nS")]
        public V Gi;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The membrane.</summary>
        public AdExMembrane<V> Membrane;

        /// <summary>Leak and synapses over capacitance.</summary>
        public Channels<V> Channels;

        /// <summary>Decay of the excitatory conductance in a step.</summary>
        public V DecayE;

        /// <summary>Decay of the inhibitory conductance in a step.</summary>
        public V DecayI;

        /// <summary>Decay of the excitatory conductance in half a sub-step.</summary>
        public V HalfDecayE;

        /// <summary>Decay of the inhibitory conductance in half a sub-step.</summary>
        public V HalfDecayI;
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
    public string? Conflict(Time dt)
    {
        if (!(Threshold > Reset)) return $"Threshold of {Threshold} must be above Reset of {Reset}.";
        if (!(Threshold > Onset)) return $"Threshold of {Threshold} must be above Onset of {Onset}.";
        if ((Threshold - Onset) / Sharpness > 60) return $"Threshold of {Threshold} must be at most 60 times the Sharpness of {Sharpness} above Onset of {Onset}, or a spike overflows.";
        return RungeKutta.Conflict(dt, RungeKutta.Longest(0.2 * Syntax.ms, SubSteps, Capacitance / Leak));
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double h = dt.InMilliseconds / SubSteps;
        return new()
        {
            Membrane = new()
            {
                SubStep = h,
                Upswing = Leak.InNanosiemens * Sharpness.InMillivolts / Capacitance.InPicofarads,
                PerSharpness = 1 / Sharpness.InMillivolts,
                Onset = Onset.InMillivolts,
                PerCapacitance = 1 / Capacitance.InPicofarads,
                Coupling = Adaptation.InNanosiemens / TauW.InMilliseconds,
                AdaptationRate = 1 / TauW.InMilliseconds,
                Rest = Rest.InMillivolts,
                Steep = AdExMembrane.Steep(Onset.InMillivolts, Sharpness.InMillivolts, Leak.InNanosiemens / Capacitance.InPicofarads, h),
                Sharpness = Sharpness.InMillivolts,
                ThresholdDistance = Math.Exp((Onset - Threshold) / Sharpness),
                Threshold = Threshold.InMillivolts,
                Reset = Reset.InMillivolts,
                Jump = Jump.InPicoamperes,
                Hold = StepCount.Of(Refractory, dt, "AdExCondExp.Refractory"),
            },
            Channels = Neurons.Channels.Lower(
                Leak.InNanosiemens, Capacitance.InPicofarads, Rest.InMillivolts, ReversalE.InMillivolts, ReversalI.InMillivolts, Bias.InPicoamperes),
            DecayE = Math.Exp(-h * SubSteps / TauSynE.InMilliseconds),
            DecayI = Math.Exp(-h * SubSteps / TauSynI.InMilliseconds),
            HalfDecayE = Math.Exp(-h / 2 / TauSynE.InMilliseconds),
            HalfDecayI = Math.Exp(-h / 2 / TauSynI.InMilliseconds),
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V ge = s.Ge, gi = s.Gi;
        AdExStep<V> step = new(s.U, s.W, s.Hold > V.Zero);
        Pull<V> start = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
        for (int i = 0; i < SubSteps; i++)
        {
            ge *= c.HalfDecayE;
            gi *= c.HalfDecayI;
            Pull<V> middle = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
            ge *= c.HalfDecayE;
            gi *= c.HalfDecayI;
            Pull<V> end = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
            step.Advance(c.Membrane, start, middle, end);
            start = end;
        }

        // One decay over the whole step rounds once where the sub-steps round many times.
        s.Ge = V.FusedMultiplyAdd(c.DecayE, s.Ge, input.Excitatory);
        s.Gi = V.FusedMultiplyAdd(c.DecayI, s.Gi, input.Inhibitory);
        s.U = step.U;
        s.W = step.W;
        s.Hold = V.Select(step.Spike, c.Membrane.Hold, V.Max(s.Hold - V.One, V.Zero));
        return step.Spike;
    }
}
