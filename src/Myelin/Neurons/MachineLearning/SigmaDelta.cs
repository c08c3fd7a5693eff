using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Sigma-delta neuron: it adds up the changes that arrive, passes the sum through an activation, and emits the change of the result
/// since what it last emitted, once that is large enough. Nothing is lost: what is held back is emitted later. The output is graded.
/// </summary>
/// <equation>U[t] = U[t-1] + X[t]; Y = activation(U[t] + Bias); S[t] = Y - Sent[t-1] where |Y - Sent[t-1]| >= Threshold, else 0; Sent[t] = Sent[t-1] + S[t]</equation>
/// <source>Zambrano and Bohte (2016), arXiv:1609.02053; O'Connor and Welling (2017), ICLR; Lava SigmaDelta.</source>
[Neuron]
public readonly partial record struct SigmaDelta()
{
    /// <summary>Smallest change that is emitted.</summary>
    [Positive]
    public double Threshold { get; init; } = 0.1;

    /// <summary>What is added to the sum.</summary>
    public double Bias { get; init; }

    /// <summary>Whether the activation is the rectifier; else it is the sum itself.</summary>
    public bool Rectify { get; init; } = true;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Sum of the changes.</summary>
        [Unit("")]
        public V U;

        /// <summary>Sum of what was emitted.</summary>
        [Unit("")]
        public V Sent;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Smallest change that is emitted.</summary>
        public V Threshold;

        /// <summary>What is added to the sum.</summary>
        public V Bias;

        /// <summary>1 where the activation is the rectifier, else 0.</summary>
        public V Rectify;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Threshold = Threshold, Bias = Bias, Rectify = Rectify ? 1 : 0 };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        s.U += input.Current;
        V sum = s.U + c.Bias;
        V change = V.Select(c.Rectify, V.Max(sum, V.Zero), sum) - s.Sent;
        V graded = change * V.Spike(V.Abs(change) - c.Threshold);
        s.Sent += graded;
        return graded;
    }
}
