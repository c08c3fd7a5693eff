using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// Normal density with standard deviation s. Source: Yin, Corradi and Bohte (2021), Nature Machine Intelligence 3. SpikingJelly Erf and Norse
/// heavi_erfc with alpha have s = 1 / (alpha sqrt 2).
/// </summary>
/// <typeparam name="TDeviation">s, above 0.</typeparam>
public readonly struct Gaussian<TDeviation> : ISurrogate
    where TDeviation : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> => Density(distance, TDeviation.Value);

    internal static V Density<V>(V distance, double deviation)
        where V : struct, IValue<V>
    {
        V scaled = V.Constant(1 / deviation) * distance;
        return V.Constant(1 / (deviation * Math.Sqrt(2 * Math.PI))) * V.Exp(V.Constant(-0.5) * scaled * scaled);
    }
}
