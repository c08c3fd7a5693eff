using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate-and-fire with alpha-shaped synaptic conductances: a spike of weight w opens a conductance that peaks at w, one synaptic
/// time constant after it arrived. The conductances are exact; the membrane takes four Runge-Kutta steps per step. During the
/// refractory period the membrane stays at reset while the conductances go on.
/// </summary>
/// <equation>C dU/dt = -gL (U - E) - ge (U - Ee) - gi (U - Ei) + I; ge(t) = sum_j w_j e / tauE (t - t_j) exp(-(t - t_j) / tauE), gi likewise; spike and U = reset where U >= threshold</equation>
/// <source>Meffin, Burkitt and Grayden (2004), J. Comput. Neurosci. 16, eqs. 1 to 3; Rotter and Diesmann (1999), section 3.1.2; NEST iaf_cond_alpha.</source>
[Neuron]
public readonly partial record struct LifCondAlpha()
{
    private const int SubSteps = 4;

    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 250 * Syntax.pF;

    /// <summary>Leak conductance.</summary>
    [NonNegative]
    public Conductance Leak { get; init; } = 16.6667 * Syntax.nS;

    /// <summary>Resting potential.</summary>
    public Voltage Rest { get; init; } = -70 * Syntax.mV;

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

    /// <summary>Spike threshold.</summary>
    public Voltage Threshold { get; init; } = -55 * Syntax.mV;

    /// <summary>Potential after a spike.</summary>
    public Voltage Reset { get; init; } = -60 * Syntax.mV;

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
        /// <summary>Leak and synapses over capacitance.</summary>
        public Channels<V> Channels;

        /// <summary>Length of a sub-step.</summary>
        public V SubStep;

        /// <summary>The excitatory conductance over a step.</summary>
        public BetaKernel<V> KernelE;

        /// <summary>The inhibitory conductance over a step.</summary>
        public BetaKernel<V> KernelI;

        /// <summary>The excitatory conductance over half a sub-step.</summary>
        public BetaKernel<V> HalfKernelE;

        /// <summary>The inhibitory conductance over half a sub-step.</summary>
        public BetaKernel<V> HalfKernelI;

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
    public string? Conflict(Time dt) =>
        Threshold > Reset ? RungeKutta.Conflict(dt, RungeKutta.Longest(1 * Syntax.ms, SubSteps, Capacitance / Leak)) : $"Threshold of {Threshold} must be above Reset of {Reset}.";

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double h = dt.InMilliseconds / SubSteps;
        return new()
        {
            Channels = Neurons.Channels.Lower(
                Leak.InNanosiemens, Capacitance.InPicofarads, Rest.InMillivolts, ReversalE.InMillivolts, ReversalI.InMillivolts, Bias.InPicoamperes),
            SubStep = h,
            KernelE = BetaKernel.Lower(TauSynE.InMilliseconds, TauSynE.InMilliseconds, dt.InMilliseconds),
            KernelI = BetaKernel.Lower(TauSynI.InMilliseconds, TauSynI.InMilliseconds, dt.InMilliseconds),
            HalfKernelE = BetaKernel.Lower(TauSynE.InMilliseconds, TauSynE.InMilliseconds, h / 2),
            HalfKernelI = BetaKernel.Lower(TauSynI.InMilliseconds, TauSynI.InMilliseconds, h / 2),
            Threshold = Threshold.InMillivolts,
            Reset = Reset.InMillivolts,
            Hold = StepCount.Of(Refractory, dt, "LifCondAlpha.Refractory"),
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V free = s.Hold <= V.Zero, ge = s.Ge, gi = s.Gi, riseE = s.RiseE, riseI = s.RiseI;
        LinearMembrane<V> membrane = new(s.U);
        Pull<V> start = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
        for (int i = 0; i < SubSteps; i++)
        {
            BetaKernel.Advance(c.HalfKernelE, ref ge, ref riseE);
            BetaKernel.Advance(c.HalfKernelI, ref gi, ref riseI);
            Pull<V> middle = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
            BetaKernel.Advance(c.HalfKernelE, ref ge, ref riseE);
            BetaKernel.Advance(c.HalfKernelI, ref gi, ref riseI);
            Pull<V> end = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
            membrane = RungeKutta.Step(membrane, c.SubStep, start, middle, end);
            start = end;
        }

        // One decay over the whole step rounds once where the sub-steps round many times.
        BetaKernel.Advance(c.KernelE, ref s.Ge, ref s.RiseE);
        BetaKernel.Advance(c.KernelI, ref s.Gi, ref s.RiseI);
        s.RiseE = V.FusedMultiplyAdd(c.KernelE.Peak, input.Excitatory, s.RiseE);
        s.RiseI = V.FusedMultiplyAdd(c.KernelI.Peak, input.Inhibitory, s.RiseI);
        s.U = V.Select(free, membrane.U, s.U);
        V spike = V.Spike(s.U - c.Threshold);
        s.U = V.Select(spike, c.Reset, s.U);
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }
}
