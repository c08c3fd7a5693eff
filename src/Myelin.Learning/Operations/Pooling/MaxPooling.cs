using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Operations.Convolutions;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Pooling;

/// <summary>The largest number of each window; it remembers where that was. What is not 0 in the result is counted on the way.</summary>
internal sealed unsafe class MaxPooling : Operation
{
    private readonly Action<int> forward;
    private readonly Action<int> backward;
    private Tensor x;
    private Tensor places;
    private PoolGeometry geometry;
    private float* target;
    private bool first;
    private int perChunk;
    private int planes;
    private long active;

    /// <summary>Made by the tape.</summary>
    public MaxPooling()
    {
        forward = Forward;
        backward = Differentiate;
    }

    public static Tensor Of(Tensor x, Spatial kernel, Spatial stride, Spatial padding, int axes)
    {
        if (x.Repeats && x.Shape.Rank == axes + 1) x = x.Expanded();
        MaxPooling operation = Rent<MaxPooling>();
        operation.x = x;
        operation.geometry = PoolGeometry.Of(x.Shape, kernel, stride, padding, axes, "max_pool");
        Shape shape = operation.geometry.Result;
        Tape tape = Tape.Current;
        Tensor y = x.Repeats ? tape.NewRepeated(shape) : tape.New(shape);
        operation.places = tape.New([checked((int)y.Storage.Stored)]);
        operation.planes = checked((int)(y.Storage.Stored / operation.geometry.Feature.Volume));
        operation.active = 0;
        operation.Record(y, x);
        Workers.Run(Chunk.Rows(operation.planes, operation.geometry.Image.Volume, out operation.perChunk), operation.forward);
        y.Storage.Active = operation.active;
        return y;
    }

    protected override void Backward()
    {
        target = GradientTarget(x, out first);
        Workers.Run(Chunk.Rows(planes, geometry.Image.Volume, out perChunk), backward);
    }

    private void Forward(int chunk)
    {
        int end = Math.Min(planes, (chunk + 1) * perChunk), size = geometry.Image.Volume, results = geometry.Feature.Volume;
        long found = 0;
        for (int p = chunk * perChunk; p < end; p++)
        {
            float* from = x.Pointer + ((long)p * size), to = Result.Pointer + ((long)p * results);
            int* place = (int*)places.Pointer + ((long)p * results);
            if (geometry.IsHalving) Halve(from, to, place);
            else Plane(from, to, place);
            found += results - System.MemoryExtensions.Count(new ReadOnlySpan<float>(to, results), 0f);
        }

        Interlocked.Add(ref active, found);
    }

    private void Plane(float* from, float* to, int* place)
    {
        Spatial image = geometry.Image, feature = geometry.Feature;
        for (int z = 0; z < feature.Depth; z++)
        {
            (int z0, int z1) = PoolGeometry.Window(z, geometry.Stride.Depth, geometry.Padding.Depth, geometry.Kernel.Depth, image.Depth);
            for (int y = 0; y < feature.Height; y++)
            {
                (int y0, int y1) = PoolGeometry.Window(y, geometry.Stride.Height, geometry.Padding.Height, geometry.Kernel.Height, image.Height);
                for (int c = 0; c < feature.Width; c++)
                {
                    (int x0, int x1) = PoolGeometry.Window(c, geometry.Stride.Width, geometry.Padding.Width, geometry.Kernel.Width, image.Width);
                    int best = (((z0 * image.Height) + y0) * image.Width) + x0;
                    for (int k = z0; k < z1; k++)
                    {
                        for (int i = y0; i < y1; i++)
                        {
                            int row = ((k * image.Height) + i) * image.Width;
                            for (int j = x0; j < x1; j++)
                            {
                                if (from[row + j] > from[best] || float.IsNaN(from[row + j])) best = row + j;
                            }
                        }
                    }

                    *place++ = best;
                    *to++ = from[best];
                }
            }
        }
    }

    // Windows of 2 x 2 side by side.
    private void Halve(float* from, float* to, int* place)
    {
        int width = geometry.Image.Width;
        for (int y = 0; y < geometry.Feature.Height; y++)
        {
            float* upper = from + (2 * y * width), lower = upper + width;
            int row = 2 * y * width, n = 0;
            for (; n + 4 <= geometry.Feature.Width; n += 4, to += 4, place += 4) HalveFour(upper + (2 * n), lower + (2 * n), row + (2 * n), width, to, place);
            for (; n < geometry.Feature.Width; n++)
            {
                float a = upper[2 * n], b = upper[(2 * n) + 1], c = lower[2 * n], d = lower[(2 * n) + 1];
                bool right = b > a || float.IsNaN(b), lowerRight = d > c || float.IsNaN(d);
                float top = right ? b : a, bottom = lowerRight ? d : c;
                bool below = bottom > top || float.IsNaN(bottom);
                *to++ = below ? bottom : top;
                *place++ = row + (2 * n) + (below ? width + (lowerRight ? 1 : 0) : right ? 1 : 0);
            }
        }
    }

    // Four windows: a b above c d. No branch, since which number is the largest cannot be foreseen.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void HalveFour(float* upper, float* lower, int first, int width, float* to, int* place)
    {
        Vector256<int> order = Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7);
        Vector256<float> above = Vector256.Shuffle(Vector256.Load(upper), order), below = Vector256.Shuffle(Vector256.Load(lower), order);
        Vector128<float> a = above.GetLower(), b = above.GetUpper(), c = below.GetLower(), d = below.GetUpper();
        Vector128<float> right = Larger(b, a), lowerRight = Larger(d, c);
        Vector128<float> top = Vector128.ConditionalSelect(right, b, a), bottom = Vector128.ConditionalSelect(lowerRight, d, c), isBelow = Larger(bottom, top);
        Vector128.ConditionalSelect(isBelow, bottom, top).Store(to);
        Vector128<int> one = Vector128<int>.One, corner = Vector128.Create(first, first + 2, first + 4, first + 6);
        Vector128<int> inUpper = right.AsInt32() & one, inLower = Vector128.Create(width) + (lowerRight.AsInt32() & one);
        (corner + Vector128.ConditionalSelect(isBelow.AsInt32(), inLower, inUpper)).Store(place);
    }

    // All bits set where left is larger, or not a number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Larger(Vector128<float> left, Vector128<float> right) => Vector128.GreaterThan(left, right) | ~Vector128.Equals(left, left);

    private void Differentiate(int chunk)
    {
        int end = Math.Min(planes, (chunk + 1) * perChunk), size = geometry.Image.Volume, results = geometry.Feature.Volume;
        for (int p = chunk * perChunk; p < end; p++)
        {
            float* from = Result.GradientPointer + ((long)p * results), to = target + ((long)p * size);
            int* place = (int*)places.Pointer + ((long)p * results);
            if (first) new Span<float>(to, size).Clear();
            for (int i = 0; i < results; i++) to[place[i]] += from[i];
        }
    }
}
