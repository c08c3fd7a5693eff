using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// A rectifier with a logarithmic tail: a constant at and below threshold, 1 up to a distance of 1, 1 / x beyond. Source: Cai et al. (2017),
/// CVPR, eq. 10; SpikingJelly LogTailedReLU (0 below).
/// </summary>
/// <typeparam name="TBelow">The derivative at and below threshold.</typeparam>
public readonly struct LogTailedRelu<TBelow> : ISurrogate
    where TBelow : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> =>
        V.Select(distance > V.Zero, V.One / V.Max(distance, V.One), V.Constant(TBelow.Value));
}
