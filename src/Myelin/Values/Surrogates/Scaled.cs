using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// Another surrogate times a number, to damp or amplify the gradient (Bellec et al. 2018 damp by 0.3).
/// </summary>
/// <typeparam name="TSurrogate">The other surrogate.</typeparam>
/// <typeparam name="TFactor">The number.</typeparam>
public readonly struct Scaled<TSurrogate, TFactor> : ISurrogate
    where TSurrogate : struct, ISurrogate
    where TFactor : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V> => V.Constant(TFactor.Value) * TSurrogate.Derivative(distance);
}
