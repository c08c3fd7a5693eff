using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// Exponential on both sides: (a / 2) exp(-a |x|). Source: Shrestha and Orchard (2018), NeurIPS, eq. 16 (SLAYER). SpikingJelly PiecewiseExp, a = 1.
/// </summary>
/// <typeparam name="TAlpha">a, above 0.</typeparam>
public readonly struct PiecewiseExponential<TAlpha> : ISurrogate
    where TAlpha : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> =>
        V.Constant(TAlpha.Value / 2) * V.Exp(V.Constant(-TAlpha.Value) * V.Abs(distance));
}
