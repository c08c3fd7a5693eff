using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Delays;

/// <summary>
/// The dense kernel of a dilated convolution with learnable spacings: each weight is a bump at a position of its own,
/// k[i] = sum_j w_j X_j[i] / (sum_i X_j[i] + 1e-7). Along several axes X is the product of the axes' bumps.
/// </summary>
internal sealed unsafe class SpacedKernel : Operation
{
    private const int PairsPerChunk = 128;
    private const float Least = 1e-7f;

    private readonly Action<int> build;
    private readonly Action<int> differentiate;
    private Tensor weight;
    private Tensor positions;
    private Tensor sigma;
    private Interpolation interpolation = Interpolation.Gaussian;
    private Spatial size;
    private Spatial origin;
    private int axes;
    private int pairs;
    private int bumps;
    private int pairStride;
    private int tapStride;
    private float* weightGradient;
    private float* positionGradient;
    private float* sigmaGradient;
    private float* built;

    /// <summary>Made by the tape.</summary>
    public SpacedKernel()
    {
        build = Build;
        differentiate = Differentiate;
    }

    /// <summary>Builds the kernel.</summary>
    /// <param name="weight">[out, in, bumps].</param>
    /// <param name="positions">[axes, out, in, bumps], outermost axis first, counted from <paramref name="origin"/>.</param>
    /// <param name="sigma">The same shape, or one number for all.</param>
    /// <param name="interpolation">The bump.</param>
    /// <param name="size">Size of the kernel; 1 along axes that there are not.</param>
    /// <param name="origin">The place that position 0 means.</param>
    /// <param name="tapsFirst">Whether the kernel is [size, out, in] rather than [out, in, size...].</param>
    public static Tensor Of(Tensor weight, Tensor positions, Tensor sigma, Interpolation interpolation, Spatial size, Spatial origin, bool tapsFirst)
    {
        Shape shape = weight.Shape;
        int along = positions.Shape.Rank > 0 ? positions.Shape[0] : 0;
        if (shape.Rank != 3 || along is < 1 or > 3 || positions.Shape != Shape.Create([along, shape[0], shape[1], shape[2]]))
            throw new ArgumentException($"spaced kernel: the weights {shape} must be [out, in, bumps] and the positions {positions.Shape} [axes, out, in, bumps].");
        if (sigma.Shape.Count != 1 && sigma.Shape != positions.Shape)
            throw new ArgumentException($"spaced kernel: sigma {sigma.Shape} must be one number or have the shape of the positions {positions.Shape}.");
        if (sigma.RequiresGradient && sigma.Shape != positions.Shape)
            throw new ArgumentException($"spaced kernel: a sigma that is learnt has the shape of the positions {positions.Shape}, this one {sigma.Shape}.");
        SpacedKernel operation = Rent<SpacedKernel>();
        operation.weight = weight;
        operation.positions = positions;
        operation.sigma = sigma;
        operation.interpolation = interpolation;
        operation.size = size;
        operation.origin = origin;
        operation.axes = along;
        operation.pairs = shape[0] * shape[1];
        operation.bumps = shape[2];
        operation.pairStride = tapsFirst ? 1 : size.Volume;
        operation.tapStride = tapsFirst ? operation.pairs : 1;
        Shape result = tapsFirst
            ? [size.Volume, shape[0], shape[1]]
            : along switch { 1 => [shape[0], shape[1], size.Width], 2 => [shape[0], shape[1], size.Height, size.Width], _ => [shape[0], shape[1], size.Depth, size.Height, size.Width] };
        return operation.Record(operation.Compute(result), weight, positions, sigma);
    }

    protected override void Backward()
    {
        weightGradient = Target(weight);
        positionGradient = Target(positions);
        sigmaGradient = Target(sigma);
        Workers.Run((pairs + PairsPerChunk - 1) / PairsPerChunk, differentiate);
    }

    private static float* Target(Tensor operand)
    {
        if (!operand.RequiresGradient) return null;
        float* target = GradientTarget(operand, out bool first);
        if (first) new Span<float>(target, checked((int)operand.Shape.Count)).Clear();
        return target;
    }

    private Tensor Compute(Shape shape)
    {
        Tensor kernel = Tape.Current.New(shape);
        built = kernel.Pointer;
        Workers.Run((pairs + PairsPerChunk - 1) / PairsPerChunk, build);
        return kernel;
    }

    // The bump of each axis, in the thread's memory; an axis that there is not is 1 at its only place.
    private void Bump(int at, Span<float> values, Span<float> byCentre, Span<float> bySigma)
    {
        int total = pairs * bumps, from = 0;
        for (int axis = 0; axis < 3; axis++)
        {
            (int length, int start) = axis switch { 0 => (size.Depth, origin.Depth), 1 => (size.Height, origin.Height), _ => (size.Width, origin.Width) };
            int own = axis - (3 - axes);
            if (own < 0)
            {
                values[from] = 1;
                if (!byCentre.IsEmpty) byCentre[from] = 0;
                if (!bySigma.IsEmpty) bySigma[from] = 0;
            }
            else
            {
                float width = sigma.Shape.Count == 1 ? sigma.Pointer[0] : sigma.Pointer[(own * total) + at];
                interpolation.Spread(
                    positions.Pointer[(own * total) + at] + start,
                    width,
                    values.Slice(from, length),
                    byCentre.IsEmpty ? default : byCentre.Slice(from, length),
                    bySigma.IsEmpty ? default : bySigma.Slice(from, length));
            }

            from += length;
        }
    }

