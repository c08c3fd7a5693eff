using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate-and-fire with exponentially decaying synaptic conductances. The conductances decay exactly; the membrane takes four
/// Runge-Kutta steps per step, which at 0.1 ms is exact to a millionth of a millivolt. During the refractory period the membrane stays at
/// reset while the conductances go on.
/// </summary>
/// <equation>C dU/dt = -gL (U - E) - ge (U - Ee) - gi (U - Ei) + I; dge/dt = -ge / tauE; dgi/dt = -gi / tauI; spike and U = reset where U >= threshold</equation>
/// <source>Meffin, Burkitt and Grayden (2004), J. Comput. Neurosci. 16, eqs. 1 to 3; NEST iaf_cond_exp.</source>
[Neuron]
public readonly partial record struct LifCondExp()
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

    /// <summary>Time constant of the excitatory conductance.</summary>
    [Positive]
    public Time TauSynE { get; init; } = 0.2 * Syntax.ms;

    /// <summary>Time constant of the inhibitory conductance.</summary>
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

        /// <summary>Inhibitory conductance.</summary>
        [Unit("nS")]
        public V Gi;

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

        /// <summary>Decay of the excitatory conductance in half a sub-step.</summary>
        public V HalfDecayE;

        /// <summary>Decay of the inhibitory conductance in half a sub-step.</summary>
        public V HalfDecayI;

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
            DecayE = Math.Exp(-h * SubSteps / TauSynE.InMilliseconds),
            DecayI = Math.Exp(-h * SubSteps / TauSynI.InMilliseconds),
            HalfDecayE = Math.Exp(-h / 2 / TauSynE.InMilliseconds),
            HalfDecayI = Math.Exp(-h / 2 / TauSynI.InMilliseconds),
            Threshold = Threshold.InMillivolts,
            Reset = Reset.InMillivolts,
            Hold = StepCount.Of(Refractory, dt, "LifCondExp.Refractory"),
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V free = s.Hold <= V.Zero, ge = s.Ge, gi = s.Gi;
        LinearMembrane<V> membrane = new(s.U);
        Pull<V> start = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
        for (int i = 0; i < SubSteps; i++)
        {
            ge *= c.HalfDecayE;
            gi *= c.HalfDecayI;
            Pull<V> middle = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
            ge *= c.HalfDecayE;
            gi *= c.HalfDecayI;
            Pull<V> end = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
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
        return spike;
    }
}
