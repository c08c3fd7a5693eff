using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Chialvo's map, the excitable neuron with the fewest operations per spike: one step is one iteration, whatever its length, and everything is
/// a pure number. Both variables follow from the old ones. A spike is an upward crossing of the threshold; nothing is reset.
/// </summary>
/// <equation>U[t+1] = U[t]^2 exp(W[t] - U[t]) + k + I; W[t+1] = a W[t] - b U[t] + c</equation>
/// <source>Chialvo (1995), Chaos, Solitons and Fractals 5, eqs. 1 and 2.</source>
[Neuron]
public readonly partial record struct ChialvoMap()
{
    /// <summary>What remains of the recovery after an iteration.</summary>
    [Between(0, 1)]
    public double A { get; init; } = 0.89;

    /// <summary>How strongly the activation drives the recovery.</summary>
    public double B { get; init; } = 0.6;

    /// <summary>Offset of the recovery.</summary>
    public double C { get; init; } = 0.28;

    /// <summary>Constant drive k of the activation.</summary>
    public double K { get; init; } = 0.03;

    /// <summary>Value whose upward crossing is a spike.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Activation.</summary>
        [Unit("")]
        public V U;

        /// <summary>Recovery variable.</summary>
        [Unit("")]
        public V W;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What remains of the recovery.</summary>
        public V A;

        /// <summary>Drive of the recovery by the activation.</summary>
        public V B;

        /// <summary>Offset of the recovery.</summary>
        public V C;

        /// <summary>Constant drive.</summary>
        public V K;

        /// <summary>Value whose upward crossing is a spike.</summary>
        public V Threshold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>What is added to the activation.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { A = A, B = B, C = C, K = K, Threshold = Threshold };

    /// <summary>No activation, and the recovery in its steady state.</summary>
    public State<double> Initial(Time dt) => new() { W = A < 1 ? C / (1 - A) : 0 };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V u = (s.U * s.U * V.Exp(s.W - s.U)) + c.K + input.Current;
        V spike = V.Spike(u - c.Threshold) * (s.U < c.Threshold);
        s.W = (c.A * s.W) - (c.B * s.U) + c.C;
        s.U = u;
        return spike;
    }
}
