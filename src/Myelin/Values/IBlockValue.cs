namespace Myelin.Values;

/// <summary>A value that stands for one block of sixteen neurons, laid out as sixteen consecutive numbers.</summary>
/// <typeparam name="V">The value itself.</typeparam>
public interface IBlockValue<V> : IValue<V>
    where V : struct, IBlockValue<V>
{
    /// <summary>One bit per lane, set where the lane is not 0 (lane 0 is the lowest bit).</summary>
    uint NonZeroBits();
}
