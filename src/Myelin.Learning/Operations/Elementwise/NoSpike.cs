using Myelin.Values;

namespace Myelin.Learning.Operations.Elementwise;

/// <summary>For functions without a spike: it would have the derivative of a step, which is 0.</summary>
internal readonly struct NoSpike : ISurrogate
{
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> => V.Zero;
}
