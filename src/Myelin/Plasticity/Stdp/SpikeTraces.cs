using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>What the trace rules of discrete time share: a trace of each neuron, set to 1 or raised by 1 at a spike, a learning rate for each spike, bounds.</summary>
public static class SpikeTraces
{
    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Learning rate of presynaptic spikes.</summary>
        public V NuPre;

        /// <summary>Learning rate of postsynaptic spikes.</summary>
        public V NuPost;

        /// <summary>1 where traces add up, else 0.</summary>
        public V Keep;

        /// <summary>Rate of decay of the presynaptic trace [1/ms].</summary>
        public V RatePlus;

        /// <summary>Rate of decay of the postsynaptic trace [1/ms].</summary>
        public V RateMinus;
    }

    /// <summary>Derives the constants.</summary>
    /// <param name="bounds">The smallest and the largest weight.</param>
    /// <param name="nuPre">Learning rate of presynaptic spikes.</param>
    /// <param name="nuPost">Learning rate of postsynaptic spikes.</param>
    /// <param name="isAdditive">Whether a spike adds 1 to its trace.</param>
    /// <param name="tauPre">Time constant of the presynaptic trace.</param>
    /// <param name="tauPost">Time constant of the postsynaptic trace.</param>
    public static Constants<double> Lower((double Low, double High) bounds, double nuPre, double nuPost, bool isAdditive, Time tauPre, Time tauPost) => new()
    {
        MinWeight = bounds.Low,
        MaxWeight = bounds.High,
        NuPre = nuPre,
        NuPost = nuPost,
        Keep = isAdditive ? 1 : 0,
        RatePlus = 1 / tauPre.InMilliseconds,
        RateMinus = 1 / tauPost.InMilliseconds,
    };

    /// <summary>A trace after a spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Rise<V>(V trace, in Constants<V> c, V interval, V rate)
        where V : struct, IValue<V> => Trace.Rise(c.Keep * trace, interval, rate);

    /// <summary>Depression by a presynaptic spike, before bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Fall<V>(V trace, in Constants<V> c, V sincePost)
        where V : struct, IValue<V> => c.NuPre * Trace.Left(trace, sincePost, c.RateMinus);

    /// <summary>Potentiation by a postsynaptic spike, before bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gain<V>(V trace, in Constants<V> c, V sincePre)
        where V : struct, IValue<V> => c.NuPost * Trace.Left(trace, sincePre, c.RatePlus);
}
