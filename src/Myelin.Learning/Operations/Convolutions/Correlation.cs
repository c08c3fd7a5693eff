using Myelin.Learning.Tensors;
using Myelin.Learning.Products;

namespace Myelin.Learning.Operations.Convolutions;

/// <summary>
/// The three products of a convolution: features of images, images of features, and the weights' gradient of both. Images are taken in groups
/// of a few, each copied with its border of zeros into memory of the thread; a number that a sum needs then lies at the sum of two table
/// entries, for whatever stride, dilation and number of axes, and nothing like a matrix of all patches is ever written out.
/// </summary>
internal sealed unsafe partial class Correlation
{
    private const int Depth = 256;

    [ThreadStatic]
    private static Correlation? mine;

    private readonly Action<int> forward;
    private readonly Action<int> spread;
    private readonly Action<int> weigh;
    private readonly Action<int> sum;
    private readonly Action<int> events;
    private readonly Action<int> eventWeigh;
    private readonly Action<int> eventSum;
    private Geometry geometry;
    private float* images;
    private float* features;
    private float* weight;
    private float* bias;
    private float* packed;
    private float* partial;
    private int* terms;
    private int* pixels;
    private int perChunk;
    private int parts;
    private bool add;

    private Correlation()
    {
        forward = Forward;
        spread = Spread;
        weigh = Weigh;
        sum = SumWeights;
        events = Events;
        eventWeigh = EventWeigh;
        eventSum = SumEventWeights;
    }

    private static int PackedRows(int rows) => (rows + Tile.Rows - 1) / Tile.Rows * Tile.Rows;

    // Tables, and how many images a chunk has: enough for some tiles, few enough that their copies stay in cache.
    private static Correlation Start(in Geometry geometry)
    {
        Correlation job = mine ??= new Correlation();
        job.geometry = geometry;
        int termCount = geometry.Terms, pixelCount = geometry.Feature.Volume;
        job.terms = (int*)Scratch.Rent(6, (long)termCount + pixelCount);
        job.pixels = job.terms + termCount;
        geometry.TermOffsets(job.terms);
        geometry.PixelOffsets(job.pixels);
        int enough = (8 * Tile.Columns / Math.Max(1, pixelCount)) + 1, cached = (int)Math.Clamp(65_536 / Math.Max(1, geometry.PaddedSize), 1, 1024);
        job.perChunk = Math.Clamp(Math.Max(enough, Math.Min(cached, geometry.Images / 32)), 1, Math.Max(1, geometry.Images));
        return job;
    }

    private int Chunks => (geometry.Images + perChunk - 1) / perChunk;

    // Copies images with a border of zeros.
    private void Pad(float* from, float* to, int count)
    {
        Spatial image = geometry.Image, padded = geometry.Padded, border = geometry.Padding;
        if (image == padded)
        {
            new Span<float>(from, checked((int)(count * geometry.ImageSize))).CopyTo(new Span<float>(to, checked((int)(count * geometry.PaddedSize))));
            return;
        }

        new Span<float>(to, checked((int)(count * geometry.PaddedSize))).Clear();
        for (int c = 0; c < count * geometry.ImageChannels; c++)
        {
            for (int z = 0; z < image.Depth; z++)
            {
                for (int y = 0; y < image.Height; y++)
                {
                    float* row = to + ((((((long)c * padded.Depth) + z + border.Depth) * padded.Height) + y + border.Height) * padded.Width) + border.Width;
                    new Span<float>(from, image.Width).CopyTo(new Span<float>(row, image.Width));
                    from += image.Width;
                }
            }
        }
    }

    // Copies images out of their borders, or adds them to what is there.
    private void Unpad(float* from, float* to, int count)
    {
        Spatial image = geometry.Image, padded = geometry.Padded, border = geometry.Padding;
        for (int c = 0; c < count * geometry.ImageChannels; c++)
        {
            for (int z = 0; z < image.Depth; z++)
            {
                for (int y = 0; y < image.Height; y++)
                {
                    float* row = from + ((((((long)c * padded.Depth) + z + border.Depth) * padded.Height) + y + border.Height) * padded.Width) + border.Width;
                    var target = new Span<float>(to, image.Width);
                    if (add) TensorPrimitives.Add(target, new ReadOnlySpan<float>(row, image.Width), target);
                    else new ReadOnlySpan<float>(row, image.Width).CopyTo(target);
                    to += image.Width;
                }
            }
        }
    }

    // The runs that so many columns from one on consist of: neighbours in a row of features read neighbours of the image where the stride is 1.
    private int FindRuns(Run* runs, int column, int width)
    {
        Spatial feature = geometry.Feature, padded = geometry.Padded;
        int pixelCount = feature.Volume, row = geometry.Stride.Width == 1 ? feature.Width : 1, count = 0;
        if (geometry.Stride == 1 && feature == padded) row = pixelCount;
        for (int j = 0; j < width;)
        {
            int image = (column + j) / pixelCount, pixel = (column + j) % pixelCount;
            int length = Math.Min(width - j, row - (pixel % row));
            runs[count++] = new Run(j, length, (image * geometry.PaddedSize) + pixels[pixel], image, pixel);
            j += length;
        }

        return count;
    }

    private readonly struct Run(int column, int length, long offset, int image, int pixel)
    {
        public readonly int Column = column;
        public readonly int Length = length;
        public readonly long Offset = offset;
        public readonly int Image = image;
        public readonly int Pixel = pixel;
    }
}
