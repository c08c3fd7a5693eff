using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Binary synapses that switch at random: a weight is either low or high, and at a postsynaptic spike it switches up with one probability where the
/// presynaptic trace is high, and down with another where it is low.
/// </summary>
/// <equation>post: w = Wmax with probability pUp where x >= threshold, w = Wmin with probability pDown elsewhere; x rises by 1 at pre spikes and decays with tau</equation>
/// <source>After Fusi, Annunziato, Badoni, Salamon and Amit (2000), Neural Computation 12, 2227, and Bichler, Querlioz, Thorpe, Bourgoin and Gamrat (2012), Neural Networks 32, 339; the simplest form of them.</source>
[PlasticityRule]
public readonly partial record struct BinaryStochastic()
{
    /// <summary>The low weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The high weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 1;

    /// <summary>Probability of switching up.</summary>
    [Between(0, 1)]
    public double Up { get; init; } = 0.1;

    /// <summary>Probability of switching down.</summary>
    [Between(0, 1)]
    public double Down { get; init; } = 0.05;

    /// <summary>The trace from which a synapse counts as active.</summary>
    [NonNegative]
    public double Threshold { get; init; } = 0.5;

    /// <summary>Time constant of the presynaptic trace.</summary>
    [Positive]
    public Time Tau { get; init; } = 20 * Syntax.ms;

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
        /// <summary>The low weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Probability of switching up.</summary>
        public V Up;

        /// <summary>Probability of switching down.</summary>
        public V Down;

        /// <summary>The trace from which a synapse is active.</summary>
        public V Threshold;

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
        Up = Up,
        Down = Down,
        Threshold = Threshold,
        RatePlus = 1 / Tau.InMilliseconds,
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V> => pre.X = V.One + (pre.X * V.Exp(-interval * c.RatePlus));

    /// <summary>A postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, V draw)
        where V : struct, IValue<V>
    {
        V active = pre.X * V.Exp(-sincePre * c.RatePlus) >= c.Threshold;
        V switches = V.Select(active, draw < c.Up, draw < c.Down);
        synapse.Weight = V.Select(switches, V.Select(active, c.MaxWeight, c.MinWeight), synapse.Weight);
    }
}
