using Myelin.Learning.Tensors;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Products;

namespace Myelin.Learning.Operations.Convolutions;

internal sealed unsafe partial class Correlation
{
    private const int LongestTable = 4_000_000;

    private int* reached;
    private int* reachedBy;
    private int stride;

    /// <summary>Whether the tables of what an event reaches are small enough to be made.</summary>
    public static bool CanUseEvents(in Geometry geometry) => (long)geometry.Image.Volume * geometry.Kernel.Volume <= LongestTable;

    /// <summary>
    /// As <see cref="Features"/> without adding, for images that are mostly zeros: what is not 0 adds its weights, a vector over features, to
    /// every feature that it reaches.
    /// </summary>
    public static void EventFeatures(in Geometry geometry, float* images, float* weight, float* bias, float* features)
    {
        Correlation job = Start(geometry);
        job.images = images;
        job.features = features;
        job.bias = bias;
        job.StartEvents();
        int rows = geometry.GroupFeatures, count = geometry.Terms;
        job.packed = Scratch.Rent(7, (long)geometry.Groups * count * job.stride);
        for (int g = 0; g < geometry.Groups; g++)
            Strided.Pack(job.packed + ((long)g * count * job.stride), weight + ((long)g * rows * count), 1, count, count, rows, job.stride);
        Workers.Run(job.Chunks, job.events);
    }

    /// <summary>As <see cref="Weights"/>, for images that are mostly zeros.</summary>
    public static void EventWeights(in Geometry geometry, float* images, float* features, float* gradient, bool add)
    {
        Correlation job = Start(geometry);
        job.images = images;
        job.features = features;
        job.weight = gradient;
        job.add = add;
        job.StartEvents();
        job.parts = Math.Clamp(geometry.Images, 1, Parts);
        job.partial = Scratch.Rent(7, job.parts * job.EventPartSize);
        Workers.Run(job.parts, job.eventWeigh);
        Workers.Run(geometry.Groups, job.eventSum);
    }

    private long EventPartSize => (long)geometry.Groups * geometry.Terms * stride;

    // For every place of an image: which features it reaches, and through which weight of the kernel.
    private void StartEvents()
    {
        Spatial image = geometry.Image, kernel = geometry.Kernel, feature = geometry.Feature;
        stride = (geometry.GroupFeatures + 15) / 16 * 16;
        reached = (int*)Scratch.Rent(5, image.Volume + 1 + (2L * image.Volume * kernel.Volume));
        reachedBy = reached + image.Volume + 1;
        int count = 0, place = 0;
        for (int z = 0; z < image.Depth; z++)
        {
            for (int y = 0; y < image.Height; y++)
            {
                for (int x = 0; x < image.Width; x++)
                {
                    reached[place++] = count;
                    for (int tap = 0; tap < kernel.Volume; tap++)
                    {
                        int kx = tap % kernel.Width, ky = tap / kernel.Width % kernel.Height, kz = tap / kernel.Width / kernel.Height;
                        int ox = Feature(x + geometry.Padding.Width - (kx * geometry.Dilation.Width), geometry.Stride.Width, feature.Width);
                        int oy = Feature(y + geometry.Padding.Height - (ky * geometry.Dilation.Height), geometry.Stride.Height, feature.Height);
                        int oz = Feature(z + geometry.Padding.Depth - (kz * geometry.Dilation.Depth), geometry.Stride.Depth, feature.Depth);
                        if (ox < 0 || oy < 0 || oz < 0) continue;
                        reachedBy[2 * count] = tap * stride;
                        reachedBy[(2 * count) + 1] = ((((oz * feature.Height) + oy) * feature.Width) + ox) * stride;
                        count++;
                    }
                }
            }
        }

        reached[place] = count;
    }

    private static int Feature(int from, int stride, int length) => from >= 0 && from % stride == 0 && from / stride < length ? from / stride : -1;

    private void Events(int chunk)
    {
        int first = chunk * perChunk, end = Math.Min(geometry.Images, first + perChunk), pixelCount = geometry.Feature.Volume, rows = geometry.GroupFeatures;
        float* sums = Scratch.Rent(2, (long)pixelCount * stride);
        for (int i = first; i < end; i++)
        {
            for (int g = 0; g < geometry.Groups; g++)
            {
                Fill(sums, g, pixelCount);
                AddAll<Forwards>(images + (i * geometry.ImageSize), g, sums, packed + ((long)g * geometry.Terms * stride));
                Strided.Pack(features + (i * geometry.FeatureSize) + ((long)g * rows * pixelCount), sums, 1, stride, rows, pixelCount, pixelCount);
            }
        }
    }

