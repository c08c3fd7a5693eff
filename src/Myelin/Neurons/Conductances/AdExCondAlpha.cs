using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Adaptive exponential integrate-and-fire with alpha-shaped synaptic conductances, which
/// peak at the weight. Five Runge-Kutta steps per step, the synapses exactly; threshold test and reset come after each of the five, so that a spike adapts at once. During the refractory period
/// the membrane stays at reset while adaptation and synapses go on.
/// </summary>
/// <equation>C dU/dt = -gL (U - E) + gL DeltaT exp((U - VT) / DeltaT) - ge (U - Ee) - gi (U - Ei) - W + I; tauW dW/dt = a (U - E) - W; spike, U = reset and W = W + b where U >= threshold; ge(t) = sum_j w_j e / tauE (t - t_j) exp(-(t - t_j) / tauE), gi likewise</equation>
/// <source>Brette and Gerstner (2005), J. Neurophysiol. 94, eqs. 1 to 3; NEST aeif_cond_alpha.</source>
[Neuron]
public readonly partial record struct AdExCondAlpha()
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

    /// <summary>Rise time of the excitatory conductance.</summary>
    [Positive]
    public Time TauSynE { get; init; } = 0.2 * Syntax.ms;

    /// <summary>Rise time of the inhibitory conductance.</summary>
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

        /// <summary>Derivative variable of the excitatory conductance.</summary>
        [Unit("nS/ms")]
        public V RiseE;

        /// <summary>Inhibitory conductance.</summary>
        [Unit("nS")]
        public V Gi;

        /// <summary>Derivative variable of the inhibitory conductance.</summary>
        [Unit("nS/ms")]
        public V RiseI;

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

        /// <summary>The excitatory conductance over a step.</summary>
        public BetaKernel<V> KernelE;

        /// <summary>The inhibitory conductance over a step.</summary>
        public BetaKernel<V> KernelI;

        /// <summary>The excitatory conductance over half a sub-step.</summary>
        public BetaKernel<V> HalfKernelE;

        /// <summary>The inhibitory conductance over half a sub-step.</summary>
        public BetaKernel<V> HalfKernelI;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Peak of the excitatory conductance that starts.</summary>
        [Unit("nS")]
        public V Excitatory;

        /// <summary>Peak of the inhibitory conductance that starts, at least zero.</summary>
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
        double h = dt.InMilliseconds / SubSteps, tauE = TauSynE.InMilliseconds, tauI = TauSynI.InMilliseconds;
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
                Hold = StepCount.Of(Refractory, dt, "AdExCondAlpha.Refractory"),
            },
            Channels = Neurons.Channels.Lower(
                Leak.InNanosiemens, Capacitance.InPicofarads, Rest.InMillivolts, ReversalE.InMillivolts, ReversalI.InMillivolts, Bias.InPicoamperes),
            KernelE = BetaKernel.Lower(tauE, tauE, dt.InMilliseconds),
            KernelI = BetaKernel.Lower(tauI, tauI, dt.InMilliseconds),
            HalfKernelE = BetaKernel.Lower(tauE, tauE, h / 2),
            HalfKernelI = BetaKernel.Lower(tauI, tauI, h / 2),
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V ge = s.Ge, gi = s.Gi, riseE = s.RiseE, riseI = s.RiseI;
        AdExStep<V> step = new(s.U, s.W, s.Hold > V.Zero);
        Pull<V> start = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
        for (int i = 0; i < SubSteps; i++)
        {
            BetaKernel.Advance(c.HalfKernelE, ref ge, ref riseE);
            BetaKernel.Advance(c.HalfKernelI, ref gi, ref riseI);
            Pull<V> middle = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
            BetaKernel.Advance(c.HalfKernelE, ref ge, ref riseE);
            BetaKernel.Advance(c.HalfKernelI, ref gi, ref riseI);
            Pull<V> end = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
            step.Advance(c.Membrane, start, middle, end);
            start = end;
        }

        // One decay over the whole step rounds once where the sub-steps round many times.
        BetaKernel.Advance(c.KernelE, ref s.Ge, ref s.RiseE);
        BetaKernel.Advance(c.KernelI, ref s.Gi, ref s.RiseI);
        s.RiseE = V.FusedMultiplyAdd(c.KernelE.Peak, input.Excitatory, s.RiseE);
        s.RiseI = V.FusedMultiplyAdd(c.KernelI.Peak, input.Inhibitory, s.RiseI);
        s.U = step.U;
        s.W = step.W;
        s.Hold = V.Select(step.Spike, c.Membrane.Hold, V.Max(s.Hold - V.One, V.Zero));
        return step.Spike;
    }
}
