using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Generators.Tests.Models;

/// <summary>A rule of release that draws: all or nothing.</summary>
/// <equation>1 with probability p, else 0</equation>
/// <source>Myelin.</source>
[Release]
public readonly partial record struct Quanta()
{
    /// <summary>Probability of release.</summary>
    [Between(0, 1)]
    public double P { get; init; } = 0.5;

    /// <summary>What one synapse remembers.</summary>
    public struct State<V>
    {
        /// <summary>Spikes so far.</summary>
        public V Spikes;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Probability of release.</summary>
        public V P;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { P = P };

    /// <summary>One spike.</summary>
    public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, V interval, ref TDraws draws)
        where V : struct, IValue<V>
        where TDraws : struct, IDraws<V>
    {
        s.Spikes += V.One;
        return draws.Uniform() < c.P;
    }
}
