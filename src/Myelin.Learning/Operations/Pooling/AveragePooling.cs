using Myelin.Learning.Operations.Convolutions;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Pooling;

/// <summary>What a window's sum is divided by.</summary>
internal enum WindowDivisor
{
    /// <summary>Nothing: the sum.</summary>
    One,

    /// <summary>Its size, padding included.</summary>
    Size,

    /// <summary>How much of it lies on the image.</summary>
    Covered,
}

/// <summary>The sum or the mean of each window, of one size or, in adaptive pooling, so that a given number of windows covers the image.</summary>
internal sealed unsafe class AveragePooling : Operation
{
    private readonly Action<int> forward;
    private readonly Action<int> backward;
    private Tensor x;
    private PoolGeometry geometry;
    private WindowDivisor divisor;
    private float* target;
    private int perChunk;
    private int planes;
    private bool isAdaptive;
    private bool first;

    /// <summary>Made by the tape.</summary>
    public AveragePooling()
    {
        forward = Forward;
        backward = Differentiate;
    }

    public static Tensor Of(Tensor x, Spatial kernel, Spatial stride, Spatial padding, int axes, WindowDivisor divisor) =>
        Of(x, PoolGeometry.Of(x.Shape, kernel, stride, padding, axes, divisor == WindowDivisor.One ? "sum_pool" : "avg_pool"), axes, divisor, isAdaptive: false);

    /// <summary>So many windows.</summary>
    public static Tensor Adaptive(Tensor x, Spatial windows, int axes) =>
        Of(x, PoolGeometry.Adaptive(x.Shape, windows, axes), axes, WindowDivisor.Covered, isAdaptive: true);

    protected override void Backward()
    {
        target = GradientTarget(x, out first);
        Workers.Run(Chunk.Rows(planes, geometry.Image.Volume, out perChunk), backward);
    }

    private static Tensor Of(Tensor x, in PoolGeometry geometry, int axes, WindowDivisor divisor, bool isAdaptive)
    {
        if (x.Repeats && x.Shape.Rank == axes + 1) x = x.Expanded();
        AveragePooling operation = Rent<AveragePooling>();
        operation.x = x;
        operation.geometry = geometry;
        operation.divisor = divisor;
        operation.isAdaptive = isAdaptive;
        Tape tape = Tape.Current;
        Tensor y = x.Repeats ? tape.NewRepeated(geometry.Result) : tape.New(geometry.Result);
        operation.planes = checked((int)(y.Storage.Stored / geometry.Feature.Volume));
        operation.Record(y, x);
        Workers.Run(Chunk.Rows(operation.planes, geometry.Image.Volume, out operation.perChunk), operation.forward);
        return y;
    }

    private (int From, int To) Window(int index, int stride, int padding, int kernel, int length, int windows) =>
        isAdaptive ? (index * length / windows, (((index + 1) * length) + windows - 1) / windows) : PoolGeometry.Window(index, stride, padding, kernel, length);

    private void Forward(int chunk) => Walk(chunk, isBackward: false);

    private void Differentiate(int chunk) => Walk(chunk, isBackward: true);

    private void Walk(int chunk, bool isBackward)
    {
        int end = Math.Min(planes, (chunk + 1) * perChunk), size = geometry.Image.Volume, results = geometry.Feature.Volume;
        for (int p = chunk * perChunk; p < end; p++)
        {
            if (isBackward)
            {
                float* to = target + ((long)p * size);
                if (first) new Span<float>(to, size).Clear();
                Plane(to, Result.GradientPointer + ((long)p * results), isBackward);
            }
            else
            {
                Plane(x.Pointer + ((long)p * size), Result.Pointer + ((long)p * results), isBackward);
            }
        }
    }

    private void Plane(float* image, float* windows, bool isBackward)
    {
        Spatial size = geometry.Image, feature = geometry.Feature, kernel = geometry.Kernel, stride = geometry.Stride, padding = geometry.Padding;
        for (int z = 0; z < feature.Depth; z++)
        {
            (int z0, int z1) = Window(z, stride.Depth, padding.Depth, kernel.Depth, size.Depth, feature.Depth);
            for (int y = 0; y < feature.Height; y++)
            {
                (int y0, int y1) = Window(y, stride.Height, padding.Height, kernel.Height, size.Height, feature.Height);
                for (int c = 0; c < feature.Width; c++, windows++)
                {
                    (int x0, int x1) = Window(c, stride.Width, padding.Width, kernel.Width, size.Width, feature.Width);
                    float scale = divisor switch
                    {
                        WindowDivisor.One => 1,
                        WindowDivisor.Size => 1f / kernel.Volume,
                        _ => 1f / ((z1 - z0) * (y1 - y0) * (x1 - x0)),
                    };
                    float sum = 0, share = isBackward ? *windows * scale : 0;
                    for (int k = z0; k < z1; k++)
                    {
                        for (int i = y0; i < y1; i++)
                        {
                            float* row = image + (((k * size.Height) + i) * size.Width);
                            if (isBackward) for (int j = x0; j < x1; j++) row[j] += share;
                            else for (int j = x0; j < x1; j++) sum += row[j];
                        }
                    }

                    if (!isBackward) *windows = sum * scale;
                }
            }
        }
    }
}
