using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>x / (1 - exp(-x)), the voltage dependence of many opening rates; 1 at x = 0.</summary>
internal static class Linoid
{
    /// <summary>The function, where exp(-x) is at hand.</summary>
    /// <param name="x">Where.</param>
    /// <param name="exponential">exp(-x).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Of<V>(V x, V exponential)
        where V : struct, IValue<V>
    {
        // Near 0 the difference loses its digits, so the series stands in; what it leaves out is below 2e-14.
        V near = V.Abs(x) < V.Constant(0.25);
        V z = x * x;
        V series = V.FusedMultiplyAdd(V.Constant(-1.0 / 1209600), z, V.Constant(1.0 / 30240));
        series = V.FusedMultiplyAdd(series, z, V.Constant(-1.0 / 720));
        series = V.FusedMultiplyAdd(series, z, V.Constant(1.0 / 12));
        series = V.FusedMultiplyAdd(series, z, V.FusedMultiplyAdd(V.Constant(0.5), x, V.One));
        return V.Select(near, series, x / V.Select(near, V.One, V.One - exponential));
    }
}
