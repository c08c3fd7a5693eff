namespace Myelin.Connectivity;

/// <summary>A height and a width: of a kernel, a stride, a padding or a dilation.</summary>
/// <param name="Height">Extent along y.</param>
/// <param name="Width">Extent along x.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same along both axes.</summary>
    public static implicit operator Size2D(int both) => new(both, both);

    /// <summary>Height, then width.</summary>
    public static implicit operator Size2D((int Height, int Width) size) => new(size.Height, size.Width);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"({Height}, {Width})");

    /// <summary>Refuses what is below a least value along either axis.</summary>
    internal void Require(int least, string what)
    {
        if (Height < least || Width < least) throw new ArgumentException($"The {what} must be at least {least} along both axes, got {this}.");
    }
}
