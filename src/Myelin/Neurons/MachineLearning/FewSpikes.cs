using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Few-spikes neuron: it turns a number into the bits of a binary fraction, one step per bit, the largest first, and emits each as a
/// graded spike. What arrives during one cycle is encoded during the next, so a layer adds one cycle of latency. It encodes the
/// rectifier: a negative number gives no spike, one above Maximum gives all.
/// </summary>
/// <equation>in step k of a cycle of Steps: T = Maximum / 2^k; z = 1 where U >= T; U = U - T z; output T z; at the start of a cycle U is what arrived in the last one</equation>
/// <source>Stoeckl and Maass (2021), Nature Machine Intelligence 3, eqs. 1 to 3, with T(k) = h(k) = d(k) = Maximum / 2^k.</source>
[Neuron]
public readonly partial record struct FewSpikes()
{
    /// <summary>Length of a cycle: the number of bits.</summary>
    [Between(1, 24)]
    public int Steps { get; init; } = 8;

    /// <summary>What all spikes of a cycle add up to, less one smallest spike.</summary>
    [Positive]
    public double Maximum { get; init; } = 2;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>What has arrived in this cycle.</summary>
        [Unit("")]
        public V Gathered;

        /// <summary>What the next spike is worth.</summary>
        [Unit("")]
        public V Weight;

        /// <summary>Steps of this cycle that are over.</summary>
        public V Phase;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a cycle.</summary>
        public V Steps;

        /// <summary>What the first spike of a cycle is worth.</summary>
        public V First;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Steps = Steps, First = Maximum / 2 };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V start = s.Phase <= V.Zero;
        V u = V.Select(start, s.Gathered, s.U);
        V weight = V.Select(start, c.First, s.Weight);
        V spike = V.Spike(u - weight);
        s.U = u - (weight * spike);
        s.Gathered = V.Select(start, V.Zero, s.Gathered) + input.Current;
        s.Weight = V.Constant(0.5) * weight;
        s.Phase = V.Select(s.Phase >= c.Steps - V.One, V.Zero, s.Phase + V.One);
        return weight * spike;
    }
}
