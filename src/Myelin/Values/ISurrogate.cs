namespace Myelin.Values;

/// <summary>The derivative that a spike is given in place of its true one, which is zero almost everywhere.</summary>
public interface ISurrogate
{
    /// <summary>The derivative of the spike with respect to the distance from threshold.</summary>
    static abstract V Derivative<V>(V distance)
        where V : struct, IValue<V>;
}
