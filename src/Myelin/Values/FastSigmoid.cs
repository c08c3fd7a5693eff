namespace Myelin.Values;

/// <summary>Fast-sigmoid (SuperSpike) surrogate: 1 / (1 + 25 |x|)^2. Source: Zenke and Ganguli (2018), eq. 5; slope 25 as snnTorch.</summary>
public readonly struct FastSigmoid : ISurrogate
{
    /// <inheritdoc/>
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V>
    {
        V root = V.One + (V.Constant(25) * V.Abs(distance));
        return V.One / (root * root);
    }
}
