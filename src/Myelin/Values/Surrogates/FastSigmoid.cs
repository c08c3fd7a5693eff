using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// Fast sigmoid: 1 / (1 + k |x|)^2. Source: Zenke and Ganguli (2018), Neural Computation 30, eq. 5 (SuperSpike). snnTorch fast_sigmoid,
/// k = 25; Norse super, k = 100; SpikingJelly SoftSign with alpha is alpha / 2 of it, k = alpha.
/// </summary>
/// <typeparam name="TSlope">k, above 0.</typeparam>
public readonly struct FastSigmoid<TSlope> : ISurrogate
    where TSlope : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V>
    {
        V root = V.One + (V.Constant(TSlope.Value) * V.Abs(distance));
        return V.One / (root * root);
    }
}
