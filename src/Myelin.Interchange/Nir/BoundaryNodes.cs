namespace Myelin.Interchange.Nir;

/// <summary>Where what comes from outside enters a graph.</summary>
/// <param name="Shape">Shape of what enters.</param>
public sealed record InputNode(NirShape Shape) : NirNode
{
    /// <inheritdoc/>
    public override string Type => "Input";

    internal override NirShape? OwnOutput => Shape;

    internal override NirShape OutputFor(NirShape input) => PassThrough.Check(input, Shape);

    internal override void Write(FieldWriter fields) => fields.Add("shape", Shape);

    internal static InputNode Read(FieldReader fields) => new(fields.Shape("shape") ?? throw fields.Fault("the field 'shape' is missing"));
}

/// <summary>Where a graph gives away what it computed.</summary>
/// <param name="Shape">Shape of what leaves.</param>
public sealed record OutputNode(NirShape Shape) : NirNode
{
    /// <inheritdoc/>
    public override string Type => "Output";

    internal override NirShape OutputFor(NirShape input) => PassThrough.Check(input, Shape);

    internal override void Write(FieldWriter fields) => fields.Add("shape", Shape);

    internal static OutputNode Read(FieldReader fields) => new(fields.Shape("shape") ?? throw fields.Fault("the field 'shape' is missing"));
}

internal static class PassThrough
{
    // Files of several tools declare (1, 1, 1) for (1,): what counts is the number of elements.
    public static NirShape Check(NirShape input, NirShape declared) => input.Count == declared.Count ? input : throw new NirShapeException($"declares the shape {declared}, but gets {input}");
}
