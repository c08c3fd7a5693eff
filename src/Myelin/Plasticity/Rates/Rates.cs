using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>What rules that learn by rates share: both rates as exponential traces of spikes, a learning rate per tick, hard bounds.</summary>
public static class Rates
{
    /// <summary>What a tick needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Learning rate per tick.</summary>
        public V Eta;

        /// <summary>Rate in units of the reference, per unit of trace.</summary>
        public V Scale;

        /// <summary>Rate of decay of both traces [1/ms].</summary>
        public V Decay;
    }

    /// <summary>Derives the constants.</summary>
    /// <param name="low">The smallest weight.</param>
    /// <param name="high">The largest weight.</param>
    /// <param name="eta">Learning rate per second.</param>
    /// <param name="reference">The rate that counts as 1.</param>
    /// <param name="tau">Time constant of the rates.</param>
    /// <param name="period">Time between two ticks.</param>
    public static Constants<double> Lower(double low, double high, double eta, Frequency reference, Time tau, Time period) => new()
    {
        MinWeight = low,
        MaxWeight = high,
        Eta = eta * period.InSeconds,
        Scale = 1 / (tau.InSeconds * reference.Value),
        Decay = 1 / tau.InMilliseconds,
    };

    /// <summary>A trace after a spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Rise<V>(V trace, in Constants<V> c, V interval)
        where V : struct, IValue<V> => Trace.Rise(trace, interval, c.Decay);

    /// <summary>The rate that a trace stands for, in units of the reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V trace, in Constants<V> c, V since)
        where V : struct, IValue<V> => c.Scale * Trace.Left(trace, since, c.Decay);

    /// <summary>A weight after a tick.</summary>
    /// <param name="weight">The weight before.</param>
    /// <param name="c">The constants.</param>
    /// <param name="change">Its change, over the learning rate.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Moved<V>(V weight, in Constants<V> c, V change)
        where V : struct, IValue<V> => Trace.Within(weight + (c.Eta * change), c.MinWeight, c.MaxWeight);
}
