using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Synapses
{
    /// <summary>A synapse that loses spikes: each arrives with the same probability or not at all, whatever came before.</summary>
    /// <equation>a spike delivers weight b, b ~ Bernoulli(p)</equation>
    /// <source>A Bernoulli channel; written from its definition.</source>
    [Release]
    public readonly partial record struct Lossy()
    {
        /// <summary>Probability that a spike arrives.</summary>
        [Between(0, 1)]
        public double Probability { get; init; } = 0.9;

        /// <summary>What one synapse remembers: nothing.</summary>
        public struct State<V>;

        /// <summary>What a step needs.</summary>
        public struct Constants<V>
        {
            /// <summary>Probability that a spike arrives.</summary>
            public V Probability;
        }

        /// <summary>Derives the constants of a step.</summary>
        public Constants<double> Lower(Time dt) => new() { Probability = Probability };

        /// <summary>One spike.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, V interval, ref TDraws draws)
            where V : struct, IValue<V>
            where TDraws : struct, IDraws<V> => draws.Uniform() < c.Probability;
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>A synapse at which every spike arrives with a probability, or not at all.</summary>
        /// <param name="probability">Probability that a spike arrives, 0 to 1.</param>
        public static IReleaseModel Lossy(double probability) => new Lossy { Probability = probability };
    }
}
