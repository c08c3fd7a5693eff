using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Trace rule of both spikes: a presynaptic spike depresses by the postsynaptic trace, a postsynaptic spike potentiates by the presynaptic trace; spikes
/// at the same time are a pair, the presynaptic one first. With a negative rate of presynaptic spikes both potentiate: the Hebbian rule. Hard bounds.
/// </summary>
/// <equation>pre: w -= nuPre y; post: w += nuPost x; w in [Wmin, Wmax]; traces set to 1, or raised by 1, at a spike, and decaying</equation>
/// <source>Hazan, Saunders, Khan, Patel, Sanghavi, Siegelmann and Kozma (2018), Front. Neuroinform. 12, 89; BindsNET PostPre and, with a negative NuPre, Hebbian.</source>
[PlasticityRule(PairsSimultaneous = true)]
public readonly partial record struct PostPre()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 1;

    /// <summary>Learning rate of presynaptic spikes; below 0 they potentiate.</summary>
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
        where V : struct, IValue<V> => synapse.Weight = Trace.Within(synapse.Weight - SpikeTraces.Fall(post.Y, in c.Traces, sincePost), c.Traces.MinWeight, c.Traces.MaxWeight);

    /// <summary>A postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre)
        where V : struct, IValue<V> => synapse.Weight = Trace.Within(synapse.Weight + SpikeTraces.Gain(pre.X, in c.Traces, sincePre), c.Traces.MinWeight, c.Traces.MaxWeight);
}
