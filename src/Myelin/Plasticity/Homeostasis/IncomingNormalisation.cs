using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Normalisation of incoming weights: the weights that a neuron receives through the projection are scaled to a given sum. Acts on a clock, alone or
/// after another rule.
/// </summary>
/// <equation>every period: w *= total / (sum of the neuron's weights)</equation>
/// <source>Diehl and Cook (2015), Front. Comput. Neurosci. 9, 99; von der Malsburg (1973), Kybernetik 14, 85.</source>
[PlasticityRule]
public readonly partial record struct IncomingNormalisation()
{
    /// <summary>The sum of the weights, in the unit of the weights.</summary>
    public double Total { get; init; } = 1;

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
        /// <summary>The sum of the weights.</summary>
        public V Total;
    }

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Total = Total,
    };

    /// <summary>The clock ticks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnTick<V>(ref Synapse<V> synapse, in Constants<V> c, V total)
        where V : struct, IValue<V> => synapse.Weight = V.Select(V.Abs(total) > V.Zero, synapse.Weight * c.Total / total, synapse.Weight);
}
