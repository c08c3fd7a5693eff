using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// The spatial neuron of max-plus algebra: the soft maximum of its own membrane and that of two neighbours, which arrive through gap
/// junctions, passes a sigmoid of the same temperature. It emits a number between 0 and 1 in every step.
/// </summary>
/// <equation>H = Decay V[t-1] + X[t]; M = eps ln(exp(Left / eps) + exp(H / eps) + exp(Right / eps)); S[t] = 1 / (1 + exp(-M / eps)); V[t] = H (1 - S[t])</equation>
/// <source>Minoza (2026), arXiv:2602.11206, section 4 (UltraDLIF).</source>
[Neuron]
public readonly partial record struct UltraDlif()
{
    /// <summary>What remains of the membrane after a step.</summary>
    [Between(0, 1)]
    public double Decay { get; init; } = 0.9;

    /// <summary>Temperature.</summary>
    [Between(0.1, 20)]
    public double Temperature { get; init; } = 1;

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
        /// <summary>What remains of the membrane after a step.</summary>
        public V Decay;

        /// <summary>Temperature.</summary>
        public V Temperature;

        /// <summary>1 / Temperature.</summary>
        public V Inverse;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;

        /// <summary>Membrane of one neighbour.</summary>
        [Unit("")]
        public V Left;

        /// <summary>Membrane of the other neighbour.</summary>
        [Unit("")]
        public V Right;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Decay = Decay, Temperature = Temperature, Inverse = 1 / Temperature };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V h = V.FusedMultiplyAdd(c.Decay, s.U, input.Current);
        V pair = SoftMaximum.Of(input.Left, input.Right, c.Temperature, c.Inverse);
        V highest = SoftMaximum.Of(h, pair, c.Temperature, c.Inverse);
        V spike = V.One / (V.One + V.Exp(V.Min(-(highest * c.Inverse), V.Constant(50))));
        s.U = h * (V.One - spike);
        return spike;
    }
}
