using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Symmetric spike-timing-dependent plasticity for feature learning: a postsynaptic spike potentiates by the trace of presynaptic spikes (nearest
/// neighbour) and depresses where there is none; soft bound from above. A simplification of the published rule, written from memory of it.
/// </summary>
/// <equation>post: w += eta (x - alpha) (Wmax - w); x = exp(-|t - tPre| / tau); pre: w += eta (y - alpha) (Wmax - w); w in [0, Wmax]</equation>
/// <source>After Hao, Huang, Dong and Xu (2020), Neural Networks 121, 387; written from memory.</source>
[PlasticityRule]
public readonly partial record struct SymmetricStdp()
{
    /// <summary>The largest weight, in the unit of the weights.</summary>
    [Positive]
    public double MaxWeight { get; init; } = 100;

    /// <summary>Learning rate.</summary>
    [NonNegative]
    public double Eta { get; init; } = 0.01;

    /// <summary>The offset alpha: below this trace a spike depresses.</summary>
    [NonNegative]
    public double Target { get; init; } = 0.1;

    /// <summary>Time constant of both traces.</summary>
    [Positive]
    public Time Tau { get; init; } = 20 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Learning rate.</summary>
        public V Eta;

        /// <summary>The offset.</summary>
        public V Target;

        /// <summary>Rate of decay [1/ms].</summary>
        public V Rate;
    }

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MaxWeight = MaxWeight,
        Eta = Eta,
        Target = Target,
        Rate = 1 / Tau.InMilliseconds,
    };

    /// <summary>A presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, V sincePost)
        where V : struct, IValue<V> => Change(ref synapse, in c, sincePost);

    /// <summary>A postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, V sincePre)
        where V : struct, IValue<V> => Change(ref synapse, in c, sincePre);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Change<V>(ref Synapse<V> synapse, in Constants<V> c, V since)
        where V : struct, IValue<V>
    {
        V change = c.Eta * (V.Exp(-since * c.Rate) - c.Target) * (c.MaxWeight - synapse.Weight);
        synapse.Weight = V.Max(V.Zero, V.Min(c.MaxWeight, synapse.Weight + change));
    }
}
