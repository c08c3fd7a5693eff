using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Supervised plasticity for spatial patterns, whose spikes all come at once, with homeostasis: when its neuron fires, driven by a teacher, a synapse
/// whose source took part in the pattern grows towards the largest weight and any other falls; on a clock, the sum of the neuron's weights is drawn
/// towards a total, so that only neurons with the whole pattern, or nearly so, reach threshold. The form is inferred from the paper's abstract.
/// </summary>
/// <equation>
/// post: w += Rise (Wmax - w) where the source fired within Window, else w -= Fall (w - Wmin); every Period: w *= 1 + Homeostasis (Total - sum of w) /
/// Total
/// </equation>
/// <source>"Supervised learning of spatial features with STDP and homeostasis using Spiking Neural Networks on SpiNNaker" (preprint), form inferred.</source>
[PlasticityRule]
public readonly partial record struct PatternStdp()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 1;

    /// <summary>Part of the way to the largest weight that a synapse of the pattern goes.</summary>
    [Between(0, 1)]
    public double Rise { get; init; } = 0.1;

    /// <summary>Part of the way to the smallest weight that any other goes.</summary>
    [Between(0, 1)]
    public double Fall { get; init; } = 0.1;

    /// <summary>How long before the neuron a source may have fired to be of the pattern.</summary>
    [Positive]
    public Time Window { get; init; } = 10 * Syntax.ms;

    /// <summary>The sum of a neuron's weights, in the unit of the weights.</summary>
    [Positive]
    public double Total { get; init; } = 10;

    /// <summary>Part of the way to it that a tick goes; 0 for no homeostasis.</summary>
    [Between(0, 1)]
    public double Homeostasis { get; init; } = 0.1;

    /// <summary>Time between two ticks of the clock, a whole number of steps.</summary>
    [Positive]
    public Time Period { get; init; } = 100 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Part of the way up.</summary>
        public V Rise;

        /// <summary>Part of the way down.</summary>
        public V Fall;

        /// <summary>The window [ms].</summary>
        public V Window;

        /// <summary>The sum of a neuron's weights.</summary>
        public V Total;

        /// <summary>Part of the way to it, over the total.</summary>
        public V Homeostasis;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        Rise = Rise,
        Fall = Fall,
        Window = Window.InMilliseconds,
        Total = Total,
        Homeostasis = Homeostasis / Total,
    };

    /// <summary>The neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, V sincePre)
        where V : struct, IValue<V>
    {
        V up = c.Rise * (c.MaxWeight - synapse.Weight), down = c.Fall * (c.MinWeight - synapse.Weight);
        synapse.Weight += V.Select(sincePre <= c.Window, up, down);
    }

    /// <summary>The clock ticks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnTick<V>(ref Synapse<V> synapse, in Constants<V> c, V total)
        where V : struct, IValue<V> => synapse.Weight = Trace.Within(synapse.Weight * (V.One + (c.Homeostasis * (c.Total - total))), c.MinWeight, c.MaxWeight);
}
