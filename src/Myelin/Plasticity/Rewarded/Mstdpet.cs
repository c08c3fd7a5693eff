using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Reward-modulated spike-timing-dependent plasticity with a trace of eligibility, which the third factor, a reward, turns into a change of the weight.
/// </summary>
/// <equation>z += (A+ x at post, A- y at pre) / tauE, dz/dt = -z / tauE; factor: w += nu dt factor z; w in [Wmin, Wmax]; x and y rise by 1 at pre and post spikes and decay</equation>
/// <source>Florian (2007), Neural Computation 19, 1468, eqs. 4.19 to 4.22; BindsNET MSTDPET.</source>
[PlasticityRule(PairsSimultaneous = true)]
public readonly partial record struct Mstdpet()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 1;

    /// <summary>Learning rate.</summary>
    [NonNegative]
    public double Nu { get; init; } = 0.01;

    /// <summary>Eligibility by a pair with the presynaptic spike first.</summary>
    public double APlus { get; init; } = 1;

    /// <summary>Eligibility by a pair with the postsynaptic spike first.</summary>
    public double AMinus { get; init; } = -1;

    /// <summary>Time constant of the presynaptic trace.</summary>
    [Positive]
    public Time TauPlus { get; init; } = 20 * Syntax.ms;

    /// <summary>Time constant of the postsynaptic trace.</summary>
    [Positive]
    public Time TauMinus { get; init; } = 20 * Syntax.ms;

    /// <summary>Time constant of the eligibility.</summary>
    [Positive]
    public Time TauE { get; init; } = 25 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;

        /// <summary>Eligibility after the last event.</summary>
        public V Eligibility;
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

        /// <summary>Learning rate.</summary>
        public V Nu;

        /// <summary>Eligibility of a pair, pre first.</summary>
        public V APlus;

        /// <summary>Eligibility of a pair, post first.</summary>
        public V AMinus;

        /// <summary>Rate of decay of x [1/ms].</summary>
        public V RatePlus;

        /// <summary>Rate of decay of y [1/ms].</summary>
        public V RateMinus;

        /// <summary>Rate of decay of the eligibility [1/ms].</summary>
        public V RateE;

        /// <summary>Weight by a unit of reward and eligibility.</summary>
        public V PlusStep;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        MinWeight < MaxWeight ? null : FormattableString.Invariant($"MinWeight of {MinWeight} must be below MaxWeight of {MaxWeight}.");

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        Nu = Nu,
        APlus = APlus,
        AMinus = AMinus,
        RatePlus = 1 / TauPlus.InMilliseconds,
        RateMinus = 1 / TauMinus.InMilliseconds,
        RateE = 1 / TauE.InMilliseconds,
        PlusStep = Nu * dt.InMilliseconds,
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
        synapse.Eligibility = (synapse.Eligibility * V.Exp(-elapsed * c.RateE)) + (c.AMinus * c.RateE * y);
    }

    /// <summary>A postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, V elapsed)
        where V : struct, IValue<V>
    {
        V x = pre.X * V.Exp(-sincePre * c.RatePlus);
        synapse.Eligibility = (synapse.Eligibility * V.Exp(-elapsed * c.RateE)) + (c.APlus * c.RateE * x);
    }

    /// <summary>A reward arrives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnFactor<V>(ref Synapse<V> synapse, in Constants<V> c, V factor, V elapsed)
        where V : struct, IValue<V>
    {
        synapse.Eligibility *= V.Exp(-elapsed * c.RateE);
        synapse.Weight = V.Max(c.MinWeight, V.Min(c.MaxWeight, synapse.Weight + (c.PlusStep * factor * synapse.Eligibility)));
    }
}
