using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// Escape rate: b k exp(-b |x - 1|), largest at a distance of 1 above threshold, as snnTorch has it. Source: snnTorch spike_rate_escape
/// (b = 1, k = 25), after Gerstner and Kistler (2002), Spiking Neuron Models, section 5.3.
/// </summary>
/// <typeparam name="TBeta">b, the steepness.</typeparam>
/// <typeparam name="TSlope">k, the height.</typeparam>
public readonly struct SpikeRateEscape<TBeta, TSlope> : ISurrogate
    where TBeta : struct, IConstant
    where TSlope : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> =>
        V.Constant(TBeta.Value * TSlope.Value) * V.Exp(V.Constant(-TBeta.Value) * V.Abs(distance - V.One));
}
