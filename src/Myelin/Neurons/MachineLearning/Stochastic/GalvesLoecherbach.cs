using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Stochastic neuron in discrete time whose memory goes back to its own last spike: the potential leaks, adds what arrives and is
/// cleared by a spike; its function is the probability of a spike in the step.
/// </summary>
/// <equation>U[t] = (1 - S[t-1]) Decay U[t-1] + X[t] + Bias; spike with probability min(1, f((U[t] - Threshold) / Width)); f exponential, sigmoid or rectified linear</equation>
/// <source>Galves and Loecherbach (2013), J. Stat. Phys. 151; Brochini et al. (2016), Scientific Reports 6, 35831, eqs. 1 to 4.</source>
[Neuron]
public readonly partial record struct GalvesLoecherbach()
{
    /// <summary>What remains of the potential after a step.</summary>
    [Between(0, 1)]
    public double Decay { get; init; } = 0.5;

    /// <summary>What is added in every step.</summary>
    public double Bias { get; init; }

    /// <summary>Potential at which f is 1 (exponential), 1/2 (sigmoid) or 0 (linear).</summary>
    public double Threshold { get; init; }

    /// <summary>Width of the threshold.</summary>
    [Positive]
    public double Width { get; init; } = 1;

    /// <summary>How the potential sets the probability.</summary>
    public EscapeFunction Function { get; init; } = EscapeFunction.Linear;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What remains of the potential after a step.</summary>
        public V Decay;

        /// <summary>What is added in every step.</summary>
        public V Bias;

        /// <summary>How the potential sets the rate.</summary>
        public Escape.Constants<V> Escape;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Decay = Decay, Bias = Bias, Escape = Escape.Lower(Function, Threshold, Width) };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, in Input<V> input, ref TDraws draws)
        where V : struct, IValue<V>
        where TDraws : struct, IDraws<V>
    {
        V u = V.FusedMultiplyAdd(c.Decay, s.U, input.Current + c.Bias);
        V spike = draws.Uniform() < Escape.Of(u, c.Escape);
        s.U = V.Select(spike, V.Zero, u);
        return spike;
    }
}
