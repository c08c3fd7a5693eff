using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>The reset that belongs to the step of the spike: by the threshold, to a value, or none; differentiated or not.</summary>
public static class SpikeReset
{
    /// <summary>What a reset needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What a spike takes off the membrane; 0 where it does not subtract.</summary>
        public V Subtracted;

        /// <summary>1 where a spike sets the membrane to a value, else 0.</summary>
        public V Sets;

        /// <summary>That value.</summary>
        public V Target;

        /// <summary>1 where a gradient passes through the reset, else 0.</summary>
        public V Through;
    }

    /// <summary>Derives what a reset needs.</summary>
    /// <param name="mode">What a spike does.</param>
    /// <param name="threshold">What it subtracts, where it subtracts.</param>
    /// <param name="target">What it sets the membrane to, where it sets it.</param>
    /// <param name="detach">Whether no gradient passes.</param>
    public static Constants<double> Lower(ResetMode mode, double threshold, double target, bool detach) => new()
    {
        Subtracted = mode == ResetMode.Subtract ? threshold : 0,
        Sets = mode == ResetMode.Zero ? 1 : 0,
        Target = target,
        Through = detach ? 0 : 1,
    };

    /// <summary>Where a membrane rests whose rest is the value that a spike sets it to; 0 where a spike sets none.</summary>
    public static double Rest(ResetMode mode, double target) => mode == ResetMode.Zero ? target : 0;

    /// <summary>The membrane after the reset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V membrane, V spike, in Constants<V> c)
        where V : struct, IValue<V>
    {
        V gate = Gate(spike, c);
        return V.Select(c.Sets * gate, c.Target, membrane - (gate * c.Subtracted));
    }

    /// <summary>The spike, with its gradient only where one passes through the reset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gate<V>(V spike, in Constants<V> c)
        where V : struct, IValue<V>
    {
        V still = V.Detach(spike);
        return V.FusedMultiplyAdd(c.Through, spike - still, still);
    }
}
