using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Pyramidal cell of the hippocampus after Traub and Miles, as a point neuron with sodium and potassium channels and exponentially decaying
/// synaptic conductances. Five Runge-Kutta steps per step, the synapses exactly. A spike is a maximum of the potential at least 30 mV above
/// the origin, outside the refractory period of the spike before; nothing is reset.
/// </summary>
/// <equation>C dU/dt = -gNa M^3 H (U - ENa) - gK N^4 (U - EK) - gL (U - EL) - ge (U - Ee) - gi (U - Ei) + I; dX/dt = alphaX(U - VT) (1 - X) - betaX(U - VT) X for X = M, H, N; dge/dt = -ge / tauE; dgi/dt = -gi / tauI</equation>
/// <source>Brette et al. (2007), J. Comput. Neurosci. 23, appendix B, benchmark 3; Traub and Miles (1991); NEST hh_cond_exp_traub.</source>
[Neuron]
public readonly partial record struct HodgkinHuxleyCondExp()
{
    private const int SubSteps = 5;

    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 200 * Syntax.pF;

    /// <summary>Largest conductance of the sodium channels.</summary>
    [NonNegative]
    public Conductance Sodium { get; init; } = 20000 * Syntax.nS;

    /// <summary>Largest conductance of the potassium channels.</summary>
    [NonNegative]
    public Conductance Potassium { get; init; } = 6000 * Syntax.nS;

    /// <summary>Leak conductance.</summary>
    [NonNegative]
    public Conductance Leak { get; init; } = 10 * Syntax.nS;

    /// <summary>Reversal potential of sodium.</summary>
    public Voltage SodiumReversal { get; init; } = 50 * Syntax.mV;

    /// <summary>Reversal potential of potassium.</summary>
    public Voltage PotassiumReversal { get; init; } = -90 * Syntax.mV;

    /// <summary>Reversal potential of the leak.</summary>
    public Voltage LeakReversal { get; init; } = -60 * Syntax.mV;

    /// <summary>Reversal potential of excitation.</summary>
    public Voltage ReversalE { get; init; } = 0 * Syntax.mV;

    /// <summary>Reversal potential of inhibition.</summary>
    public Voltage ReversalI { get; init; } = -80 * Syntax.mV;

    /// <summary>Time constant of the excitatory conductance.</summary>
    [Positive]
    public Time TauSynE { get; init; } = 5 * Syntax.ms;

    /// <summary>Time constant of the inhibitory conductance.</summary>
    [Positive]
    public Time TauSynI { get; init; } = 10 * Syntax.ms;

    /// <summary>Potential VT that the voltage dependence of the gates refers to.</summary>
    public Voltage Origin { get; init; } = -63 * Syntax.mV;

    /// <summary>Time after a spike in which no other is counted.</summary>
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

        /// <summary>Activation of sodium.</summary>
        [Unit("")]
        public V M;

        /// <summary>Inactivation of sodium (1 where not inactivated).</summary>
        [Unit("")]
        public V H;

        /// <summary>Activation of potassium.</summary>
        [Unit("")]
        public V N;

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
        public HodgkinHuxleyMembrane<V> Membrane;

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
    public string? Conflict(Time dt) => RungeKutta.Conflict(dt, RungeKutta.Longest(SubSteps * 0.05 * Syntax.ms, SubSteps, RungeKutta.OpenChannels(Sodium + Potassium, Leak, Capacitance)));

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double h = dt.InMilliseconds / SubSteps, c = Capacitance.InPicofarads;
        return new()
        {
            Membrane = new()
            {
                SubStep = h,
                Sodium = Sodium.InNanosiemens / c,
                Potassium = Potassium.InNanosiemens / c,
                SodiumReversal = SodiumReversal.InMillivolts,
                PotassiumReversal = PotassiumReversal.InMillivolts,
                Origin = Origin.InMillivolts,

                // Far below rest the fastest rate would make the scheme unstable; there every gate has long been at its end.
                Floor = 17 - (18 * Math.Log(2.5 / (0.128 * h))),
                Threshold = Origin.InMillivolts + 30,
                Hold = StepCount.Of(Refractory, dt, "HodgkinHuxleyCondExp.Refractory"),
            },
            Channels = Neurons.Channels.Lower(
                Leak.InNanosiemens, Capacitance.InPicofarads, LeakReversal.InMillivolts, ReversalE.InMillivolts, ReversalI.InMillivolts, Bias.InPicoamperes),
            DecayE = Math.Exp(-h * SubSteps / TauSynE.InMilliseconds),
            DecayI = Math.Exp(-h * SubSteps / TauSynI.InMilliseconds),
            HalfDecayE = Math.Exp(-h / 2 / TauSynE.InMilliseconds),
            HalfDecayI = Math.Exp(-h / 2 / TauSynI.InMilliseconds),
        };
    }

    /// <summary>The starting potential, and the gates in their steady state at it.</summary>
    public State<double> Initial(Time dt)
    {
        HodgkinHuxleyFlow<Scalar, TraubGates> steady =
            HodgkinHuxleyFlow<Scalar, TraubGates>.SteadyAt(LeakReversal.InMillivolts, Origin.InMillivolts);
        return new() { U = steady.U.Number, M = steady.M.Number, H = steady.H.Number, N = steady.N.Number };
    }

    // Not inlined into the engine's loop: the compiler would give up inlining the operators.
    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        HodgkinHuxleyFlow<V, TraubGates> y = new() { U = s.U, M = s.M, H = s.H, N = s.N };
        V ge = s.Ge, gi = s.Gi;
        Pull<V> start = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
        for (int i = 0; i < SubSteps; i++)
        {
            ge *= c.HalfDecayE;
            gi *= c.HalfDecayI;
            Pull<V> middle = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
            ge *= c.HalfDecayE;
            gi *= c.HalfDecayI;
            Pull<V> end = Neurons.Channels.At(c.Channels, ge, gi, input.Current);
            y = RungeKutta.Step<HodgkinHuxleyFlow<V, TraubGates>, V, HodgkinHuxleyDrive<V>>(
                y, c.Membrane.SubStep, new(in c.Membrane, start), new(in c.Membrane, middle), new(in c.Membrane, end));
            start = end;
        }

        // One decay over the whole step rounds once where the sub-steps round many times.
        s.Ge = V.FusedMultiplyAdd(c.DecayE, s.Ge, input.Excitatory);
        s.Gi = V.FusedMultiplyAdd(c.DecayI, s.Gi, input.Inhibitory);
        V spike = V.Spike(y.U - c.Membrane.Threshold) * (s.U > y.U) * (s.Hold <= V.Zero);
        s.U = y.U;
        s.M = y.M;
        s.H = y.H;
        s.N = y.N;
        s.Hold = V.Select(spike, c.Membrane.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }

    private readonly struct TraubGates : IGates
    {
        // All exponentials but one are powers of exp((10 - U) / 40), up to constants.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static GateRates<V> At<V>(V u)
            where V : struct, IValue<V>
        {
            V q = V.Exp(V.FusedMultiplyAdd(V.Constant(-1.0 / 40), u, V.Constant(0.25))), q2 = q * q, q4 = q2 * q2, q8 = q4 * q4;
            V fifth = V.Constant(1.0 / 5) * u;
            V forty = V.Constant(Math.Exp(6)) * q8;
            return new(
                V.Constant(1.28) * Linoid.Of(V.Constant(0.25) * (u - V.Constant(13)), V.Constant(Math.Exp(0.75)) * q8 * q2),
                V.Constant(1.4) * Linoid.Of(V.Constant(8) - fifth, V.One / forty),
                V.Constant(0.128) * V.Exp(V.Constant(1.0 / 18) * (V.Constant(17) - u)),
                V.Constant(4) / (V.One + forty),
                V.Constant(0.16) * Linoid.Of(fifth - V.Constant(3), V.Constant(Math.E) * q8),
                V.Constant(0.5) * q);
        }
    }
}
