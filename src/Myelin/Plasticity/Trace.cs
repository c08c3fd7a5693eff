using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>What most rules do with traces and weights: exact between events.</summary>
internal static class Trace
{
    /// <summary>A trace after a spike that adds 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Rise<V>(V trace, V interval, V rate)
        where V : struct, IValue<V> => V.One + (trace * V.Exp(-interval * rate));

    /// <summary>What is left of a trace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Left<V>(V trace, V since, V rate)
        where V : struct, IValue<V> => trace * V.Exp(-since * rate);

    /// <summary>A weight within hard bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Within<V>(V weight, V low, V high)
        where V : struct, IValue<V> => V.Max(low, V.Min(high, weight));

    /// <summary>What is wrong with two bounds; null where nothing is.</summary>
    public static string? Conflict(double low, double high) =>
        low < high ? null : FormattableString.Invariant($"MinWeight of {low} must be below MaxWeight of {high}.");
}
