using Myelin.Connectivity;

namespace Myelin.Interchange.Nir;

/// <summary>The sum over windows of every channel.</summary>
/// <param name="KernelSize">Height and width of a window.</param>
/// <param name="Stride">Positions between neighbouring windows.</param>
/// <param name="Padding">Zeros around the input.</param>
public sealed record SumPool2dNode(Size2D KernelSize, Size2D Stride, Size2D Padding) : NirNode
{
    /// <inheritdoc/>
    public override string Type => "SumPool2d";

    internal Pooling Rule(NirShape input) => ConvolutionShape.Rule(PoolingKind.Sum, input, KernelSize, Stride, Padding);

    internal override NirShape OutputFor(NirShape input) => ConvolutionShape.Shape(Rule(input).OutputShape);

    internal override void Write(FieldWriter fields)
    {
        fields.Add("kernel_size", KernelSize);
        fields.Add("stride", Stride);
        fields.Add("padding", Padding);
    }

    internal static SumPool2dNode Read(FieldReader fields) => new(fields.Pair("kernel_size", 1), fields.Pair("stride", 1), fields.Pair("padding", 0));
}

/// <summary>The mean over windows of every channel, padding included.</summary>
/// <param name="KernelSize">Height and width of a window.</param>
/// <param name="Stride">Positions between neighbouring windows.</param>
/// <param name="Padding">Zeros around the input.</param>
public sealed record AvgPool2dNode(Size2D KernelSize, Size2D Stride, Size2D Padding) : NirNode
{
    /// <inheritdoc/>
    public override string Type => "AvgPool2d";

    internal Pooling Rule(NirShape input) => ConvolutionShape.Rule(PoolingKind.Average, input, KernelSize, Stride, Padding);

    internal override NirShape OutputFor(NirShape input) => ConvolutionShape.Shape(Rule(input).OutputShape);

    internal override void Write(FieldWriter fields)
    {
        fields.Add("kernel_size", KernelSize);
        fields.Add("stride", Stride);
        fields.Add("padding", Padding);
    }

    internal static AvgPool2dNode Read(FieldReader fields) => new(fields.Pair("kernel_size", 1), fields.Pair("stride", 1), fields.Pair("padding", 0));
}
