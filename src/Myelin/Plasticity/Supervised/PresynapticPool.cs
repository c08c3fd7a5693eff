using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Modification of the presynaptic pool: where a spike is missing, the third factor 1, or one is too many, -1, the synapses whose source fired within a
/// window before move, each by a random part of the learning rate. No potential and no gradient is needed. Which spikes are missing or too many, within
/// a window of the wanted times, is told from outside. The form is inferred from the paper's abstract.
/// </summary>
/// <equation>factor: w += factor Eta r where the source fired within Window, r uniform in [0, 1) per synapse; w in [Wmin, Wmax]</equation>
/// <source>Bagley, Bordelon, Moseley and Wessel (2018), arXiv:1810.03199; form inferred.</source>
[PlasticityRule]
public readonly partial record struct PresynapticPool()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = -100;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 100;

    /// <summary>The largest change, in the unit of the weights.</summary>
    [NonNegative]
    public double Eta { get; init; } = 0.1;

    /// <summary>How long ago a source may have fired to be of the pool.</summary>
    [Positive]
    public Time Window { get; init; } = 20 * Syntax.ms;

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

        /// <summary>The largest change.</summary>
        public V Eta;

        /// <summary>The window [ms].</summary>
        public V Window;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        Eta = Eta,
        Window = Window.InMilliseconds,
    };

    /// <summary>A spike is missing, or one too many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnFactor<V>(ref Synapse<V> synapse, in Constants<V> c, V sincePre, V factor, V draw)
        where V : struct, IValue<V>
    {
        V change = (sincePre <= c.Window) * factor * c.Eta * draw;
        synapse.Weight = Trace.Within(synapse.Weight + change, c.MinWeight, c.MaxWeight);
    }
}
