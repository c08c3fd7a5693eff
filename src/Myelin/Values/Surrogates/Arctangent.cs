using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// Arctangent: (a / 2) / (1 + (pi a x / 2)^2). Source: Fang et al. (2021), ICCV, eq. 11. snnTorch atan and SpikingJelly ATan, a = 2.
/// </summary>
/// <typeparam name="TAlpha">a, above 0.</typeparam>
public readonly struct Arctangent<TAlpha> : ISurrogate
    where TAlpha : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V>
    {
        V scaled = V.Constant(Math.PI / 2 * TAlpha.Value) * distance;
        return V.Constant(TAlpha.Value / 2) / V.FusedMultiplyAdd(scaled, scaled, V.One);
    }
}
