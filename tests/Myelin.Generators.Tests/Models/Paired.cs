using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Generators.Tests.Models;

/// <summary>A rule with both traces, an eligibility, a third factor, a clock and random numbers.</summary>
/// <equation>w = w + x</equation>
/// <source>Myelin.</source>
[PlasticityRule(PairsSimultaneous = true)]
public readonly partial record struct Paired()
{
    /// <summary>Time between two ticks.</summary>
    [Positive]
    public Time Period { get; init; } = Time.FromValue(10);

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;

        /// <summary>The eligibility.</summary>
        public V Eligibility;
    }

    /// <summary>What is remembered of a source neuron.</summary>
    public struct Pre<V>
    {
        /// <summary>Trace.</summary>
        public V X;
    }

    /// <summary>What is remembered of a target neuron.</summary>
    public struct Post<V>
    {
        /// <summary>Trace.</summary>
        public V Y;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Rate of decay.</summary>
        public V Rate;
    }

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new() { Rate = 0.1 };

    /// <summary>A source neuron fired.</summary>
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V> => pre.X = V.One + (pre.X * V.Exp(-interval * c.Rate));

    /// <summary>A target neuron fired.</summary>
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V> => post.Y = V.One + (post.Y * V.Exp(-interval * c.Rate));

    /// <summary>A presynaptic spike.</summary>
    public static void OnPre<V>(ref Synapse<V> synapse, V sincePost, in Post<V> post, V draw)
        where V : struct, IValue<V> => synapse.Weight -= post.Y * draw * sincePost;

    /// <summary>A postsynaptic spike.</summary>
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V elapsed)
        where V : struct, IValue<V> => synapse.Eligibility += pre.X * elapsed * c.Rate;

    /// <summary>A third factor.</summary>
    public static void OnFactor<V>(ref Synapse<V> synapse, V factor)
        where V : struct, IValue<V> => synapse.Weight += factor * synapse.Eligibility;

    /// <summary>The clock ticks.</summary>
    public static void OnTick<V>(ref Synapse<V> synapse, V total)
        where V : struct, IValue<V> => synapse.Weight = synapse.Weight / total;
}
