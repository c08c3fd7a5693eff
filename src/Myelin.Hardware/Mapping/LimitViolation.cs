namespace Myelin.Hardware.Mapping;

/// <summary>A limit of a chip that a network does not keep.</summary>
/// <param name="Limit">The limit's name, as in the chip's file: <c>cores.count</c>.</param>
/// <param name="Where">What is beyond it: a population, a projection, the network.</param>
/// <param name="Reason">One sentence: which limit, by how much, and what would fit.</param>
public sealed record LimitViolation(string Limit, string Where, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => Reason;
}
