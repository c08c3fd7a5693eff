namespace Myelin.Interchange;

/// <summary>What a file of groups and data sets holds under a name: a group, text or an array of numbers.</summary>
public abstract class DataItem : IEquatable<DataItem>
{
    private protected DataItem()
    {
    }

    /// <summary>Whether the contents are the same: kinds, names, shapes, types and every bit of a number.</summary>
    public abstract bool Equals(DataItem? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as DataItem);

    /// <inheritdoc/>
    public abstract override int GetHashCode();
}
