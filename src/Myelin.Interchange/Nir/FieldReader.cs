using Myelin.Connectivity;

namespace Myelin.Interchange.Nir;

/// <summary>Reads the fields of a node, and refuses those that its kind does not have.</summary>
/// <param name="group">The node's group.</param>
/// <param name="where">What messages call the node.</param>
/// <param name="type">The name of its kind.</param>
internal sealed class FieldReader(DataGroup group, string where, string type)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal) { "type", "metadata" };

    public string Where => where;

    public NumericArray Array(string name) => Optional(name) ?? throw Fault($"the field '{name}' is missing");

    public NumericArray? Optional(string name)
    {
        known.Add(name);
        if (!group.TryGet(name, out DataItem? item)) return null;
        return item as NumericArray ?? throw Fault($"the field '{name}' holds no numbers");
    }

    public string? Text(string name)
    {
        known.Add(name);
        return group.TryGet(name, out DataItem? item) && item is DataText { Values: [var text] } ? text : null;
    }

    public int Integer(string name, int ifMissing, int least) => Optional(name) is null ? ifMissing : Integer(name, least);

    public int Integer(string name, int least)
    {
        NumericArray array = Array(name);
        if (array.Length != 1) throw Fault($"the field '{name}' must be one number, got {array.ShapeText}");
        return Whole(array, 0, name, least);
    }

    public Size2D Pair(string name, int least) => OptionalPair(name, least) ?? throw Fault($"the field '{name}' is missing");

    public Size2D? OptionalPair(string name, int least) => Optional(name) is not { } array ? null : array.Length switch
    {
        1 => Whole(array, 0, name, least),
        2 => new Size2D(Whole(array, 0, name, least), Whole(array, 1, name, least)),
        _ => throw Fault($"the field '{name}' must be one number or two, got {array.ShapeText}"),
    };

    public NirShape? Shape(string name)
    {
        if (Optional(name) is not { } array) return null;
        if (array.Rank > 1 || array.Length > 16) throw Fault($"the field '{name}' must be a shape of at most 16 dimensions, got {array.ShapeText}");
        int[] lengths = new int[array.Length];
        for (int i = 0; i < lengths.Length; i++) lengths[i] = Whole(array, i, name, 0);
        var shape = new NirShape(lengths);
        return shape.Count >= 0 ? shape : throw Fault($"the field '{name}' is {shape}, which has more elements than an array can have");
    }

    public DataGroup? Group(string name)
    {
        known.Add(name);
        return group.TryGet(name, out DataItem? item) ? item as DataGroup ?? throw Fault($"the field '{name}' must be a group") : null;
    }

    public DataItem? Item(string name)
    {
        known.Add(name);
        return group.TryGet(name, out DataItem? item) ? item : null;
    }

    public void Finish()
    {
        string? unknown = group.Names.FirstOrDefault(name => !known.Contains(name));
        if (unknown is null) return;
        string[] fields = [.. known.Where(name => name is not ("type" or "metadata")).Order(StringComparer.Ordinal)];
        throw Fault($"the field '{unknown}' is not one of {type}, which has {string.Join(", ", fields)}");
    }

    public InvalidDataException Fault(string problem) => new($"{where} ({type}): {problem}.");

    private int Whole(NumericArray array, int index, string name, int least)
    {
        double value = array[index];
        if (value != Math.Floor(value) || !(value >= least && value <= int.MaxValue)) throw Fault(FormattableString.Invariant($"the field '{name}' must be a whole number of at least {least}, got {value}"));
        return (int)value;
    }
}
