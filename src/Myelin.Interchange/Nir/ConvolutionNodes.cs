using Myelin.Connectivity;

namespace Myelin.Interchange.Nir;

/// <summary>How a convolution pads its input with zeros: by numbers, or by a word that follows from the kernel.</summary>
/// <param name="Zeros">Zeros on each side; null where a word says it.</param>
/// <param name="Word"><c>same</c> or <c>valid</c>; null where numbers say it.</param>
public readonly record struct NirPadding(Size2D? Zeros, string? Word = null)
{
    /// <summary>Padding by numbers.</summary>
    public static implicit operator NirPadding(Size2D zeros) => new(zeros);

    /// <summary>The same number of zeros on all sides.</summary>
    public static implicit operator NirPadding(int zeros) => new(new Size2D(zeros, zeros));

    internal DataItem Item(bool isPair) => Word is not null ? new DataText(Word) : isPair ? NumericArray.Integers(Zeros!.Value.Height, Zeros.Value.Width) : NumericArray.Of((ReadOnlySpan<long>)[Zeros!.Value.Width]);

    internal static NirPadding Read(FieldReader fields)
    {
        if (fields.Text("padding") is not { } word) return fields.Pair("padding", 0);
        return word is "same" or "valid" ? new NirPadding(null, word) : throw fields.Fault($"the field 'padding' must be numbers, 'same' or 'valid', got '{word}'");
    }

    /// <summary>The zeros on each side.</summary>
    /// <exception cref="NirShapeException">The word asks for different numbers on the two sides.</exception>
    internal Size2D For(Size2D kernel, Size2D stride, Size2D dilation)
    {
        if (Zeros is { } zeros) return zeros;
        if (Word == "valid") return 0;
        Size2D spread = new(dilation.Height * (kernel.Height - 1), dilation.Width * (kernel.Width - 1));
        if (stride != 1 || spread.Height % 2 != 0 || spread.Width % 2 != 0)
            throw new NirShapeException($"has the padding 'same' with a kernel of {kernel}, a stride of {stride} and a dilation of {dilation}; it is the same on both sides only for a stride of 1 and an odd kernel");
        return new Size2D(spread.Height / 2, spread.Width / 2);
    }
}

/// <summary>Convolution over one dimension: cross-correlation, as Conv1d of PyTorch.</summary>
/// <param name="Weight">Weights (out, in / groups, kernel).</param>
/// <param name="Bias">b (out,).</param>
/// <param name="Stride">Positions between neighbouring outputs.</param>
/// <param name="Padding">Zeros around the input; the width counts.</param>
/// <param name="Dilation">Positions between neighbouring places of the kernel.</param>
/// <param name="Groups">Number of groups of channels.</param>
/// <param name="InputShape">Length of the input, without channels; null where the file does not say.</param>
public sealed record Conv1dNode(NumericArray Weight, NumericArray Bias, int Stride, NirPadding Padding, int Dilation, int Groups, int? InputShape = null) : NirNode
{
    /// <inheritdoc/>
    public override string Type => "Conv1d";

    internal override string? Conflict => ConvolutionShape.Conflict(Weight, Bias, Groups, 3);

    internal Convolution Rule(NirShape input)
    {
        if (input.Rank != 2) throw new NirShapeException($"takes (channels, length), but gets {input}");
        if (InputShape is { } length && length != input[1]) throw new NirShapeException($"declares inputs of the length {length}, but gets {input}");
        Size2D padding = Padding.For((1, Weight.Shape[2]), (1, Stride), (1, Dilation));
        return ConvolutionShape.Rule(new MapShape(input[0], 1, input[1]), Weight, (1, Stride), (0, padding.Width), (1, Dilation), Groups);
    }

    internal override NirShape OutputFor(NirShape input) => Rule(input).OutputShape is var shape ? new NirShape(shape.Channels, shape.Width) : default;

    internal override void Write(FieldWriter fields)
    {
        if (InputShape is { } length) fields.Add("input_shape", length);
        fields.Add("weight", Weight);
        fields.Add("bias", Bias);
        fields.Add("stride", Stride);
        fields.Add("padding", Padding.Item(isPair: false));
        fields.Add("dilation", Dilation);
        fields.Add("groups", Groups);
    }

