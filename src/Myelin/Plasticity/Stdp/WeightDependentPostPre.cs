using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// As PostPre, but with soft bounds: depression in proportion to the distance from the smallest weight, potentiation to that from the largest.
/// </summary>
/// <equation>pre: w -= nuPre y (w - Wmin); post: w += nuPost x (Wmax - w); w in [Wmin, Wmax]; traces set to 1, or raised by 1, at a spike, and decaying</equation>
/// <source>Hazan, Saunders, Khan, Patel, Sanghavi, Siegelmann and Kozma (2018), Front. Neuroinform. 12, 89; BindsNET WeightDependentPostPre.</source>
[PlasticityRule(PairsSimultaneous = true)]
public readonly partial record struct WeightDependentPostPre()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 1;

    /// <summary>Learning rate of presynaptic spikes.</summary>
    [NonNegative]
    public double NuPre { get; init; } = 1e-4;

    /// <summary>Learning rate of postsynaptic spikes.</summary>
    [NonNegative]
    public double NuPost { get; init; } = 1e-2;

    /// <summary>Whether a spike adds 1 to its trace, rather than setting it to 1.</summary>
    public bool IsAdditive { get; init; }

    /// <summary>Time constant of the presynaptic trace.</summary>
    [Positive]
    public Time TauPre { get; init; } = 20 * Syntax.ms;

    /// <summary>Time constant of the postsynaptic trace.</summary>
    [Positive]
    public Time TauPost { get; init; } = 20 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
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
        /// <summary>Of both traces.</summary>
        public SpikeTraces.Constants<V> Traces;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new() { Traces = SpikeTraces.Lower((MinWeight, MaxWeight), NuPre, NuPost, IsAdditive, TauPre, TauPost) };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V> => pre.X = SpikeTraces.Rise(pre.X, in c.Traces, interval, c.Traces.RatePlus);

    /// <summary>A target neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V> => post.Y = SpikeTraces.Rise(post.Y, in c.Traces, interval, c.Traces.RateMinus);

    /// <summary>A presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, in Post<V> post, V sincePost)
        where V : struct, IValue<V> => synapse.Weight = Trace.Within(synapse.Weight - (SpikeTraces.Fall(post.Y, in c.Traces, sincePost) * (synapse.Weight - c.Traces.MinWeight)), c.Traces.MinWeight, c.Traces.MaxWeight);

    /// <summary>A postsynaptic spike. Where the presynaptic one came at the same time, both act on the weight before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, in Post<V> post, V sincePost)
        where V : struct, IValue<V>
    {
        V fallen = SpikeTraces.Fall(SpikeTraces.Rise(post.Y, in c.Traces, sincePost, c.Traces.RateMinus), in c.Traces, V.Zero);
        V above = synapse.Weight - c.Traces.MinWeight, before = above / V.Max(V.One - fallen, V.Constant(1e-6));
        V room = c.Traces.MaxWeight - c.Traces.MinWeight - V.Select(sincePre > V.Zero, above, before);
        synapse.Weight = Trace.Within(synapse.Weight + (SpikeTraces.Gain(pre.X, in c.Traces, sincePre) * room), c.Traces.MinWeight, c.Traces.MaxWeight);
    }
}
