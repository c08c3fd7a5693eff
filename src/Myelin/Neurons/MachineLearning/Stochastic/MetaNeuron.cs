using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Probabilistic meta-neuron: synaptic release fails at random, what is released varies in amplitude, and the sum is compared with a
/// threshold after a leak; release probability, amplitude spread, leak and threshold are the internal parameters that are learnt
/// besides the weights. The release is drawn once per neuron and step, because weights have been added when a neuron sees them.
/// </summary>
/// <equation>U[t] = Decay U[t-1] (1 - S[t-1]) + Z X[t] (1 + Spread (2 Q - 1)); Z = 1 with probability Release; Q uniform in [0, 1); S[t] = 1 where U[t] >= Threshold</equation>
/// <source>
/// Levy and Baxter (2002), J. Neurosci. 22, eqs. 1 to 3 (quantal synaptic failures); the leak follows the abstract of Rudnicka et al.
/// (2025), Learning internal biological neuron parameters, whose equations were not available.
/// </source>
[Neuron]
public readonly partial record struct MetaNeuron()
{
    /// <summary>Probability that what arrives is released.</summary>
    [Between(0, 1)]
    public double Release { get; init; } = 0.75;

    /// <summary>Largest relative deviation of an amplitude.</summary>
    [Between(0, 1)]
    public double Spread { get; init; } = 0.5;

    /// <summary>What remains of the membrane after a step.</summary>
    [Between(0, 1)]
    public double Decay { get; init; } = 0.9;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

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
        /// <summary>Probability that what arrives is released.</summary>
        public V Release;

        /// <summary>Largest relative deviation of an amplitude.</summary>
        public V Spread;

        /// <summary>What remains of the membrane after a step.</summary>
        public V Decay;

        /// <summary>Spike threshold.</summary>
        public V Threshold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Release = Release, Spread = Spread, Decay = Decay, Threshold = Threshold };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, in Input<V> input, ref TDraws draws)
        where V : struct, IValue<V>
        where TDraws : struct, IDraws<V>
    {

        // As a spike, not as a comparison, so that a surrogate's derivative reaches the probability and it can be learnt.
        V released = V.SpikeAbove(c.Release - draws.Uniform());
        V amplitude = V.FusedMultiplyAdd(c.Spread, V.FusedMultiplyAdd(V.Constant(2), draws.Uniform(), -V.One), V.One);
        V u = V.FusedMultiplyAdd(c.Decay, s.U, released * amplitude * input.Current);
        V spike = V.Spike(u - c.Threshold);
        s.U = u * (V.One - spike);
        return spike;
    }
}
