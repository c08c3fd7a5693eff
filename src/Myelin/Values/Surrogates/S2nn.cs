using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// A sigmoid's slope below threshold, a logarithm's from there on: k s (1 - s) with s = 1 / (1 + exp(-k x)), and b / (1 + x). Source: Suetake
/// et al. (2023), Neural Networks 159 (S2NN). SpikingJelly S2NN, k = 4, b = 1.
/// </summary>
/// <typeparam name="TSlope">k, above 0.</typeparam>
/// <typeparam name="TTail">b, the derivative at threshold.</typeparam>
public readonly struct S2nn<TSlope, TTail> : ISurrogate
    where TSlope : struct, IConstant
    where TTail : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> =>
        V.Select(distance < V.Zero, Sigmoid<TSlope>.Derivative(distance), V.Constant(TTail.Value) / (V.One + V.Max(distance, V.Zero)));
}
