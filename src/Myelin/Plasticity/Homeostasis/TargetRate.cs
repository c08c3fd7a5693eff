using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Homeostasis to a target rate: all weights of a neuron move by the same amount, up where its rate is below the target and down where it is above. Acts
/// on a clock, alone or after another rule.
/// </summary>
/// <equation>every period: w += eta (target - y); w in [Wmin, Wmax]; y: rate as an exponential trace of spikes</equation>
/// <source>The additive form in van Rossum, Bi and Turrigiano (2000), J. Neurosci. 20, 8812; written from memory.</source>
[PlasticityRule]
public readonly partial record struct TargetRate()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 100;

    /// <summary>The rate that is kept.</summary>
    [NonNegative]
    public Frequency Target { get; init; } = 5 * Syntax.Hz;

    /// <summary>Change of the weight by a tick, per 1 Hz.</summary>
    [NonNegative]
    public double Eta { get; init; } = 0.001;

    /// <summary>Time constant of the rate.</summary>
    [Positive]
    public Time Tau { get; init; } = 1000 * Syntax.ms;

    /// <summary>Time between two ticks of the clock, a whole number of steps.</summary>
    [Positive]
    public Time Period { get; init; } = 100 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What is remembered of a target neuron.</summary>
    public struct Post<V>
    {
        /// <summary>Trace y after its last spike.</summary>
        public V Y;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>The rate that is kept [Hz].</summary>
        public V Target;

        /// <summary>Change per Hz.</summary>
        public V Eta;

        /// <summary>Rate per unit of trace [Hz].</summary>
        public V Scale;

        /// <summary>Rate of decay [1/ms].</summary>
        public V RateMinus;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        MinWeight < MaxWeight ? null : FormattableString.Invariant($"MinWeight of {MinWeight} must be below MaxWeight of {MaxWeight}.");

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        Target = Target.Value,
        Eta = Eta,
        Scale = 1 / Tau.InSeconds,
        RateMinus = 1 / Tau.InMilliseconds,
    };

    /// <summary>A target neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V> => post.Y = V.One + (post.Y * V.Exp(-interval * c.RateMinus));

    /// <summary>The clock ticks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnTick<V>(ref Synapse<V> synapse, in Constants<V> c, in Post<V> post, V sincePost)
        where V : struct, IValue<V>
    {
        V change = c.Eta * (c.Target - (c.Scale * post.Y * V.Exp(-sincePost * c.RateMinus)));
        synapse.Weight = V.Max(c.MinWeight, V.Min(c.MaxWeight, synapse.Weight + change));
    }
}
