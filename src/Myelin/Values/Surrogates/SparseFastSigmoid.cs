using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// Fast sigmoid beyond a bound, else zero: few neurons pass a gradient. Source: snnTorch SFS (k = 25, bound 1).
/// </summary>
/// <typeparam name="TSlope">k, above 0.</typeparam>
/// <typeparam name="TBound">The distance above threshold from which on the derivative is not zero.</typeparam>
public readonly struct SparseFastSigmoid<TSlope, TBound> : ISurrogate
    where TSlope : struct, IConstant
    where TBound : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> =>
        V.Select(distance > V.Constant(TBound.Value), FastSigmoid<TSlope>.Derivative(distance), V.Zero);
}
