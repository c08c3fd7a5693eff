using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// A Gaussian with negative flanks: (1 + h) N(x; 0, s) - h N(x; s, r s) - h N(x; -s, r s). Source: Yin, Corradi and Bohte (2021),
/// Nature Machine Intelligence 3, eq. 6 (h = 0.15, r = 6, s = 0.5).
/// </summary>
/// <typeparam name="TFlank">h, the weight of the flanks.</typeparam>
/// <typeparam name="TRatio">r, how much wider a flank is.</typeparam>
/// <typeparam name="TDeviation">s, above 0.</typeparam>
public readonly struct MultiGaussian<TFlank, TRatio, TDeviation> : ISurrogate
    where TFlank : struct, IConstant
    where TRatio : struct, IConstant
    where TDeviation : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V>
    {
        double s = TDeviation.Value, wide = TRatio.Value * s;
        V offset = V.Constant(s);
        V flanks = Gaussian<TDeviation>.Density(distance - offset, wide) + Gaussian<TDeviation>.Density(distance + offset, wide);
        return (V.Constant(1 + TFlank.Value) * Gaussian<TDeviation>.Density(distance, s)) - (V.Constant(TFlank.Value) * flanks);
    }
}
