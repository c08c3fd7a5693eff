namespace Myelin.Values;

/// <summary>A value that stands for one block of sixteen neurons, laid out as sixteen consecutive numbers.</summary>
/// <typeparam name="V">The value itself.</typeparam>
public interface IBlockValue<V> : IValue<V>
    where V : struct, IBlockValue<V>
{
    /// <summary>
    /// A block that was filled from outside (parameters, what has arrived) as these numbers hold it: the same where they are floating point, rounded to a word
    /// where they are fixed point.
    /// </summary>
    static abstract V Rounded(V value);

    /// <summary>A constant of a step as these numbers hold it: rounded as <see cref="Rounded"/> does, or as a coefficient with a precision of its own.</summary>
    static abstract V Coefficient(V value);

    /// <summary>One bit per lane, set where the lane is not 0 (lane 0 is the lowest bit).</summary>
    uint NonZeroBits();
}
