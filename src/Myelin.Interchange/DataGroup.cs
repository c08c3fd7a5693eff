using System.Diagnostics.CodeAnalysis;

namespace Myelin.Interchange;

/// <summary>Items under names, in the order of their names. Immutable once it has been handed out.</summary>
public sealed class DataGroup : DataItem
{
    private readonly SortedDictionary<string, DataItem> items = new(StringComparer.Ordinal);

    /// <summary>A group of items.</summary>
    /// <param name="items">The items under their names.</param>
    /// <exception cref="ArgumentException">A name is empty, holds a slash or is there twice.</exception>
    public DataGroup(params IEnumerable<KeyValuePair<string, DataItem>> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach ((string name, DataItem item) in items)
        {
            if (!IsName(name)) throw new ArgumentException($"The name '{name}' cannot stand in a file; it must have at least one character, no '/' and no zero character, and not be '.' or '..'.");
            ArgumentNullException.ThrowIfNull(item);
            if (!this.items.TryAdd(name, item)) throw new ArgumentException($"The name '{name}' is there twice; names in a group are unique.");
        }
    }

    /// <summary>The names, in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => items.Keys;

    /// <summary>The items with their names, in ordinal order.</summary>
    public IReadOnlyCollection<KeyValuePair<string, DataItem>> Items => items;

    /// <summary>Whether a name can stand in a file: it is not empty and holds neither a slash, which separates names, nor a zero.</summary>
    public static bool IsName([NotNullWhen(true)] string? name) => !string.IsNullOrEmpty(name) && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\0');

    /// <summary>Finds an item.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="item">The item.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out DataItem? item) => items.TryGetValue(name, out item);

    /// <inheritdoc/>
    public override bool Equals(DataItem? other)
    {
        if (other is not DataGroup group || group.items.Count != items.Count) return false;
        foreach ((string name, DataItem item) in items)
        {
            if (!group.items.TryGetValue(name, out DataItem? found) || !item.Equals(found)) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach ((string name, DataItem item) in items)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"group of {items.Count}";
}
