using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Generators.Tests.Models;

/// <summary>Spikes with a constant probability, whatever arrives: neither a state nor an input.</summary>
/// <equation>P(spike in a step) = rate dt</equation>
/// <source>Dayan and Abbott (2001), section 1.4.</source>
[Neuron]
public readonly partial record struct Noisy()
{
    /// <summary>Mean number of spikes in a time.</summary>
    [NonNegative]
    public Frequency Rate { get; init; } = 10 * Syntax.Hz;

    /// <summary>Nothing.</summary>
    public struct State<V>;

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Probability of a spike.</summary>
        public V Probability;
    }

    /// <summary>Nothing.</summary>
    public struct Input<V>;

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { Probability = Rate * dt };

    /// <summary>One step.</summary>
    public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, in Input<V> input, ref TDraws draws)
        where V : struct, IValue<V>
        where TDraws : struct, IDraws<V>
        => draws.Uniform() < c.Probability;
}
