using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// A constant below threshold and its opposite from there on. What snnTorch computes under the name triangular (threshold 1).
/// </summary>
/// <typeparam name="TThreshold">The constant.</typeparam>
public readonly struct SignReversed<TThreshold> : ISurrogate
    where TThreshold : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> =>
        V.Select(distance >= V.Zero, V.Constant(-TThreshold.Value), V.Constant(TThreshold.Value));
}
