using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Generators.Tests.Models;

/// <summary>A conductance that sees the membrane.</summary>
/// <equation>I = -G U; dG/dt = -G / tau</equation>
/// <source>Nobody (2000), equation 2.</source>
[Receptor("nS")]
public readonly partial record struct Channel()
{
    /// <summary>Time constant.</summary>
    [Positive]
    public Time Tau { get; init; } = 5 * Syntax.ms;

    /// <summary>What the receptors of one neuron remember.</summary>
    public struct State<V>
    {
        /// <summary>Conductance.</summary>
        [Unit("nS")]
        public V G;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What is left after a step.</summary>
        public V Decay;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { Decay = Math.Exp(-dt / Tau) };

    /// <summary>One step.</summary>
    public static V Step<V>(ref State<V> s, in Constants<V> c, V arriving, V membrane)
        where V : struct, IValue<V>
    {
        s.G = (c.Decay * s.G) + arriving;
        return -s.G * membrane;
    }
}
