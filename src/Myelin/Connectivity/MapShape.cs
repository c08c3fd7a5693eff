namespace Myelin.Connectivity;

/// <summary>The shape [C, H, W] of a population that is a stack of feature maps; neuron (c, y, x) has the index (c * H + y) * W + x.</summary>
/// <param name="Channels">Number of maps, C.</param>
/// <param name="Height">Rows of each map, H; 1 for one-dimensional data.</param>
/// <param name="Width">Columns of each map, W.</param>
public readonly record struct MapShape(int Channels, int Height, int Width)
{
    /// <summary>Number of neurons.</summary>
    public long Count => (long)Channels * Height * Width;

    /// <summary>Channels, height, width.</summary>
    public static implicit operator MapShape((int Channels, int Height, int Width) shape) => new(shape.Channels, shape.Height, shape.Width);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"({Channels}, {Height}, {Width})");

    /// <summary>Refuses a shape that is empty or has more neurons than an index can name.</summary>
    internal void Require(string what)
    {
        if (Channels < 1 || Height < 1 || Width < 1)
            throw new ArgumentException($"The {what} must have at least one channel, row and column, got {this}.");
        if ((Int128)Channels * Height * Width > int.MaxValue)
            throw new ArgumentException($"The {what} {this} has more than {int.MaxValue} neurons.");
    }

    /// <summary>Refuses a population of another size.</summary>
    internal void RequireCount(int neurons, string role, string population, string what)
    {
        if (Count != neurons)
            throw new ArgumentException($"{what}: the {role} shape {this} has {Count} neurons, but the {population} population has {neurons}.");
    }
}
