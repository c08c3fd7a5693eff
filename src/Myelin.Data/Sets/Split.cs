namespace Myelin.Data.Sets;

/// <summary>The parts into which the author of a set divided it.</summary>
public enum Split
{
    /// <summary>The part to learn from.</summary>
    Train,

    /// <summary>The part to measure with.</summary>
    Test,
}
