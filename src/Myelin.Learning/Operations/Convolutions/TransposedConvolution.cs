using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Convolutions;

/// <summary>A transposed convolution: what the gradient of a convolution with respect to its input is, as an operation of its own.</summary>
internal sealed unsafe class TransposedConvolution : Operation
{
    private Tensor x;
    private Tensor weight;
    private Tensor bias;
    private Geometry geometry;

    public static Tensor Of(Tensor x, Tensor weight, Tensor bias, Spatial stride, Spatial padding, Spatial extra, Spatial dilation, int groups, int axes)
    {
        Shape shape = x.Shape, kernel = weight.Shape;
        Convolution.Check(axes, shape, kernel, groups, bias, kernel.Rank > 1 ? kernel[1] * groups : 0);
        if (shape[shape.Rank - axes - 1] != kernel[0])
            throw new ArgumentException($"conv_transpose{axes}d: the input {shape} must have as many channels as the first axis of the weights {kernel} ([in, out / groups, ...]).");
        if (x.Repeats && shape.Rank == axes + 1) x = x.Expanded();
        TransposedConvolution operation = Rent<TransposedConvolution>();
        operation.x = x;
        operation.weight = weight;
        operation.bias = bias;
        ref Geometry g = ref operation.geometry;
        g.Groups = groups;
        g.FeatureChannels = kernel[0];
        g.ImageChannels = kernel[1] * groups;
        g.Feature = Spatial.Of(shape, axes);
        g.Kernel = Spatial.Of(kernel, axes);
        g.Stride = (stride.IsEmpty ? 1 : stride).Along(axes, 1);
        g.Dilation = (dilation.IsEmpty ? 1 : dilation).Along(axes, 1);
        g.Padding = padding.Along(axes, 0);
        Spatial more = extra.Along(axes, 0);
        if (g.Stride.Least < 1 || g.Dilation.Least < 1 || g.Padding.Least < 0 || more.Least < 0)
            throw new ArgumentException($"conv_transpose{axes}d: stride {g.Stride} and dilation {g.Dilation} must be at least 1, padding {g.Padding} and output padding {more} at least 0.");
        g.Image = new Spatial(
            Size(g.Feature.Depth, g.Kernel.Depth, g.Stride.Depth, g.Padding.Depth, g.Dilation.Depth, more.Depth),
            Size(g.Feature.Height, g.Kernel.Height, g.Stride.Height, g.Padding.Height, g.Dilation.Height, more.Height),
            Size(g.Feature.Width, g.Kernel.Width, g.Stride.Width, g.Padding.Width, g.Dilation.Width, more.Width));
        if (g.Image.Least < 1) throw new ArgumentException($"conv_transpose{axes}d: the input {shape} with the weights {kernel} and padding {g.Padding} gives no result.");
        g.Images = checked((int)(x.Storage.Stored / Math.Max(1, g.FeatureSize)));
        Shape result = Geometry.Under(shape, axes, g.ImageChannels, g.Image);
        Tensor y = x.Repeats ? Tape.Current.NewRepeated(result) : Tape.Current.New(result);
        Correlation.Images(g, x.Pointer, weight.Pointer, bias.Exists ? bias.Pointer : null, y.Pointer, add: false);
        return operation.Record(y, x, weight, bias);
    }

    protected override void Backward()
    {
        float* gradient = Result.GradientPointer;
        if (x.RequiresGradient)
        {
            float* target = GradientTarget(x, out bool first);
            Correlation.Features(geometry, gradient, weight.Pointer, null, target, !first);
        }

        if (weight.RequiresGradient)
        {
            float* target = GradientTarget(weight, out bool first);
            Correlation.Weights(geometry, gradient, x.Pointer, target, !first);
        }

        if (bias.Exists && bias.RequiresGradient)
        {
            float* target = GradientTarget(bias, out bool first);
            AxisSum.Run(gradient, [geometry.Images, geometry.ImageChannels, geometry.Image.Volume], 0b101, target, !first);
        }
    }

    private static int Size(int length, int kernel, int stride, int padding, int dilation, int extra) =>
        ((length - 1) * stride) - (2 * padding) + (dilation * (kernel - 1)) + extra + 1;
}
