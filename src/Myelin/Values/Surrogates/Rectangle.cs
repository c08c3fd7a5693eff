using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// Rectangle: 1 / (2 w) where |x| &lt; w, else a constant. Source: Wu et al. (2018), Frontiers in Neuroscience 12, eq. 24 (the constant is 0).
/// SpikingJelly Rect with alpha has w = 1 / (2 alpha); PiecewiseLeakyReLU has a constant c above 0.
/// </summary>
/// <typeparam name="THalfWidth">w, above 0.</typeparam>
/// <typeparam name="TOutside">The derivative outside.</typeparam>
public readonly struct Rectangle<THalfWidth, TOutside> : ISurrogate
    where THalfWidth : struct, IConstant
    where TOutside : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> =>
        V.Select(V.Abs(distance) < V.Constant(THalfWidth.Value), V.Constant(0.5 / THalfWidth.Value), V.Constant(TOutside.Value));
}
