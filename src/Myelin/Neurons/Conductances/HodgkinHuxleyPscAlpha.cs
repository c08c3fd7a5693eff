using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// The squid axon's membrane as a point neuron, with alpha-shaped synaptic currents that peak at the weight. Five Runge-Kutta steps per step,
/// the synapses exactly. A spike is a maximum of the potential above the threshold, outside the refractory period of the spike before;
/// nothing is reset.
/// </summary>
/// <equation>C dU/dt = -gNa M^3 H (U - ENa) - gK N^4 (U - EK) - gL (U - EL) + Ie + Ii + I; dX/dt = alphaX(U) (1 - X) - betaX(U) X for X = M, H, N; Ie(t) = sum_j w_j e / tauE (t - t_j) exp(-(t - t_j) / tauE), Ii likewise</equation>
/// <source>Hodgkin and Huxley (1952), J. Physiol. 117, eqs. 7, 12, 13, 20, 21, 23, 24 and 26; NEST hh_psc_alpha.</source>
[Neuron]
public readonly partial record struct HodgkinHuxleyPscAlpha()
{
    private const int SubSteps = 5;

    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 100 * Syntax.pF;

    /// <summary>Largest conductance of the sodium channels.</summary>
    [NonNegative]
    public Conductance Sodium { get; init; } = 12000 * Syntax.nS;

    /// <summary>Largest conductance of the potassium channels.</summary>
    [NonNegative]
    public Conductance Potassium { get; init; } = 3600 * Syntax.nS;

    /// <summary>Leak conductance.</summary>
    [NonNegative]
    public Conductance Leak { get; init; } = 30 * Syntax.nS;

    /// <summary>Reversal potential of sodium.</summary>
    public Voltage SodiumReversal { get; init; } = 50 * Syntax.mV;

    /// <summary>Reversal potential of potassium.</summary>
    public Voltage PotassiumReversal { get; init; } = -77 * Syntax.mV;

    /// <summary>Reversal potential of the leak.</summary>
    public Voltage LeakReversal { get; init; } = -54.402 * Syntax.mV;

    /// <summary>Rise time of the excitatory current.</summary>
    [Positive]
    public Time TauSynE { get; init; } = 0.2 * Syntax.ms;

    /// <summary>Rise time of the inhibitory current.</summary>
    [Positive]
    public Time TauSynI { get; init; } = 2 * Syntax.ms;

    /// <summary>Potential at which the neuron starts, its gates in their steady state.</summary>
    public Voltage Rest { get; init; } = -65 * Syntax.mV;

    /// <summary>Potential that a spike exceeds.</summary>
    public Voltage Threshold { get; init; } = 0 * Syntax.mV;

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

        /// <summary>Excitatory current.</summary>
        [Unit("pA")]
        public V Ie;

        /// <summary>Derivative variable of the excitatory current.</summary>
        [Unit("pA/ms")]
        public V RiseE;

        /// <summary>Inhibitory current.</summary>
        [Unit("pA")]
        public V Ii;

        /// <summary>Derivative variable of the inhibitory current.</summary>
        [Unit("pA/ms")]
        public V RiseI;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The membrane.</summary>
        public HodgkinHuxleyMembrane<V> Membrane;

        /// <summary>Leak conductance over capacitance.</summary>
        public V Leak;

        /// <summary>Pull of the leak and of the constant current.</summary>
        public V Drive;

        /// <summary>1 / capacitance.</summary>
        public V PerCapacitance;

        /// <summary>The excitatory current over a step.</summary>
        public BetaKernel<V> KernelE;

        /// <summary>The inhibitory current over a step.</summary>
        public BetaKernel<V> KernelI;

        /// <summary>The excitatory current over half a sub-step.</summary>
        public BetaKernel<V> HalfKernelE;

        /// <summary>The inhibitory current over half a sub-step.</summary>
        public BetaKernel<V> HalfKernelI;
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
    public string? Conflict(Time dt) => RungeKutta.Conflict(dt, RungeKutta.Longest(SubSteps * 0.05 * Syntax.ms, SubSteps, RungeKutta.OpenChannels(Sodium + Potassium, Leak, Capacitance)));

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double h = dt.InMilliseconds / SubSteps, c = Capacitance.InPicofarads, tauE = TauSynE.InMilliseconds, tauI = TauSynI.InMilliseconds;
        return new()
        {
            Membrane = new()
            {
                SubStep = h,
                Sodium = Sodium.InNanosiemens / c,
                Potassium = Potassium.InNanosiemens / c,
                SodiumReversal = SodiumReversal.InMillivolts,
                PotassiumReversal = PotassiumReversal.InMillivolts,
                Origin = 0,

                // Far below rest the fastest rate would make the scheme unstable; there every gate has long been at its end.
                Floor = -65 - (18 * Math.Log(2.5 / (4 * h))),
                Threshold = Threshold.InMillivolts,
                Hold = StepCount.Of(Refractory, dt, "HodgkinHuxleyPscAlpha.Refractory"),
            },
            Leak = Leak.InNanosiemens / c,
            Drive = ((Leak.InNanosiemens * LeakReversal.InMillivolts) + Bias.InPicoamperes) / c,
            PerCapacitance = 1 / c,
            KernelE = BetaKernel.Lower(tauE, tauE, dt.InMilliseconds),
            KernelI = BetaKernel.Lower(tauI, tauI, dt.InMilliseconds),
            HalfKernelE = BetaKernel.Lower(tauE, tauE, h / 2),
            HalfKernelI = BetaKernel.Lower(tauI, tauI, h / 2),
        };
    }

    /// <summary>The starting potential, and the gates in their steady state at it.</summary>
    public State<double> Initial(Time dt)
    {
        HodgkinHuxleyFlow<Scalar, SquidGates> steady = HodgkinHuxleyFlow<Scalar, SquidGates>.SteadyAt(Rest.InMillivolts, 0);
        return new() { U = steady.U.Number, M = steady.M.Number, H = steady.H.Number, N = steady.N.Number };
    }

    // Not inlined into the engine's loop: the compiler would give up inlining the operators.
    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        HodgkinHuxleyFlow<V, SquidGates> y = new() { U = s.U, M = s.M, H = s.H, N = s.N };
        V ie = s.Ie, ii = s.Ii, riseE = s.RiseE, riseI = s.RiseI;
        V drive = V.FusedMultiplyAdd(c.PerCapacitance, input.Current, c.Drive);
        Pull<V> start = new(V.FusedMultiplyAdd(c.PerCapacitance, ie + ii, drive), c.Leak);
        for (int i = 0; i < SubSteps; i++)
        {
            BetaKernel.Advance(c.HalfKernelE, ref ie, ref riseE);
            BetaKernel.Advance(c.HalfKernelI, ref ii, ref riseI);
            Pull<V> middle = new(V.FusedMultiplyAdd(c.PerCapacitance, ie + ii, drive), c.Leak);
            BetaKernel.Advance(c.HalfKernelE, ref ie, ref riseE);
            BetaKernel.Advance(c.HalfKernelI, ref ii, ref riseI);
            Pull<V> end = new(V.FusedMultiplyAdd(c.PerCapacitance, ie + ii, drive), c.Leak);
            y = RungeKutta.Step<HodgkinHuxleyFlow<V, SquidGates>, V, HodgkinHuxleyDrive<V>>(
                y, c.Membrane.SubStep, new(in c.Membrane, start), new(in c.Membrane, middle), new(in c.Membrane, end));
            start = end;
        }

        // One decay over the whole step rounds once where the sub-steps round many times.
        BetaKernel.Advance(c.KernelE, ref s.Ie, ref s.RiseE);
        BetaKernel.Advance(c.KernelI, ref s.Ii, ref s.RiseI);
        s.RiseE = V.FusedMultiplyAdd(c.KernelE.Peak, input.Excitatory, s.RiseE);
        s.RiseI = V.FusedMultiplyAdd(c.KernelI.Peak, input.Inhibitory, s.RiseI);
        V spike = V.Spike(y.U - c.Membrane.Threshold) * (s.U > y.U) * (s.Hold <= V.Zero);
        s.U = y.U;
        s.M = y.M;
        s.H = y.H;
        s.N = y.N;
        s.Hold = V.Select(spike, c.Membrane.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }

    private readonly struct SquidGates : IGates
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static GateRates<V> At<V>(V u)
            where V : struct, IValue<V>
        {
            SquidChannels<V> rates = new(u);
            return new(rates.OpenM, rates.CloseM, rates.OpenH, rates.CloseH, rates.OpenN, rates.CloseN);
        }
    }
}
