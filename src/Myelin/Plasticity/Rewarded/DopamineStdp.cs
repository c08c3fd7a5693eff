using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Dopamine-modulated spike-timing-dependent plasticity: pairs of spikes change an eligibility, which changes the weight as far as the dopamine
/// concentration is above its baseline. The third factor is an amount of dopamine; exact between events.
/// </summary>
/// <equation>c += A+ x at post, c -= A- y at pre, dc/dt = -c / tauC; n += factor / tauN, dn/dt = -n / tauN; dw/dt = c (n - b); w in [Wmin, Wmax]</equation>
/// <source>Izhikevich (2007), Cerebral Cortex 17, 2443; Potjans, Morrison and Diesmann (2010), Front. Comput. Neurosci. 4, 141; NEST stdp_dopamine_synapse.</source>
[PlasticityRule]
public readonly partial record struct DopamineStdp()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 200;

    /// <summary>Eligibility by a pair with the presynaptic spike first.</summary>
    [NonNegative]
    public double APlus { get; init; } = 1;

    /// <summary>Loss of eligibility by a pair with the postsynaptic spike first.</summary>
    [NonNegative]
    public double AMinus { get; init; } = 1.5;

    /// <summary>Baseline of the dopamine concentration.</summary>
    public double Baseline { get; init; } = 0;

    /// <summary>Time constant of the presynaptic trace.</summary>
    [Positive]
    public Time TauPlus { get; init; } = 20 * Syntax.ms;

    /// <summary>Time constant of the postsynaptic trace.</summary>
    [Positive]
    public Time TauMinus { get; init; } = 20 * Syntax.ms;

    /// <summary>Time constant of the eligibility.</summary>
    [Positive]
    public Time TauC { get; init; } = 1000 * Syntax.ms;

    /// <summary>Time constant of dopamine.</summary>
    [Positive]
    public Time TauN { get; init; } = 200 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;

        /// <summary>Eligibility after the last event.</summary>
        public V Eligibility;

        /// <summary>Dopamine concentration after the last event.</summary>
        public V Dopamine;
    }

    /// <summary>What is remembered of a source neuron.</summary>
    public struct Pre<V>
    {
        /// <summary>Trace x after its last spike.</summary>
        public V X;
    }

    /// <summary>What is remembered of a target neuron.</summary>
    public struct Post<V>
    {
        /// <summary>Trace y after its last spike.</summary>
        public V Y;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Eligibility by a pair.</summary>
        public V APlus;

        /// <summary>Loss of eligibility by a pair.</summary>
        public V AMinus;

        /// <summary>Baseline of dopamine.</summary>
        public V Baseline;

        /// <summary>Rate of decay of x [1/ms].</summary>
        public V RatePlus;

        /// <summary>Rate of decay of y [1/ms].</summary>
        public V RateMinus;

        /// <summary>Time constant of the eligibility [ms].</summary>
        public V TauC;

        /// <summary>Time constant of dopamine [ms].</summary>
        public V TauN;

        /// <summary>Time constant of their product [ms].</summary>
        public V TauBoth;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        MinWeight < MaxWeight ? null : FormattableString.Invariant($"MinWeight of {MinWeight} must be below MaxWeight of {MaxWeight}.");

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        APlus = APlus,
        AMinus = AMinus,
        Baseline = Baseline,
        RatePlus = 1 / TauPlus.InMilliseconds,
        RateMinus = 1 / TauMinus.InMilliseconds,
        TauC = TauC.InMilliseconds,
        TauN = TauN.InMilliseconds,
        TauBoth = 1 / ((1 / TauC.InMilliseconds) + (1 / TauN.InMilliseconds)),
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V> => pre.X = V.One + (pre.X * V.Exp(-interval * c.RatePlus));

    /// <summary>A target neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V> => post.Y = V.One + (post.Y * V.Exp(-interval * c.RateMinus));

    /// <summary>A presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, in Post<V> post, V sincePost, V elapsed)
        where V : struct, IValue<V>
    {
        V y = post.Y * V.Exp(-sincePost * c.RateMinus);
        Integrate(ref synapse, in c, elapsed);
        synapse.Eligibility -= c.AMinus * y;
    }

    /// <summary>A postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, V elapsed)
        where V : struct, IValue<V>
    {
        V x = pre.X * V.Exp(-sincePre * c.RatePlus);
        Integrate(ref synapse, in c, elapsed);
        synapse.Eligibility += c.APlus * x;
    }

    /// <summary>Dopamine arrives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnFactor<V>(ref Synapse<V> synapse, in Constants<V> c, V factor, V elapsed)
        where V : struct, IValue<V>
    {
        Integrate(ref synapse, in c, elapsed);
        synapse.Dopamine += factor / c.TauN;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Integrate<V>(ref Synapse<V> synapse, in Constants<V> c, V elapsed)
        where V : struct, IValue<V>
    {
        V byDopamine = synapse.Dopamine * c.TauBoth * (V.One - V.Exp(-elapsed / c.TauBoth));
        V decay = V.Exp(-elapsed / c.TauC), byBaseline = c.Baseline * c.TauC * (V.One - decay);
        synapse.Weight = V.Max(c.MinWeight, V.Min(c.MaxWeight, synapse.Weight + (synapse.Eligibility * (byDopamine - byBaseline))));
        synapse.Eligibility *= decay;
        synapse.Dopamine *= V.Exp(-elapsed / c.TauN);
    }
}
