namespace Myelin.Connectivity.Distance;

/// <summary>A place in the plane, in the length unit of its <see cref="Layout"/>; on a line, y is 0.</summary>
/// <param name="X">Coordinate along x.</param>
/// <param name="Y">Coordinate along y.</param>
public readonly record struct Position(double X, double Y = 0)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"({X}, {Y})");
}
