using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// The slope of a leaky rectifier: one constant from threshold on, another below. Source: SpikingJelly LeakyKReLU (0 below, 1 above).
/// </summary>
/// <typeparam name="TBelow">The derivative below threshold.</typeparam>
/// <typeparam name="TAbove">The derivative from threshold on.</typeparam>
public readonly struct LeakyRelu<TBelow, TAbove> : ISurrogate
    where TBelow : struct, IConstant
    where TAbove : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> =>
        V.Select(distance >= V.Zero, V.Constant(TAbove.Value), V.Constant(TBelow.Value));
}
