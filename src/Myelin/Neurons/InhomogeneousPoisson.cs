using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// A source that fires at random at the rate that arrives at its port: an inhomogeneous Poisson process on the grid, with at most one spike in a step. It turns numbers,
/// such as the intensities of pixels, into spikes.
/// </summary>
/// <equation>spike with probability 1 - exp(-rate dt) in every step</equation>
/// <source>Dayan and Abbott (2001), Theoretical Neuroscience, section 1.4.</source>
[Neuron]
public readonly partial record struct InhomogeneousPoisson()
{
    /// <summary>What one neuron remembers: nothing.</summary>
    public struct State<V>;

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Minus the length of a step [s].</summary>
        public V MinusStep;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The rate; below 0 counts as 0.</summary>
        [Unit("Hz")]
        public V Rate;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { MinusStep = -dt.InSeconds };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, in Input<V> input, ref TDraws draws)
        where V : struct, IValue<V>
        where TDraws : struct, IDraws<V> => draws.Uniform() < V.One - V.Exp(input.Rate * c.MinusStep);
}
