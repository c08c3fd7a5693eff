using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate-and-fire with exponentially decaying synaptic currents that fires between the points of the grid: where the potential is above
/// threshold at the end of a step, the time of the crossing is found within it, and the refractory period begins and ends there. So constant input
/// gives the same rate for every step. A spike arrives at other neurons on the grid; its own time is <c>Ahead</c> before the end of its step.
/// </summary>
/// <equation>C dU/dt = -C (U - E) / tauM + Ie + Ii + I; dIe/dt = -Ie / tauE; dIi/dt = -Ii / tauI; spike and U = reset where U crosses threshold</equation>
/// <source>Morrison, Straube, Plesser and Diesmann (2007), Neural Computation 19, 47; Hanuschkin, Kunkel, Helias, Morrison and Diesmann (2010), Front. Neuroinform. 4, 113; NEST iaf_psc_exp_ps.</source>
[Neuron]
public readonly partial record struct LifExpPrecise()
{
    // The crossing is as certain as a double after this many rounds: each but the first few squares the error, or nearly.
    private const int Rounds = 10;

    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time TauM { get; init; } = 10 * Syntax.ms;

    /// <summary>Time constant of the excitatory current; another than that of the membrane.</summary>
    [Positive]
    public Time TauSynE { get; init; } = 2 * Syntax.ms;

    /// <summary>Time constant of the inhibitory current; another than that of the membrane.</summary>
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

    /// <summary>Absolute refractory period, at least one step.</summary>
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

        /// <summary>Time of refractoriness left.</summary>
        [Unit("ms")]
        public V Wait;

        /// <summary>How long before the end of its step the last spike was.</summary>
        [Unit("ms")]
        public V Ahead;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a step [ms].</summary>
        public V Step;

        /// <summary>-1 / TauM [1/ms].</summary>
        public V RateM;

        /// <summary>-1 / TauSynE [1/ms].</summary>
        public V RateE;

        /// <summary>-1 / TauSynI [1/ms].</summary>
        public V RateI;

        /// <summary>What an excitatory current drives the potential by, once the exponentials are subtracted [mV/pA].</summary>
        public V GainE;

        /// <summary>The same of an inhibitory current [mV/pA].</summary>
        public V GainI;

        /// <summary>Membrane resistance [mV/pA].</summary>
        public V Resistance;

        /// <summary>Potential that the membrane tends to without input.</summary>
        public V Rest;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>Potential after a spike.</summary>
        public V Reset;

        /// <summary>Refractory period [ms].</summary>
        public V Refractory;
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
    public string? Conflict(Time dt)
    {
        if (!(Threshold > Reset)) return $"Threshold of {Threshold} must be above Reset of {Reset}.";
        if (!(Refractory >= dt)) return $"Refractory of {Refractory} must be at least one step of {dt}, because a neuron spikes once in a step.";
        if (TauSynE == TauM || TauSynI == TauM)
            return $"TauSynE of {TauSynE} and TauSynI of {TauSynI} must differ from TauM of {TauM}, because the solution between grid points divides by the difference.";
        return null;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double tau = TauM.InMilliseconds, c = Capacitance.InPicofarads;
        double Gain(Time syn) => syn.InMilliseconds * tau / (c * (syn.InMilliseconds - tau));
        return new()
        {
            Step = dt.InMilliseconds,
            RateM = -1 / tau,
            RateE = -1 / TauSynE.InMilliseconds,
            RateI = -1 / TauSynI.InMilliseconds,
            GainE = Gain(TauSynE),
            GainI = Gain(TauSynI),
            Resistance = tau / c,
            Rest = Rest.InMillivolts + (Bias.InPicoamperes * tau / c),
            Threshold = Threshold.InMillivolts,
            Reset = Reset.InMillivolts,
            Refractory = Refractory.InMilliseconds,
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step. Not inlined: the search for the crossing is long beside the call.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        // The part of the step that is refractory, and the currents at its end, from where the membrane is free.
        V held = V.Min(s.Wait, c.Step), free = c.Step - held;
        V ie = s.Ie * V.Exp(c.RateE * held), ii = s.Ii * V.Exp(c.RateI * held);
        V goal = V.FusedMultiplyAdd(c.Resistance, input.Current, c.Rest);
        V end = Potential(s.U, ie, ii, goal, free, c);
        V spike = V.Spike(end - c.Threshold) * (free > V.Zero);

        // Regula falsi, with the weight of an end that stays halved (Illinois); what does not cross searches in vain.
        V low = V.Zero, high = free, below = s.U - c.Threshold, above = V.Max(end - c.Threshold, V.Zero), time = high;
        V lastSide = V.Zero;
        for (int round = 0; round < Rounds; round++)
        {
            V span = above - below;
            time = V.Select(span > V.Zero, ((low * above) - (high * below)) / V.Select(span > V.Zero, span, V.One), high);
            V distance = Potential(s.U, ie, ii, goal, time, c) - c.Threshold;
            V side = distance >= V.Zero;
            V sameAbove = side * (lastSide >= V.One), sameBelow = (V.One - side) * (lastSide <= -V.One);
            high = V.Select(side, time, high);
            above = V.Select(side, distance, above * (V.One - (V.Constant(0.5) * sameBelow)));
            low = V.Select(side, low, time);
            below = V.Select(side, below * (V.One - (V.Constant(0.5) * sameAbove)), distance);
            lastSide = (side + side) - V.One;
        }

        V ahead = V.Detach(free - time);
        s.Ahead = V.Select(spike, ahead, s.Ahead);
        s.Wait = V.Select(spike, c.Refractory - ahead, V.Max(s.Wait - c.Step, V.Zero));
        s.U = V.Select(spike, c.Reset, end);
        s.Ie = V.FusedMultiplyAdd(s.Ie, V.Exp(c.RateE * c.Step), input.Excitatory);
        s.Ii = V.FusedMultiplyAdd(s.Ii, V.Exp(c.RateI * c.Step), input.Inhibitory);
        return spike;
    }

    // The potential after some time of freedom, exactly.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Potential<V>(V u, V ie, V ii, V goal, V time, in Constants<V> c)
        where V : struct, IValue<V>
    {
        V membrane = V.Exp(c.RateM * time);
        V excited = c.GainE * ie * (V.Exp(c.RateE * time) - membrane), inhibited = c.GainI * ii * (V.Exp(c.RateI * time) - membrane);
        return V.FusedMultiplyAdd(membrane, u - goal, goal) + excited + inhibited;
    }
}
