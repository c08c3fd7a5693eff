using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// Straight through: 1 everywhere. Source: Bengio, Leonard and Courville (2013), arXiv:1308.3432. snnTorch straight_through_estimator.
/// </summary>
public readonly struct StraightThrough : ISurrogate
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> => V.One;
}