    internal static Conv1dNode Read(FieldReader fields) => new(
        fields.Array("weight"), fields.Array("bias"), fields.Integer("stride", 1), NirPadding.Read(fields), fields.Integer("dilation", 1), fields.Integer("groups", 1),
        fields.Optional("input_shape") is null ? null : fields.Integer("input_shape", 1));
}

/// <summary>Convolution over two dimensions: cross-correlation, as Conv2d of PyTorch.</summary>
/// <param name="Weight">Weights (out, in / groups, height, width).</param>
/// <param name="Bias">b (out,).</param>
/// <param name="Stride">Positions between neighbouring outputs.</param>
/// <param name="Padding">Zeros around the input.</param>
/// <param name="Dilation">Positions between neighbouring places of the kernel.</param>
/// <param name="Groups">Number of groups of channels.</param>
/// <param name="InputShape">Height and width of the input; null where the file does not say.</param>
public sealed record Conv2dNode(NumericArray Weight, NumericArray Bias, Size2D Stride, NirPadding Padding, Size2D Dilation, int Groups, Size2D? InputShape = null) : NirNode
{
    /// <inheritdoc/>
    public override string Type => "Conv2d";

    internal override string? Conflict => ConvolutionShape.Conflict(Weight, Bias, Groups, 4);

    internal Convolution Rule(NirShape input)
    {
        if (input.Rank != 3) throw new NirShapeException($"takes (channels, height, width), but gets {input}");
        if (InputShape is { } size && (size.Height != input[1] || size.Width != input[2])) throw new NirShapeException($"declares inputs of {size}, but gets {input}");
        Size2D padding = Padding.For((Weight.Shape[2], Weight.Shape[3]), Stride, Dilation);
        return ConvolutionShape.Rule(new MapShape(input[0], input[1], input[2]), Weight, Stride, padding, Dilation, Groups);
    }

    internal override NirShape OutputFor(NirShape input) => ConvolutionShape.Shape(Rule(input).OutputShape);

    internal override void Write(FieldWriter fields)
    {
        if (InputShape is { } size) fields.Add("input_shape", size);
        fields.Add("weight", Weight);
        fields.Add("bias", Bias);
        fields.Add("stride", Stride);
        fields.Add("padding", Padding.Item(isPair: true));
        fields.Add("dilation", Dilation);
        fields.Add("groups", Groups);
    }

    internal static Conv2dNode Read(FieldReader fields) => new(
        fields.Array("weight"), fields.Array("bias"), fields.Pair("stride", 1), NirPadding.Read(fields), fields.Pair("dilation", 1), fields.Integer("groups", 1), fields.OptionalPair("input_shape", 1));
}

internal static class ConvolutionShape
{
    public static NirShape Shape(MapShape shape) => new(shape.Channels, shape.Height, shape.Width);

    public static string? Conflict(NumericArray weight, NumericArray bias, int groups, int rank)
    {
        if (weight.Rank != rank) return $"its weight {weight.ShapeText} must have {rank} dimensions";
        if (weight.Shape[0] % groups != 0) return $"its {groups} groups do not divide the {weight.Shape[0]} outputs of its weight {weight.ShapeText}";
        return bias.Length == weight.Shape[0] ? null : $"its bias {bias.ShapeText} does not fit its weight {weight.ShapeText}";
    }

    public static Convolution Rule(MapShape input, NumericArray weight, Size2D stride, Size2D padding, Size2D dilation, int groups)
    {
        try
        {
            return new Convolution(input, weight.ToWeights(weight.Shape), stride, padding, dilation, groups);
        }
        catch (ArgumentException problem)
        {
            throw new NirShapeException($"does not take {input}: {problem.Message.TrimEnd('.')}");
        }
    }

    public static Pooling Rule(PoolingKind kind, NirShape input, Size2D kernel, Size2D stride, Size2D padding)
    {
        if (input.Rank != 3) throw new NirShapeException($"takes (channels, height, width), but gets {input}");
        try
        {
            return new Pooling(kind, new MapShape(input[0], input[1], input[2]), kernel, stride, padding);
        }
        catch (ArgumentException problem)
        {
            throw new NirShapeException($"does not take {input}: {problem.Message.TrimEnd('.')}");
        }
    }
}
