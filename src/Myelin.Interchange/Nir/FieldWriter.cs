using Myelin.Connectivity;

namespace Myelin.Interchange.Nir;

/// <summary>Gathers the fields of a node under their names in files.</summary>
internal sealed class FieldWriter
{
    private readonly SortedDictionary<string, DataItem> items = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, DataItem> Items => items;

    public void Add(string name, DataItem? item)
    {
        if (item is not null) items.Add(name, item);
    }

    public void Add(string name, int value) => items.Add(name, NumericArray.Of((ReadOnlySpan<long>)[value]));

    public void Add(string name, Size2D pair) => items.Add(name, NumericArray.Integers(pair.Height, pair.Width));

    public void Add(string name, NirShape shape) => items.Add(name, NumericArray.Integers(shape.Lengths));
}
