namespace Myelin.Interchange.Nir;

/// <summary>
/// A node of a graph of the neuromorphic intermediate representation. Source of all nodes: Pedersen et al. (2024), Nature Communications 15, 8122,
/// table 1, and the documentation of NIR's primitives.
/// </summary>
public abstract record NirNode
{
    /// <summary>The name of the kind of node, as files have it: <c>LIF</c>.</summary>
    public abstract string Type { get; }

    /// <summary>What somebody noted beside the node; no reader relies on it. Null for nothing.</summary>
    public DataGroup? Metadata { get; init; }

    /// <summary>The fields with their values, as files have them.</summary>
    public IReadOnlyDictionary<string, DataItem> Fields
    {
        get
        {
            var fields = new FieldWriter();
            Write(fields);
            return fields.Items;
        }
    }

    /// <summary>Bytes of the arrays.</summary>
    public virtual long Bytes => Fields.Values.OfType<NumericArray>().Sum(array => array.Bytes);

    /// <summary>The shape that goes out by the node itself, whatever comes in; null where it depends on what comes in.</summary>
    internal virtual NirShape? OwnOutput => null;

    /// <summary>What contradicts itself in the node; null where nothing does.</summary>
    internal virtual string? Conflict => null;

    /// <summary>The shape that goes out for one that comes in.</summary>
    /// <exception cref="NirShapeException">The node does not take such a shape.</exception>
    internal abstract NirShape OutputFor(NirShape input);

    internal abstract void Write(FieldWriter fields);
}

/// <summary>A shape that a node does not take; the message goes on after the node's name.</summary>
internal sealed class NirShapeException(string message) : Exception(message);
