using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>No derivative: spikes are held where they are.</summary>
internal readonly struct NoDerivative : ISurrogate
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> => V.Zero;
}
