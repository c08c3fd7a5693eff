using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Generators.Tests.Models;

/// <summary>A rule without traces that follows two variables of its target.</summary>
/// <equation>w = w + u(t - lag)</equation>
/// <source>Myelin.</source>
[PlasticityRule]
public readonly partial record struct Followed()
{
    /// <summary>How far it looks back.</summary>
    public Time Lag { get; init; } = Time.FromValue(2);

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What is followed of a target neuron.</summary>
    public struct Neuron<V>
    {
        /// <summary>Low-passed potential.</summary>
        public V Low;

        /// <summary>What it was.</summary>
        public V Late;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What a step leaves.</summary>
        public V Keep;
    }

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new() { Keep = 0.9 };

    /// <summary>A step of the target.</summary>
    public static V OnStep<V>(ref Neuron<V> neuron, V ii, in Constants<V> c, V spike, V u, in Neuron<V> past, V factor)
        where V : struct, IValue<V>
    {
        neuron.Low = (c.Keep * neuron.Low) + u + ii;
        neuron.Late = past.Low * factor;
        return spike;
    }

    /// <summary>A postsynaptic spike.</summary>
    public static void OnPost<V>(ref Synapse<V> synapse, V sincePre, in Neuron<V> neuron)
        where V : struct, IValue<V> => synapse.Weight += neuron.Late * sincePre;
}