    private void Build(int chunk)
    {
        int lengths = size.Depth + size.Height + size.Width, volume = size.Volume;
        int first = chunk * PairsPerChunk, count = Math.Min(pairs, first + PairsPerChunk) - first;
        Span<float> x = stackalloc float[lengths], kernel = new float[volume];
        float* rows = tapStride == 1 ? null : Scratch.Rent(6, (long)volume * count);
        Span<float> depth = x[..size.Depth], height = x.Slice(size.Depth, size.Height), width = x[^size.Width..];
        for (int pair = first; pair < first + count; pair++)
        {
            kernel.Clear();
            for (int bump = 0; bump < bumps; bump++)
            {
                int at = (pair * bumps) + bump;
                Bump(at, x, default, default);
                float scale = weight.Pointer[at] * Norm(depth, height, width);
                for (int z = 0; z < depth.Length; z++)
                {
                    for (int y = 0; y < height.Length; y++)
                    {
                        Span<float> row = kernel.Slice(((z * height.Length) + y) * width.Length, width.Length);
                        TensorPrimitives.MultiplyAdd(width, scale * depth[z] * height[y], row, row);
                    }
                }
            }

            if (tapStride == 1)
            {
                kernel.CopyTo(new Span<float>(built + ((long)pair * pairStride), volume));
                continue;
            }

            for (int i = 0; i < volume; i++) rows[((long)i * count) + pair - first] = kernel[i];
        }

        // Taps lie far apart: a row of pairs at a time.
        for (int i = 0; tapStride != 1 && i < volume; i++) new ReadOnlySpan<float>(rows + ((long)i * count), count).CopyTo(new Span<float>(built + ((long)i * tapStride) + first, count));
    }

    private float Norm(ReadOnlySpan<float> depth, ReadOnlySpan<float> height, ReadOnlySpan<float> width) =>
        interpolation.IsNormalised ? 1 / ((TensorPrimitives.Sum(depth) * TensorPrimitives.Sum(height) * TensorPrimitives.Sum(width)) + Least) : 1;

    private void Differentiate(int chunk)
    {
        int lengths = size.Depth + size.Height + size.Width, volume = size.Volume;
        int first = chunk * PairsPerChunk, count = Math.Min(pairs, first + PairsPerChunk) - first;
        Span<float> x = stackalloc float[lengths], dc = stackalloc float[lengths], ds = stackalloc float[lengths], g = new float[volume];
        float* rows = tapStride == 1 ? null : Scratch.Rent(6, (long)volume * count), from = Result.GradientPointer;
        for (int i = 0; tapStride != 1 && i < volume; i++) new ReadOnlySpan<float>(from + ((long)i * tapStride) + first, count).CopyTo(new Span<float>(rows + ((long)i * count), count));
        for (int pair = first; pair < first + count; pair++)
        {
            if (tapStride == 1) new ReadOnlySpan<float>(from + ((long)pair * pairStride), volume).CopyTo(g);
            for (int i = 0; tapStride != 1 && i < volume; i++) g[i] = rows[((long)i * count) + pair - first];
            for (int bump = 0; bump < bumps; bump++) Differentiate((pair * bumps) + bump, x, dc, ds, g);
        }
    }

    // With k = w X / S: dL/dw = sum G X / S, and dL/dp = w / S (sum G X' - sum G X / S sum X').
    private void Differentiate(int at, Span<float> x, Span<float> dc, Span<float> ds, ReadOnlySpan<float> g)
    {
        Bump(at, x, dc, sigmaGradient is null ? default : ds);
        ReadOnlySpan<float> depth = x[..size.Depth], height = x.Slice(size.Depth, size.Height), width = x[^size.Width..];
        float norm = Norm(depth, height, width), w = weight.Pointer[at];
        float share = norm * Contract(g, depth, height, width);
        if (weightGradient is not null) weightGradient[at] += share;
        if (positionGradient is null && sigmaGradient is null) return;
        int total = pairs * bumps;
        for (int own = 0; own < axes; own++)
        {
            int axis = own + 3 - axes;
            if (positionGradient is not null) positionGradient[(own * total) + at] += w * norm * Slope(g, x, dc, axis, share);
            if (sigmaGradient is not null) sigmaGradient[(own * total) + at] += w * norm * Slope(g, x, ds, axis, share);
        }
    }

    private float Slope(ReadOnlySpan<float> g, ReadOnlySpan<float> x, ReadOnlySpan<float> slopes, int axis, float share)
    {
        ReadOnlySpan<float> depth = (axis == 0 ? slopes : x)[..size.Depth];
        ReadOnlySpan<float> height = (axis == 1 ? slopes : x).Slice(size.Depth, size.Height);
        ReadOnlySpan<float> width = (axis == 2 ? slopes : x)[^size.Width..];
        float slope = Contract(g, depth, height, width);
        if (interpolation.IsNormalised) slope -= share * TensorPrimitives.Sum(depth) * TensorPrimitives.Sum(height) * TensorPrimitives.Sum(width);
        return slope;
    }

    private static float Contract(ReadOnlySpan<float> g, ReadOnlySpan<float> depth, ReadOnlySpan<float> height, ReadOnlySpan<float> width)
    {
        float sum = 0;
        for (int z = 0; z < depth.Length; z++)
        {
            for (int y = 0; y < height.Length; y++)
                sum += depth[z] * height[y] * TensorPrimitives.Dot(g.Slice(((z * height.Length) + y) * width.Length, width.Length), width);
        }

        return sum;
    }
}
