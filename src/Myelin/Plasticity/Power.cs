using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>Powers of what lies between 0 and 1.</summary>
internal static class Power
{
    /// <summary>The power of a number; 0 and 1 as exponents are exact, and a number below 0 counts as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V number, V exponent)
        where V : struct, IValue<V>
    {
        V power = V.Select(number > V.Zero, V.Exp(exponent * V.Log(V.Max(number, V.Constant(1e-30)))), V.Zero);
        return V.Select(exponent * (exponent < V.One), power, V.Select(exponent, number, V.One));
    }
}
