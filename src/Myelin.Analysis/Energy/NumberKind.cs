namespace Myelin.Analysis.Energy;

/// <summary>What numbers are.</summary>
public enum NumberKind
{
    /// <summary>Integers, or fixed-point numbers.</summary>
    Integer,

    /// <summary>Floating-point numbers.</summary>
    Float,
}
