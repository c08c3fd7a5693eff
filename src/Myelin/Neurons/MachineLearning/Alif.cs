using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire with an adaptive threshold in discrete time: the neuron of e-prop, and with its options that of LSNN. A
/// spike is a membrane strictly above the adapted threshold; it acts in the next step on the membrane and on the adaptation.
/// </summary>
/// <equation>
/// U[t] = Decay U[t-1] + gain X[t] - S[t-1] theta; A[t] = AdaptationDecay A[t-1] + jump S[t-1]; S[t] = 1 where U[t] > Threshold + Beta
/// A[t]; gain = 1 or 1 - Decay, jump = 1 or 1 - AdaptationDecay, theta = Threshold or Threshold + Beta A[t-1]
/// </equation>
/// <source>Bellec et al. (2020), Nature Communications 11, 3625, eqs. 6 to 9 (e-prop); Bellec et al. (2018), NeurIPS, eqs. 1 to 3 (LSNN: the three options on).</source>
[Neuron]
public readonly partial record struct Alif()
{
    /// <summary>What remains of the membrane after a step.</summary>
    [Between(0, 1)]
    public double Decay { get; init; } = 0.95;

    /// <summary>What remains of the adaptation after a step.</summary>
    [Between(0, 1)]
    public double AdaptationDecay { get; init; } = 0.99;

    /// <summary>Spike threshold at rest.</summary>
    [Positive]
    public double Threshold { get; init; } = 0.6;

    /// <summary>How much the adaptation raises the threshold.</summary>
    [NonNegative]
    public double Beta { get; init; } = 0.17;

    /// <summary>Whether the input is scaled by 1 - Decay.</summary>
    public bool ScaleInput { get; init; }

    /// <summary>Whether the adaptation jumps by 1 - AdaptationDecay; else by 1.</summary>
    public bool ScaleAdaptation { get; init; }

    /// <summary>Whether a spike subtracts the adapted threshold; else that at rest.</summary>
    public bool SubtractAdapted { get; init; }

    /// <summary>Whether no gradient passes through the reset.</summary>
    public bool DetachReset { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Adaptation.</summary>
        [Unit("")]
        public V A;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What remains of the membrane after a step.</summary>
        public V Decay;

        /// <summary>Gain of the input.</summary>
        public V Gain;

        /// <summary>What remains of the adaptation after a step.</summary>
        public V AdaptationDecay;

        /// <summary>Jump of the adaptation at a spike.</summary>
        public V Jump;

        /// <summary>Spike threshold at rest.</summary>
        public V Threshold;

        /// <summary>How much the adaptation raises the threshold.</summary>
        public V Beta;

        /// <summary>As Beta, for what a spike subtracts.</summary>
        public V ResetBeta;

        /// <summary>1 where a gradient passes through the reset, else 0.</summary>
        public V Through;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Decay = Decay,
        Gain = ScaleInput ? 1 - Decay : 1,
        AdaptationDecay = AdaptationDecay,
        Jump = ScaleAdaptation ? 1 - AdaptationDecay : 1,
        Threshold = Threshold,
        Beta = Beta,
        ResetBeta = SubtractAdapted ? Beta : 0,
        Through = DetachReset ? 0 : 1,
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        // Membrane and adaptation still show whether the neuron spiked in the step before.
        V before = V.SpikeAbove(s.U - V.FusedMultiplyAdd(c.Beta, s.A, c.Threshold));
        V still = V.Detach(before);
        V reset = V.FusedMultiplyAdd(c.Through, before - still, still) * V.FusedMultiplyAdd(c.ResetBeta, s.A, c.Threshold);
        s.U = V.FusedMultiplyAdd(c.Decay, s.U, c.Gain * input.Current) - reset;
        s.A = V.FusedMultiplyAdd(c.AdaptationDecay, s.A, c.Jump * before);
        return V.SpikeAbove(s.U - V.FusedMultiplyAdd(c.Beta, s.A, c.Threshold));
    }
}