    private void Fill(float* sums, int group, int pixelCount)
    {
        if (bias is null)
        {
            new Span<float>(sums, pixelCount * stride).Clear();
            return;
        }

        var start = new ReadOnlySpan<float>(bias + (group * geometry.GroupFeatures), geometry.GroupFeatures);
        for (int p = 0; p < pixelCount; p++) start.CopyTo(new Span<float>(sums + ((long)p * stride), stride));
    }

    private void EventWeigh(int part)
    {
        int pixelCount = geometry.Feature.Volume, rows = geometry.GroupFeatures;
        float* sums = partial + (part * EventPartSize), turned = Scratch.Rent(2, (long)pixelCount * stride);
        new Span<float>(sums, checked((int)EventPartSize)).Clear();
        int end = (int)((long)geometry.Images * (part + 1) / parts);
        for (int i = (int)((long)geometry.Images * part / parts); i < end; i++)
        {
            for (int g = 0; g < geometry.Groups; g++)
            {
                Strided.Pack(turned, features + (i * geometry.FeatureSize) + ((long)g * rows * pixelCount), 1, pixelCount, pixelCount, rows, stride);
                AddAll<Backwards>(images + (i * geometry.ImageSize), g, turned, sums + ((long)g * geometry.Terms * stride));
            }
        }
    }

    // Everything of a group's channels that is not 0, in order.
    private void AddAll<TWay>(float* image, int group, float* features, float* weights)
        where TWay : struct, IWay
    {
        int channels = geometry.ImageChannels / geometry.Groups, size = geometry.Image.Volume, taps = geometry.Kernel.Volume;
        image += (long)group * channels * size;
        for (int c = 0; c < channels; c++, image += size, weights += (long)taps * stride)
        {
            int i = 0;
            for (; i + 16 <= size; i += 16)
            {
                ulong mask = (~Vector512.Equals(Vector512.Load(image + i), Vector512<float>.Zero)).ExtractMostSignificantBits();
                for (; mask != 0; mask &= mask - 1)
                {
                    int place = i + BitOperations.TrailingZeroCount(mask);
                    AddOne<TWay>(image[place], place, features, weights);
                }
            }

            for (; i < size; i++)
            {
                if (image[i] != 0) AddOne<TWay>(image[i], i, features, weights);
            }
        }
    }

    private void AddOne<TWay>(float value, int place, float* features, float* weights)
        where TWay : struct, IWay
    {
        Vector512<float> values = Vector512.Create(value);
        int width = stride;
        int* pair = reachedBy + (2L * reached[place]), end = reachedBy + (2L * reached[place + 1]);
        if (width == 64)
        {
            for (; pair < end; pair += 2)
            {
                float* w = weights + pair[0], y = features + pair[1];
                TWay.Add(values, y, w);
                TWay.Add(values, y + 16, w + 16);
                TWay.Add(values, y + 32, w + 32);
                TWay.Add(values, y + 48, w + 48);
            }

            return;
        }

        for (; pair < end; pair += 2)
        {
            float* w = weights + pair[0], y = features + pair[1];
            for (int j = 0; j < width; j += 16) TWay.Add(values, y + j, w + j);
        }
    }

    private void SumEventWeights(int group)
    {
        int rows = geometry.GroupFeatures, count = geometry.Terms;
        float* sums = partial + ((long)group * count * stride);
        var total = new Span<float>(sums, count * stride);
        for (int p = 1; p < parts; p++) TensorPrimitives.Add(total, new ReadOnlySpan<float>(sums + (p * EventPartSize), total.Length), total);
        float* target = weight + ((long)group * rows * count);
        for (int r = 0; r < rows; r++)
        {
            for (int k = 0; k < count; k++) target[((long)r * count) + k] = (add ? target[((long)r * count) + k] : 0) + sums[((long)k * stride) + r];
        }
    }

    private interface IWay
    {
        static abstract void Add(Vector512<float> value, float* feature, float* weight);
    }

    private readonly struct Forwards : IWay
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(Vector512<float> value, float* feature, float* weight) =>
            Vector512.FusedMultiplyAdd(value, Vector512.Load(weight), Vector512.Load(feature)).Store(feature);
    }

    private readonly struct Backwards : IWay
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(Vector512<float> value, float* feature, float* weight) =>
            Vector512.FusedMultiplyAdd(value, Vector512.Load(feature), Vector512.Load(weight)).Store(weight);
    }
}
