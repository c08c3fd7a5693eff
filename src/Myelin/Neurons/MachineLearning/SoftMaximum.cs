using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>The soft maximum of max-plus algebra.</summary>
internal static class SoftMaximum
{
    /// <summary>eps ln(exp(left / eps) + exp(right / eps)), without overflow.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other.</param>
    /// <param name="temperature">eps.</param>
    /// <param name="inverse">1 / eps.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Of<V>(V left, V right, V temperature, V inverse)
        where V : struct, IValue<V>
    {
        // Shifting by the maximum avoids overflow; as a constant it leaves the derivative smooth where both are equal.
        V highest = V.Detach(V.Max(left, right));
        V sum = V.Exp((left - highest) * inverse) + V.Exp((right - highest) * inverse);
        return V.FusedMultiplyAdd(temperature, V.Log(sum), highest);
    }
}
