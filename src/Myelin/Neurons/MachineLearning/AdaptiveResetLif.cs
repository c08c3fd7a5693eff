using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire whose reset adapts (AR-LIF): a memory of inputs and outputs decides how much a spike takes off the membrane
/// beyond the threshold, and the input shifts the threshold. A spike is a membrane at or above the shifted threshold; it resets in the
/// same step.
/// </summary>
/// <equation>
/// H = Decay U[t-1] + X; shift = tanh(A) tanh(X); S = 1 where H >= Threshold + shift; g = sigmoid(C X); M = max(0, M) g + min(0, M) (1
/// - g) + (2 S - 1) sigmoid(X); U[t] = H - S (Threshold + sigmoid(M) + shift)
/// </equation>
/// <source>Huang et al. (2025), arXiv:2507.20746, and the authors' program (XLIF).</source>
[Neuron]
public readonly partial record struct AdaptiveResetLif()
{
    /// <summary>What remains of the membrane after a step.</summary>
    [Between(0, 1)]
    public double Decay { get; init; } = 0.5;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>Learnt strength of the threshold's shift.</summary>
    public double A { get; init; }

    /// <summary>Learnt steepness of the memory's decay.</summary>
    public double C { get; init; } = 1;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Memory of the reset.</summary>
        [Unit("")]
        public V M;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What remains of the membrane after a step.</summary>
        public V Decay;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>tanh(A).</summary>
        public V Shift;

        /// <summary>Steepness of the memory's decay.</summary>
        public V C;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Decay = Decay, Threshold = Threshold, Shift = Math.Tanh(A), C = C };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V x = input.Current;
        V h = V.FusedMultiplyAdd(c.Decay, s.U, x);
        V shift = c.Shift * ((V.Constant(2) * Logistic(x + x)) - V.One);
        V spike = V.Spike(h - c.Threshold - shift);
        V gate = Logistic(c.C * x);
        V kept = s.M * V.Select(s.M >= V.Zero, gate, V.One - gate);
        s.M = V.FusedMultiplyAdd(spike + spike - V.One, Logistic(x), kept);
        s.U = h - (spike * (c.Threshold + Logistic(s.M) + shift));
        return spike;
    }

    // tanh(x) = 2 logistic(2 x) - 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Logistic<V>(V x)
        where V : struct, IValue<V> => V.One / (V.One + V.Exp(V.Min(-x, V.Constant(50))));
}
