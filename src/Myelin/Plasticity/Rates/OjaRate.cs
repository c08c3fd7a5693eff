using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Hebbian learning by rates with a decay that keeps the length of the vector of weights at 1.
/// </summary>
/// <equation>dw/dt = eta (x y - y^2 w); x, y: rates as exponential traces of spikes; w in [Wmin, Wmax]</equation>
/// <source>Oja (1982), J. Math. Biol. 15, 267, eq. 3.</source>
[PlasticityRule]
public readonly partial record struct OjaRate()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 1;

    /// <summary>Learning rate per second, for rates in units of the reference rate.</summary>
    [NonNegative]
    public double Eta { get; init; } = 0.001;

    /// <summary>The rate that counts as 1.</summary>
    [Positive]
    public Frequency Reference { get; init; } = 10 * Syntax.Hz;

    /// <summary>Time constant of the rates.</summary>
    [Positive]
    public Time Tau { get; init; } = 100 * Syntax.ms;

    /// <summary>Time between two ticks of the clock, a whole number of steps.</summary>
    [Positive]
    public Time Period { get; init; } = 1 * Syntax.ms;

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

    /// <summary>What is remembered of a target neuron.</summary>
    public struct Post<V>
    {
        /// <summary>Trace y after its last spike.</summary>
        public V Y;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Of both rates.</summary>
        public Rates.Constants<V> Rates;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new() { Rates = Plasticity.Rates.Lower(MinWeight, MaxWeight, Eta, Reference, Tau, Period) };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V> => pre.X = Plasticity.Rates.Rise(pre.X, in c.Rates, interval);

    /// <summary>A target neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V> => post.Y = Plasticity.Rates.Rise(post.Y, in c.Rates, interval);

    /// <summary>The clock ticks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnTick<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, in Post<V> post, V sincePost)
        where V : struct, IValue<V>
    {
        V x = Plasticity.Rates.Of(pre.X, in c.Rates, sincePre), y = Plasticity.Rates.Of(post.Y, in c.Rates, sincePost);
        synapse.Weight = Plasticity.Rates.Moved(synapse.Weight, in c.Rates, OjaSubspace.Change(y, x, y * synapse.Weight));
    }
}
