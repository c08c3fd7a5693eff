using Myelin.Learning.Layers;
using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Convolutions;

/// <summary>
/// A convolution (cross-correlation, as everywhere in machine learning) over the one to three innermost axes. All axes in front of the channels
/// count images. An input that repeats over time is convolved once; one that is mostly zeros costs what is not.
/// </summary>
internal sealed unsafe class Convolution : Operation
{
    private Tensor x;
    private Tensor weight;
    private Tensor bias;
    private Geometry geometry;
    private bool isSparse;
    private PresynapticTrace? trace;

    public static Tensor Of(Tensor x, Tensor weight, Tensor bias, Spatial stride, Spatial padding, Spatial dilation, int groups, int axes, PresynapticTrace? trace = null)
    {
        Shape shape = x.Shape, kernel = weight.Shape;
        Check(axes, shape, kernel, groups, bias, kernel.Rank > 0 ? kernel[0] : 0);
        if (shape[shape.Rank - axes - 1] != kernel[1] * groups)
            throw new ArgumentException($"conv{axes}d: the input {shape} must have as many channels as the weights {kernel} ([out, in / groups, ...]) times {groups} groups.");
        if (x.Repeats && shape.Rank == axes + 1) x = x.Expanded();
        Convolution operation = Rent<Convolution>();
        operation.x = x;
        operation.weight = weight;
        operation.bias = bias;
        operation.trace = trace;
        ref Geometry g = ref operation.geometry;
        g.Groups = groups;
        g.ImageChannels = kernel[1] * groups;
        g.FeatureChannels = kernel[0];
        g.Image = Spatial.Of(shape, axes);
        g.Kernel = Spatial.Of(kernel, axes);
        g.Stride = (stride.IsEmpty ? 1 : stride).Along(axes, 1);
        g.Dilation = (dilation.IsEmpty ? 1 : dilation).Along(axes, 1);
        g.Padding = padding.Along(axes, 0);
        g.Feature = Sizes(g, axes, shape, kernel);
        g.Images = checked((int)(x.Storage.Stored / Math.Max(1, g.ImageSize)));
        Shape result = Geometry.Under(shape, axes, kernel[0], g.Feature);
        Tensor y = x.Repeats ? Tape.Current.NewRepeated(result) : Tape.Current.New(result);
        operation.isSparse = Activity.IsSparse(x, 1) && Correlation.CanUseEvents(g);
        float* start = bias.Exists ? bias.Pointer : null;
        if (operation.isSparse) Correlation.EventFeatures(g, x.Pointer, weight.Pointer, start, y.Pointer);
        else Correlation.Features(g, x.Pointer, weight.Pointer, start, y.Pointer, add: false);
        return operation.Record(y, x, weight, bias);
    }

    /// <summary>What convolutions and transposed convolutions refuse alike.</summary>
    public static void Check(int axes, Shape shape, Shape kernel, int groups, Tensor bias, int channels)
    {
        if (kernel.Rank != axes + 2 || shape.Rank < axes + 1)
            throw new ArgumentException($"conv{axes}d: the input {shape} must end with channels and {axes} axes of space, and the weights {kernel} must have two axes of channels and {axes} of space.");
        if (groups < 1 || kernel[0] % groups != 0)
            throw new ArgumentException($"conv{axes}d: the weights {kernel} cannot be cut into {groups} groups along their first axis.");
        if (bias.Exists && (bias.Shape.Rank != 1 || bias.Shape[0] != channels))
            throw new ArgumentException($"conv{axes}d: the bias {bias.Shape} must have one number for each of the {channels} channels that the weights {kernel} give.");
    }

    protected override void Backward()
    {
        float* gradient = Result.GradientPointer;
        if (x.RequiresGradient)
        {
            float* target = GradientTarget(x, out bool first);
            Correlation.Images(geometry, gradient, weight.Pointer, null, target, !first);
        }

        if (weight.RequiresGradient)
        {
            float* target = GradientTarget(weight, out bool first);
            if (trace is { IsUsed: true }) Correlation.Weights(geometry, trace.Traced.Pointer, gradient, target, !first);
            else if (isSparse) Correlation.EventWeights(geometry, x.Pointer, gradient, target, !first);
            else Correlation.Weights(geometry, x.Pointer, gradient, target, !first);
        }

        if (bias.Exists && bias.RequiresGradient)
        {
            if (trace is { IsUsed: true })
            {
                AddTracedBias(gradient);
                return;
            }

            float* target = GradientTarget(bias, out bool first);
            AxisSum.Run(gradient, [geometry.Images, geometry.FeatureChannels, geometry.Feature.Volume], 0b101, target, !first);
        }
    }

    private void AddTracedBias(float* gradient)
    {
        Tensor sums = Tape.Current.New(bias.Shape);
        AxisSum.Run(gradient, [geometry.Images, geometry.FeatureChannels, geometry.Feature.Volume], 0b101, sums.Pointer, add: false);
        Span<float> target = GradientOf(bias);
        TensorPrimitives.MultiplyAdd(sums.Values, trace!.BiasFactor, target, target);
    }

    private static Spatial Sizes(in Geometry g, int axes, Shape shape, Shape kernel)
    {
        if (g.Stride.Least < 1 || g.Dilation.Least < 1 || g.Padding.Least < 0)
            throw new ArgumentException($"conv{axes}d: stride {g.Stride} and dilation {g.Dilation} must be at least 1, padding {g.Padding} at least 0.");
        Spatial padded = g.Padded;
        var size = new Spatial(
            Size(padded.Depth, g.Kernel.Depth, g.Stride.Depth, g.Dilation.Depth),
            Size(padded.Height, g.Kernel.Height, g.Stride.Height, g.Dilation.Height),
            Size(padded.Width, g.Kernel.Width, g.Stride.Width, g.Dilation.Width));
        return size.Least >= 1
            ? size
            : throw new ArgumentException($"conv{axes}d: the input {shape} with its padding is smaller than the kernel of the weights {kernel}.");
    }

    private static int Size(int length, int kernel, int stride, int dilation) =>
        length <= dilation * (kernel - 1) ? 0 : ((length - (dilation * (kernel - 1)) - 1) / stride) + 1;
}
