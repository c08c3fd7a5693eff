using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// The reset as snnTorch has it: one step late and without a gradient, or in the step of the spike with one; never twice for one spike.
/// </summary>
public static class DelayedReset
{
    /// <summary>What a reset needs.</summary>
    public struct Constants<V>
    {
        /// <summary>1 where a spike subtracts the threshold, else 0.</summary>
        public V Subtract;

        /// <summary>1 where a spike sets the membrane to zero, else 0.</summary>
        public V Clear;

        /// <summary>1 where the reset belongs to the step of the spike, else 0.</summary>
        public V SameStep;
    }

    /// <summary>Derives what a reset needs.</summary>
    /// <param name="mode">What a spike does.</param>
    /// <param name="timing">When it does it.</param>
    public static Constants<double> Lower(ResetMode mode, ResetTiming timing) => new()
    {
        Subtract = mode == ResetMode.Subtract ? 1 : 0,
        Clear = mode == ResetMode.Zero ? 1 : 0,
        SameStep = timing == ResetTiming.SameStep ? 1 : 0,
    };

    /// <summary>The membrane after the reset for a spike of the step before; <paramref name="late"/> is 1 where there was one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Late<V>(V membrane, V late, V threshold, in Constants<V> c)
        where V : struct, IValue<V> => membrane - (late * Taken(membrane, threshold, c));

    /// <summary>The membrane after the reset in the step of the spike; <paramref name="spike"/> is 1 where one is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V AtOnce<V>(V membrane, V spike, V threshold, in Constants<V> c)
        where V : struct, IValue<V> => membrane - (c.SameStep * spike * Taken(membrane, threshold, c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Taken<V>(V membrane, V threshold, in Constants<V> c)
        where V : struct, IValue<V> => (c.Subtract * threshold) + (c.Clear * membrane);
}
