namespace Myelin.Interchange.Nir;

/// <summary>Neurons: a node that remembers, or that has a threshold. Every parameter has the neurons' shape, or is one number for all.</summary>
public abstract record NeuronNode : NirNode
{
    /// <summary>The parameters under their names in files; null where the file may leave one out and does.</summary>
    internal abstract IReadOnlyList<(string Name, NumericArray? Value)> Parameters { get; }

    /// <summary>Whether what goes out is a number, not a spike.</summary>
    internal virtual bool IsGraded => false;

    internal override NirShape? OwnOutput => Parameters.Select(p => p.Value is { } value ? ShapeOf(value) : null).FirstOrDefault(shape => shape is not null);

    internal override string? Conflict
    {
        get
        {
            if (OwnOutput is not { } shape) return null;
            (string name, NumericArray? odd) = Parameters.FirstOrDefault(p => p.Value is { } value && ShapeOf(value) is { } own && own.Count != shape.Count);
            return odd is null ? null : $"its parameters have different shapes: '{name}' has {odd.ShapeText}, others {shape}";
        }
    }

    internal override NirShape OutputFor(NirShape input) => Elementwise(input, OwnOutput);

    internal override void Write(FieldWriter fields)
    {
        foreach ((string name, NumericArray? value) in Parameters) fields.Add(name, value);
    }

    // One number stands for any shape.
    internal static NirShape? ShapeOf(NumericArray parameter) => parameter.Length == 1 && parameter.Rank == 0 ? null : new NirShape(parameter.Shape);

    internal static NirShape Elementwise(NirShape input, NirShape? own)
    {
        if (own is not { } shape || (shape.Count == 1 && input.Count != 1)) return input;
        if (shape.Count == input.Count) return shape;
        throw new NirShapeException($"has parameters of the shape {shape}, but gets {input}");
    }
}
