using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>A source that fires at random and independently of everything: a Poisson process on the grid, with at most one spike in a step.</summary>
/// <equation>spike with probability 1 - exp(-Rate dt) in every step</equation>
/// <source>Dayan and Abbott (2001), Theoretical Neuroscience, section 1.4.</source>
[Neuron]
public readonly partial record struct PoissonNeuron()
{
    /// <summary>Mean firing rate, for rates far below one spike per step.</summary>
    [NonNegative]
    public Frequency Rate { get; init; } = 10 * Syntax.Hz;

    /// <summary>What one neuron remembers: nothing.</summary>
    public struct State<V>;

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Probability of a spike in a step.</summary>
        public V Probability;
    }

    /// <summary>What arrives in a step: nothing.</summary>
    public struct Input<V>;

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { Probability = -ExactIntegration.ExpM1(-(Rate * dt)) };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, in Input<V> input, ref TDraws draws)
        where V : struct, IValue<V>
        where TDraws : struct, IDraws<V> => draws.Uniform() < c.Probability;
}
