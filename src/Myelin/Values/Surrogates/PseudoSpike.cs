using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// q-pseudo-spike: (1 + 2 |x| / (a - 1))^-a, a power-law tail. Source: Herranz-Celotti and Rouat (2022), arXiv:2202.00282. SpikingJelly
/// QPseudoSpike, a = 2.
/// </summary>
/// <typeparam name="TAlpha">a, above 1.</typeparam>
public readonly struct PseudoSpike<TAlpha> : ISurrogate
    where TAlpha : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V>
    {
        V root = V.One + (V.Constant(2 / (TAlpha.Value - 1)) * V.Abs(distance));
        return V.Exp(V.Constant(-TAlpha.Value) * V.Log(root));
    }
}
