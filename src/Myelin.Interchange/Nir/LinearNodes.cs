namespace Myelin.Interchange.Nir;

/// <summary>y = W x + b.</summary>
/// <param name="Weight">W (..., out, in).</param>
/// <param name="Bias">b (out,).</param>
public sealed record AffineNode(NumericArray Weight, NumericArray Bias) : NirNode
{
    /// <inheritdoc/>
    public override string Type => "Affine";

    internal override NirShape? OwnOutput => LinearNode.Output(Weight);

    internal override string? Conflict =>
        LinearNode.Rank(Weight) ?? (Bias.Length == LinearNode.Output(Weight).Count ? null : $"its bias {Bias.ShapeText} does not fit its weight {Weight.ShapeText}");

    internal override NirShape OutputFor(NirShape input) => LinearNode.Output(Weight, input);

    internal override void Write(FieldWriter fields)
    {
        fields.Add("weight", Weight);
        fields.Add("bias", Bias);
    }

    internal static AffineNode Read(FieldReader fields) => new(fields.Array("weight"), fields.Array("bias"));
}

/// <summary>y = W x.</summary>
/// <param name="Weight">W (..., out, in).</param>
public sealed record LinearNode(NumericArray Weight) : NirNode
{
    /// <inheritdoc/>
    public override string Type => "Linear";

    internal override NirShape? OwnOutput => Output(Weight);

    internal override string? Conflict => Rank(Weight);

    internal override NirShape OutputFor(NirShape input) => Output(Weight, input);

    internal override void Write(FieldWriter fields) => fields.Add("weight", Weight);

    internal static LinearNode Read(FieldReader fields) => new(fields.Array("weight"));

    internal static string? Rank(NumericArray weight) => weight.Rank == 2 ? null : $"its weight {weight.ShapeText} must have 2 dimensions, (out, in)";

    internal static NirShape Output(NumericArray weight) => weight.Rank < 2 ? default : new NirShape(weight.Shape[^2]);

    internal static NirShape Output(NumericArray weight, NirShape input) =>
        input.Rank > 0 && input.Count == weight.Shape[^1] && (input.Rank == 1 || input.Count == input.Lengths.ToArray().Max()) ? Output(weight)
            : throw new NirShapeException($"takes ({weight.Shape[^1]},) by its weight {weight.ShapeText}, but gets {input}");
}

/// <summary>y = s x, element by element.</summary>
/// <param name="Scale">s, of the shape of x or one number.</param>
public sealed record ScaleNode(NumericArray Scale) : NirNode
{
    /// <inheritdoc/>
    public override string Type => "Scale";

    internal override NirShape? OwnOutput => NeuronNode.ShapeOf(Scale);

    internal override NirShape OutputFor(NirShape input) => NeuronNode.Elementwise(input, OwnOutput);

    internal override void Write(FieldWriter fields) => fields.Add("scale", Scale);

    internal static ScaleNode Read(FieldReader fields) => new(fields.Array("scale"));
}

/// <summary>y(t) = x(t - delay), element by element.</summary>
/// <param name="Delay">The delays, of the shape of x or one number, in the file's unit of time.</param>
public sealed record DelayNode(NumericArray Delay) : NirNode
{
    /// <inheritdoc/>
    public override string Type => "Delay";

    internal override NirShape? OwnOutput => NeuronNode.ShapeOf(Delay);

    internal override NirShape OutputFor(NirShape input) => NeuronNode.Elementwise(input, OwnOutput);

    internal override void Write(FieldWriter fields) => fields.Add("delay", Delay);

    internal static DelayNode Read(FieldReader fields) => new(fields.Array("delay"));
}

/// <summary>Joins dimensions of what comes in.</summary>
/// <param name="StartDim">First dimension joined; files count without the batch.</param>
/// <param name="EndDim">Last dimension joined; -1 for the last.</param>
/// <param name="InputShape">Shape of what comes in; null where the file does not say.</param>
public sealed record FlattenNode(int StartDim, int EndDim, NirShape? InputShape = null) : NirNode
{
    /// <inheritdoc/>
    public override string Type => "Flatten";

    internal override NirShape OutputFor(NirShape input)
    {
        (int first, int last) = (StartDim < 0 ? StartDim + input.Rank : StartDim, EndDim < 0 ? EndDim + input.Rank : EndDim);
        if (InputShape is { } declared && declared.Count != input.Count) throw new NirShapeException($"declares the shape {declared}, but gets {input}");
        if (first < 0 || last < first || last >= input.Rank) throw new NirShapeException($"joins the dimensions {StartDim} to {EndDim}, which {input} does not have");
        int joined = 1;
        foreach (int length in input.Lengths[first..(last + 1)]) joined *= length;
        return new NirShape([.. input.Lengths[..first], joined, .. input.Lengths[(last + 1)..]]);
    }

    internal override void Write(FieldWriter fields)
    {
        fields.Add("start_dim", StartDim);
        fields.Add("end_dim", EndDim);
        if (InputShape is { } shape) fields.Add("input_type", shape);
    }

    internal static FlattenNode Read(FieldReader fields) => new(fields.Integer("start_dim", 1, -16), fields.Integer("end_dim", -1, -16), fields.Shape("input_type"));
}
