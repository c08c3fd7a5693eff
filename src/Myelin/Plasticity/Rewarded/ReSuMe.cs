using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Remote supervised learning: every spike of a teacher, the third factor with one number per target neuron, strengthens a synapse, and every spike of
/// the target itself weakens it, both by a constant and by the trace of presynaptic spikes. Where both fire at once nothing is left to learn.
/// </summary>
/// <equation>factor: w += factor (a + A x); post: w -= a + A x; w in [Wmin, Wmax]; x rises by 1 at pre spikes and decays with tau</equation>
/// <source>Ponulak and Kasinski (2010), Neural Computation 22, 467, eqs. 2.7 to 2.11.</source>
[PlasticityRule]
public readonly partial record struct ReSuMe()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = -100;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 100;

    /// <summary>Change by any spike, a, in the unit of the weights.</summary>
    public double Constant { get; init; } = 0.01;

    /// <summary>Change by a pair, A, in the unit of the weights.</summary>
    public double Amplitude { get; init; } = 1;

    /// <summary>Time constant of the presynaptic trace.</summary>
    [Positive]
    public Time Tau { get; init; } = 10 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What is remembered of a source neuron.</summary>
    public struct Pre<V>
    {
        /// <summary>Trace x after its last spike.</summary>
        public V X;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Change by any spike.</summary>
        public V Constant;

        /// <summary>Change by a pair.</summary>
        public V Amplitude;

        /// <summary>Rate of decay of x [1/ms].</summary>
        public V RatePlus;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        MinWeight < MaxWeight ? null : FormattableString.Invariant($"MinWeight of {MinWeight} must be below MaxWeight of {MaxWeight}.");

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        Constant = Constant,
        Amplitude = Amplitude,
        RatePlus = 1 / Tau.InMilliseconds,
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V> => pre.X = V.One + (pre.X * V.Exp(-interval * c.RatePlus));

    /// <summary>A spike of the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre)
        where V : struct, IValue<V>
    {
        V change = c.Constant + (c.Amplitude * pre.X * V.Exp(-sincePre * c.RatePlus));
        synapse.Weight = V.Max(c.MinWeight, V.Min(c.MaxWeight, synapse.Weight - change));
    }

    /// <summary>A spike of the teacher.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnFactor<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, V factor)
        where V : struct, IValue<V>
    {
        V change = c.Constant + (c.Amplitude * pre.X * V.Exp(-sincePre * c.RatePlus));
        synapse.Weight = V.Max(c.MinWeight, V.Min(c.MaxWeight, synapse.Weight + (factor * change)));
    }
}
