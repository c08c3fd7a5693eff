using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// Sigmoid: k s (1 - s) with s = 1 / (1 + exp(-k x)). Source: Neftci, Mostafa and Zenke (2019), IEEE Signal Processing Magazine 36.
/// snnTorch sigmoid, k = 25; SpikingJelly Sigmoid, k = 4.
/// </summary>
/// <typeparam name="TSlope">k, above 0.</typeparam>
public readonly struct Sigmoid<TSlope> : ISurrogate
    where TSlope : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V>
    {
        // exp of minus the magnitude cannot overflow, and the derivative is even.
        V decay = V.Exp(V.Constant(-TSlope.Value) * V.Abs(distance));
        V root = V.One + decay;
        return V.Constant(TSlope.Value) * decay / (root * root);
    }
}
