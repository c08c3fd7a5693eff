using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Context-modulated two-point cell, after layer-5 pyramidal neurons: receptive input at the soma drives it, context at the apical
/// dendrite only amplifies or damps what the soma already carries. Both integrate with a leak; the cell emits its activation where that
/// is strictly above threshold, else nothing.
/// </summary>
/// <equation>
/// R = Decay R + Receptive; C = Decay C + Context; A = R (1 + exp(2 R C)) / 2 (Modulate), or max(0, min(6, R^2 + 2 R + C (1 + |R|)))
/// (Cooperate); output A where A > Threshold
/// </equation>
/// <source>Kay and Phillips (2011), Bull. Math. Biol. 73, eq. 3 (Modulate); Adeel et al. (2022), arXiv:2211.01950, as far as the text gives the function (Cooperate).</source>
[Neuron]
public readonly partial record struct TwoPointPyramidal()
{
    /// <summary>What remains of either input after a step.</summary>
    [Between(0, 1)]
    public double Decay { get; init; }

    /// <summary>How context acts.</summary>
    public ContextFunction Function { get; init; } = ContextFunction.Modulate;

    /// <summary>Smallest activation that is emitted.</summary>
    [NonNegative]
    public double Threshold { get; init; } = 0.1;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Receptive input.</summary>
        [Unit("")]
        public V R;

        /// <summary>Context.</summary>
        [Unit("")]
        public V C;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What remains of either input after a step.</summary>
        public V Decay;

        /// <summary>1 where the inputs cooperate, else 0.</summary>
        public V Cooperate;

        /// <summary>Smallest activation that is emitted.</summary>
        public V Threshold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Receptive input, at the soma.</summary>
        [Unit("")]
        public V Receptive;

        /// <summary>Context, at the apical dendrite.</summary>
        [Unit("")]
        public V Context;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Decay = Decay, Cooperate = Function == ContextFunction.Cooperate ? 1 : 0, Threshold = Threshold };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        s.R = V.FusedMultiplyAdd(c.Decay, s.R, input.Receptive);
        s.C = V.FusedMultiplyAdd(c.Decay, s.C, input.Context);
        V agreement = V.Max(V.Min(V.Constant(2) * s.R * s.C, V.Constant(50)), V.Constant(-50));
        V modulated = V.Constant(0.5) * s.R * (V.One + V.Exp(agreement));
        V together = V.FusedMultiplyAdd(s.R, s.R + V.Constant(2), s.C * (V.One + V.Abs(s.R)));
        V activation = V.Select(c.Cooperate, V.Max(V.Min(together, V.Constant(6)), V.Zero), modulated);
        return activation * V.SpikeAbove(activation - c.Threshold);
    }
}
