using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// The spike itself as its derivative: 1 above threshold, else 0. Source: snnTorch heaviside.
/// </summary>
public readonly struct StepDerivative : ISurrogate
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> => V.SpikeAbove(distance);
}
