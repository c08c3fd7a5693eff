using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Two compartments, soma and active dendrite: dendritic input that coincides with a spike of the soma, which travels back for a while,
/// sets off a regenerative dendritic event, and the event drives the soma to a burst. Explicit Euler, all from the old state. A spike
/// is a soma at or above threshold; the soma is then held at reset for the refractory period.
/// </summary>
/// <equation>
/// TauS dU/dt = -(U - Rest) + Soma f(W) + I; TauD dW/dt = -(W - Rest) + Dendrite f(W) + Back k + J - A; TauA dA/dt = -A + Adaptation (W
/// - Rest); f(W) = 1 / (1 + exp(-(W - Half) / Slope)); k = 1 for BackPeriod after a spike
/// </equation>
/// <source>
/// Naud and Sprekeler (2018), PNAS 115, E6329, eqs. 1 to 4 of Methods, currents over leak conductances, without the adaptation of the
/// soma; defaults near those of the paper.
/// </source>
[Neuron]
public readonly partial record struct TwoCompartment()
{
    /// <summary>Time constant of the soma.</summary>
    [Positive]
    public Time TauS { get; init; } = 16 * Syntax.ms;

    /// <summary>Time constant of the dendrite.</summary>
    [Positive]
    public Time TauD { get; init; } = 7 * Syntax.ms;

    /// <summary>Time constant of the dendrite's adaptation.</summary>
    [Positive]
    public Time TauA { get; init; } = 30 * Syntax.ms;

    /// <summary>Resting potential of both.</summary>
    public Voltage Rest { get; init; } = -70 * Syntax.mV;

    /// <summary>Spike threshold of the soma.</summary>
    public Voltage Threshold { get; init; } = -50 * Syntax.mV;

    /// <summary>Potential of the soma after a spike.</summary>
    public Voltage Reset { get; init; } = -70 * Syntax.mV;

    /// <summary>Refractory period of the soma.</summary>
    [NonNegative]
    public Time Refractory { get; init; } = 3 * Syntax.ms;

    /// <summary>What a dendritic event does to the soma.</summary>
    [NonNegative]
    public Voltage Soma { get; init; } = 56 * Syntax.mV;

    /// <summary>What a dendritic event does to the dendrite.</summary>
    [NonNegative]
    public Voltage Dendrite { get; init; } = 49 * Syntax.mV;

    /// <summary>What a spike of the soma does to the dendrite.</summary>
    [NonNegative]
    public Voltage Back { get; init; } = 107 * Syntax.mV;

    /// <summary>How long it does so.</summary>
    [NonNegative]
    public Time BackPeriod { get; init; } = 2 * Syntax.ms;

    /// <summary>Potential at which a dendritic event is half on.</summary>
    public Voltage Half { get; init; } = -38 * Syntax.mV;

    /// <summary>Width of its sigmoid.</summary>
    [Positive]
    public Voltage Slope { get; init; } = 6 * Syntax.mV;

    /// <summary>Coupling of the adaptation to the dendrite.</summary>
    [NonNegative]
    public double Adaptation { get; init; } = 0.5;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Potential of the soma.</summary>
        [Unit("mV")]
        public V U;

        /// <summary>Potential of the dendrite.</summary>
        [Unit("mV")]
        public V W;

        /// <summary>Adaptation of the dendrite.</summary>
        [Unit("mV")]
        public V A;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;

        /// <summary>Steps left in which the last spike travels back.</summary>
        public V Travelling;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>dt / TauS.</summary>
        public V RateS;

        /// <summary>dt / TauD.</summary>
        public V RateD;

        /// <summary>dt / TauA.</summary>
        public V RateA;

        /// <summary>Resting potential.</summary>
        public V Rest;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>Potential after a spike.</summary>
        public V Reset;

        /// <summary>Refractory period in steps.</summary>
        public V Hold;

        /// <summary>What a dendritic event does to the soma.</summary>
        public V Soma;

        /// <summary>What a dendritic event does to the dendrite.</summary>
        public V Dendrite;

        /// <summary>What a spike does to the dendrite.</summary>
        public V Back;

        /// <summary>How long it does so, in steps.</summary>
        public V Travelling;

        /// <summary>Potential at which a dendritic event is half on.</summary>
        public V Half;

        /// <summary>1 / Slope.</summary>
        public V Inverse;

        /// <summary>Coupling of the adaptation.</summary>
        public V Adaptation;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Input of the soma: where it tends to, above rest.</summary>
        [Unit("mV")]
        public V Somatic;

        /// <summary>Input of the dendrite: where it tends to, above rest.</summary>
        [Unit("mV")]
        public V Dendritic;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt)
    {
        if (!(Threshold > Reset)) return $"Threshold of {Threshold} must be above Reset of {Reset}.";
        return dt <= TauS && dt <= TauD && dt <= TauA ? null
            : $"The step of {dt} is too long for explicit Euler; it must be at most TauS of {TauS}, TauD of {TauD} and TauA of {TauA}.";
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        RateS = dt / TauS,
        RateD = dt / TauD,
        RateA = dt / TauA,
        Rest = Rest.InMillivolts,
        Threshold = Threshold.InMillivolts,
        Reset = Reset.InMillivolts,
        Hold = StepCount.Of(Refractory, dt, "TwoCompartment.Refractory"),
        Soma = Soma.InMillivolts,
        Dendrite = Dendrite.InMillivolts,
        Back = Back.InMillivolts,
        Travelling = StepCount.Of(BackPeriod, dt, "TwoCompartment.BackPeriod"),
        Half = Half.InMillivolts,
        Inverse = 1 / Slope.InMillivolts,
        Adaptation = Adaptation,
    };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts, W = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V free = s.Hold <= V.Zero;
        V back = c.Back * (s.Travelling > V.Zero);
        V dendriteUp = s.W - c.Rest;
        V open = V.One / (V.One + V.Exp(V.Min((c.Half - s.W) * c.Inverse, V.Constant(50))));
        V u = V.FusedMultiplyAdd(c.RateS, V.FusedMultiplyAdd(c.Soma, open, input.Somatic) - (s.U - c.Rest), s.U);
        V w = V.FusedMultiplyAdd(c.RateD, V.FusedMultiplyAdd(c.Dendrite, open, back) + input.Dendritic - s.A - dendriteUp, s.W);
        s.A = V.FusedMultiplyAdd(c.RateA, (c.Adaptation * dendriteUp) - s.A, s.A);
        s.W = w;
        u = V.Select(free, u, s.U);
        V spike = V.Spike(u - c.Threshold);
        s.U = V.Select(spike, c.Reset, u);
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - V.One, V.Zero));
        s.Travelling = V.Select(spike, c.Travelling, V.Max(s.Travelling - V.One, V.Zero));
        return spike;
    }
}
