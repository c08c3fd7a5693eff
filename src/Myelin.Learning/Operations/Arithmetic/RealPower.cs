using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic;

/// <summary>x to any power, by way of the logarithm.</summary>
internal readonly struct RealPower(double exponent) : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IValue<V>
    {
        V positive = V.Select(x > V.Zero, x, V.One);
        V power = V.Exp(V.Constant(exponent) * V.Log(positive));
        V atZero = V.Constant(exponent > 0 ? 0 : double.PositiveInfinity);
        return V.Select(x > V.Zero, power, V.Select(x < V.Zero, V.Constant(double.NaN), atZero));
    }
}
