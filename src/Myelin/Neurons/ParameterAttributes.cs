namespace Myelin.Neurons;

/// <summary>The parameter must be finite and larger than zero.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PositiveAttribute : Attribute;

/// <summary>The parameter must be finite and not less than zero.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NonNegativeAttribute : Attribute;

/// <summary>The parameter must lie between two numbers (in its stored unit), both included.</summary>
/// <param name="low">The smallest value allowed.</param>
/// <param name="high">The largest value allowed.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute(double low, double high) : Attribute
{
    /// <summary>The smallest value allowed.</summary>
    public double Low => low;

    /// <summary>The largest value allowed.</summary>
    public double High => high;
}

/// <summary>The unit of a state variable or of an input port, as <see cref="Quantities.IQuantity{TSelf}.Unit"/> spells it.</summary>
/// <param name="symbol">The unit's symbol; empty for a pure number.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class UnitAttribute(string symbol) : Attribute
{
    /// <summary>The unit's symbol.</summary>
    public string Symbol => symbol;
}
