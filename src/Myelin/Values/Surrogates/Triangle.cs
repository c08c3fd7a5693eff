using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// Triangle: h max(0, 1 - |x| / w). Source: Bellec et al. (2018), NeurIPS, eq. 4 (h = 0.3, w = 1, as Norse triangle). SpikingJelly
/// PiecewiseQuadratic with alpha has h = alpha and w = 1 / alpha.
/// </summary>
/// <typeparam name="THeight">h, the derivative at threshold.</typeparam>
/// <typeparam name="THalfWidth">w, above 0.</typeparam>
public readonly struct Triangle<THeight, THalfWidth> : ISurrogate
    where THeight : struct, IConstant
    where THalfWidth : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V>
    {
        V part = V.One - (V.Abs(distance) / V.Constant(THalfWidth.Value));
        return V.Constant(THeight.Value) * V.Max(part, V.Zero);
    }
}
