using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Multi-timescale adaptive threshold that also depends on the course of the membrane potential, through a kernel s exp(-s / tauV) of its
/// slope; so it bursts, rebounds and accommodates. Leaky membrane without reset, exact integration on the grid; the refractory period
/// only forbids new spikes. In a step the threshold's dependence comes first, then the membrane and the rest as in <see cref="Mat2"/>.
/// </summary>
/// <equation>as Mat2, with spike where U >= threshold + F + S + T; dT/dt = D - T / tauV; dD/dt = coupling dU/dt - D / tauV</equation>
/// <source>Yamauchi, Kim and Shinomoto (2011), Front. Comput. Neurosci. 5:42, eqs. 1 to 5; NEST amat2_psc_exp.</source>
[Neuron]
public readonly partial record struct AugmentedMat2()
{
    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time TauM { get; init; } = 10 * Syntax.ms;

    /// <summary>Time constant of the excitatory current.</summary>
    [Positive]
    public Time TauSynE { get; init; } = 1 * Syntax.ms;

    /// <summary>Time constant of the inhibitory current.</summary>
    [Positive]
    public Time TauSynI { get; init; } = 3 * Syntax.ms;

    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 200 * Syntax.pF;

    /// <summary>Resting potential.</summary>
    public Voltage Rest { get; init; } = -70 * Syntax.mV;

    /// <summary>Threshold at rest.</summary>
    public Voltage Threshold { get; init; } = -65 * Syntax.mV;

    /// <summary>Fast time constant of the threshold.</summary>
    [Positive]
    public Time TauFast { get; init; } = 10 * Syntax.ms;

    /// <summary>Slow time constant of the threshold.</summary>
    [Positive]
    public Time TauSlow { get; init; } = 200 * Syntax.ms;

    /// <summary>Fast part of the threshold that a spike adds.</summary>
    public Voltage JumpFast { get; init; } = 10 * Syntax.mV;

    /// <summary>Slow part of the threshold that a spike adds.</summary>
    public Voltage JumpSlow { get; init; } = 0 * Syntax.mV;

    /// <summary>How strongly the threshold follows the slope of the potential (1/ms).</summary>
    public Frequency Coupling { get; init; } = 0 * Syntax.kHz;

    /// <summary>Time constant with which it follows.</summary>
    [Positive]
    public Time TauV { get; init; } = 5 * Syntax.ms;

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

        /// <summary>Fast part of the threshold.</summary>
        [Unit("mV")]
        public V Fast;

        /// <summary>Slow part of the threshold.</summary>
        [Unit("mV")]
        public V Slow;

        /// <summary>Part of the threshold that follows the potential.</summary>
        [Unit("mV")]
        public V Follow;

        /// <summary>Derivative variable of that part.</summary>
        [Unit("mV/ms")]
        public V Rise;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The leaky membrane and its currents; its threshold is the resting one.</summary>
        public LifExp.Constants<V> Membrane;

        /// <summary>Resting potential.</summary>
        public V Rest;

        /// <summary>Constant external current.</summary>
        public V Bias;

        /// <summary>Decay of the fast part of the threshold in a step.</summary>
        public V DecayFast;

        /// <summary>Decay of the slow part of the threshold in a step.</summary>
        public V DecaySlow;

        /// <summary>Fast part of the threshold that a spike adds.</summary>
        public V JumpFast;

        /// <summary>Slow part of the threshold that a spike adds.</summary>
        public V JumpSlow;

        /// <summary>What becomes part of the threshold in a step.</summary>
        public Row<V> Follow;

        /// <summary>What becomes its derivative variable in a step.</summary>
        public Row<V> Rise;
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

    /// <summary>What each variable contributes in a step: one row of the propagator.</summary>
    public struct Row<V>
    {
        /// <summary>Contribution of the external current.</summary>
        public V Current;

        /// <summary>Contribution of the excitatory current.</summary>
        public V Ie;

        /// <summary>Contribution of the inhibitory current.</summary>
        public V Ii;

        /// <summary>Contribution of the distance from rest.</summary>
        public V U;

        /// <summary>Contribution of the derivative variable.</summary>
        public V Rise;

        /// <summary>Contribution of the part that follows the potential.</summary>
        public V Follow;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double beta = 1e-3 * Coupling.InHertz, c = Capacitance.InPicofarads, tau = TauM.InMilliseconds, tauV = TauV.InMilliseconds;
        double[,] propagator = ExactIntegration.Propagator(
            new[,]
            {
                { 0, 0, 0, 0, 0, 0 },
                { 0, -1 / TauSynE.InMilliseconds, 0, 0, 0, 0 },
                { 0, 0, -1 / TauSynI.InMilliseconds, 0, 0, 0 },
                { 1 / c, 1 / c, 1 / c, -1 / tau, 0, 0 },
                { beta / c, beta / c, beta / c, -beta / tau, -1 / tauV, 0 },
                { 0, 0, 0, 0, 1, -1 / tauV },
            },
            dt.InMilliseconds);
        return new()
        {
            Membrane = new LifExp
            {
                TauM = TauM,
                TauSynE = TauSynE,
                TauSynI = TauSynI,
                Capacitance = Capacitance,
                Rest = Rest,
                Threshold = Threshold,
                Refractory = Refractory,
                Bias = Bias,
            }.Lower(dt),
            Rest = Rest.InMillivolts,
            Bias = Bias.InPicoamperes,
            DecayFast = Math.Exp(-dt / TauFast),
            DecaySlow = Math.Exp(-dt / TauSlow),
            JumpFast = JumpFast.InMillivolts,
            JumpSlow = JumpSlow.InMillivolts,
            Rise = RowOf(propagator, 4),
            Follow = RowOf(propagator, 5),
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V rise = Apply(c.Rise, s, c, input.Current), follow = Apply(c.Follow, s, c, input.Current);
        LifExp.Input<V> arriving = new() { Excitatory = input.Excitatory, Inhibitory = input.Inhibitory, Current = input.Current };
        s.U = LifExp.Integrate(s.U, ref s.Ie, ref s.Ii, c.Membrane, arriving);
        s.Rise = rise;
        s.Follow = follow;
        s.Fast *= c.DecayFast;
        s.Slow *= c.DecaySlow;
        V spike = V.Spike(s.U - (c.Membrane.Threshold + s.Slow + s.Fast + s.Follow)) * (s.Hold <= V.Zero);
        s.Fast = V.FusedMultiplyAdd(spike, c.JumpFast, s.Fast);
        s.Slow = V.FusedMultiplyAdd(spike, c.JumpSlow, s.Slow);
        s.Hold = V.Select(spike, c.Membrane.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }

    private static Row<double> RowOf(double[,] propagator, int row) => new()
    {
        Current = propagator[row, 0],
        Ie = propagator[row, 1],
        Ii = propagator[row, 2],
        U = propagator[row, 3],
        Rise = propagator[row, 4],
        Follow = propagator[row, 5],
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Apply<V>(in Row<V> row, in State<V> s, in Constants<V> c, V current)
        where V : struct, IValue<V>
    {
        V currents = V.FusedMultiplyAdd(row.Current, current + c.Bias, V.FusedMultiplyAdd(row.Ie, s.Ie, row.Ii * s.Ii));
        return V.FusedMultiplyAdd(row.U, s.U - c.Rest, V.FusedMultiplyAdd(row.Rise, s.Rise, V.FusedMultiplyAdd(row.Follow, s.Follow, currents)));
    }
}
