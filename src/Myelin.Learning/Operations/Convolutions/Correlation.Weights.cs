using Myelin.Learning.Products;

namespace Myelin.Learning.Operations.Convolutions;

internal sealed unsafe partial class Correlation
{
    // Sums over all images are made in this many parts, which are added in their order.
    private const int Parts = 16;

    /// <summary>gradient = features * images^T, or gradient += features * images^T: the gradient of the weights.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="images">[images, channels, size].</param>
    /// <param name="features">[images, features, size].</param>
    /// <param name="gradient">[features, channels / groups, kernel].</param>
    /// <param name="add">Whether it is added to what is there.</param>
    public static void Weights(in Geometry geometry, float* images, float* features, float* gradient, bool add)
    {
        Correlation job = Start(geometry);
        job.images = images;
        job.features = features;
        job.weight = gradient;
        job.add = add;
        job.parts = Math.Clamp(geometry.Images, 1, Parts);
        job.partial = Scratch.Rent(7, job.parts * job.PartSize);
        Workers.Run(job.parts, job.weigh);
        Workers.Run(geometry.FeatureChannels, job.sum);
    }

    private int PackedTerms => (geometry.Terms + Tile.Columns - 1) / Tile.Columns * Tile.Columns;

    private long PartSize => (long)geometry.Groups * PackedRows(geometry.GroupFeatures) * PackedTerms;

    private void Weigh(int part)
    {
        float* sums = partial + (part * PartSize);
        new Span<float>(sums, checked((int)PartSize)).Clear();
        int end = (int)((long)geometry.Images * (part + 1) / parts);
        for (int first = (int)((long)geometry.Images * part / parts); first < end; first += perChunk) Weigh(sums, first, Math.Min(perChunk, end - first));
    }

    private void Weigh(float* sums, int first, int count)
    {
        int pixelCount = geometry.Feature.Volume, columns = count * pixelCount, rows = geometry.GroupFeatures, packedRows = PackedRows(rows), packedTerms = PackedTerms;
        float* source = Scratch.Rent(2, (count * geometry.PaddedSize) + 64);
        Pad(images + (first * geometry.ImageSize), source, count);
        float* left = Scratch.Rent(3, (long)Depth * (packedRows + Tile.Columns)), right = left + ((long)Depth * packedRows);
        Run* runs = stackalloc Run[Depth];
        long groupOffset = geometry.PaddedSize / geometry.Groups;
        for (int g = 0; g < geometry.Groups; g++)
        {
            float* group = sums + ((long)g * packedRows * packedTerms);
            for (int column = 0; column < columns; column += Depth)
            {
                int depth = Math.Min(Depth, columns - column), runCount = FindRuns(runs, column, depth);
                PackGradient(features + (first * geometry.FeatureSize), g, runs, runCount, left, depth);
                for (int k = 0; k < packedTerms; k += Tile.Columns)
                {
                    PackPatches(source + (g * groupOffset), runs, runCount, terms + k, Math.Min(Tile.Columns, geometry.Terms - k), right);
                    for (int r = 0; r < packedRows; r += Tile.Rows)
                        Tile.Compute(depth, left + ((long)r * depth), right, group + ((long)r * packedTerms) + k, packedTerms, add: true);
                }
            }
        }
    }

    // Panels of twelve features, one line per pixel.
    private void PackGradient(float* source, int group, Run* runs, int runCount, float* left, int depth)
    {
        int rows = geometry.GroupFeatures, pixelCount = geometry.Feature.Volume;
        for (int r = 0; r < rows; r += Tile.Rows)
        {
            float* panel = left + ((long)r * depth);
            int height = Math.Min(Tile.Rows, rows - r);
            for (int n = 0; n < runCount;)
            {
                int image = runs[n].Image, column = runs[n].Column, length = 0;
                float* from = source + ((((long)image * geometry.FeatureChannels) + (group * rows) + r) * pixelCount) + runs[n].Pixel;
                for (; n < runCount && runs[n].Image == image; n++) length += runs[n].Length;
                new Strided(from, pixelCount, 1).PackRows(panel + (column * Tile.Rows), 0, height, 0, length);
            }
        }
    }

    // A panel of thirty-two terms, one line per pixel: four terms of four neighbouring pixels at a time are turned around.
    private static void PackPatches(float* source, Run* runs, int runCount, int* terms, int width, float* panel)
    {
        for (int n = 0; n < runCount; n++)
        {
            float* from = source + runs[n].Offset, line = panel + (runs[n].Column * Tile.Columns);
            int length = runs[n].Length, w = 0;
            for (; w + 4 <= width; w += 4)
            {
                float* s0 = from + terms[w], s1 = from + terms[w + 1], s2 = from + terms[w + 2], s3 = from + terms[w + 3], to = line + w;
                int t = 0;
                for (; t + 4 <= length; t += 4, to += 4 * Tile.Columns) Strided.Turn(s0 + t, s1 + t, s2 + t, s3 + t, to, Tile.Columns);
                for (; t < length; t++, to += Tile.Columns)
                {
                    to[0] = s0[t];
                    to[1] = s1[t];
                    to[2] = s2[t];
                    to[3] = s3[t];
                }
            }

            for (; w < width; w++)
            {
                float* s = from + terms[w], to = line + w;
                for (int t = 0; t < length; t++, to += Tile.Columns) *to = s[t];
            }
        }
    }

    private void SumWeights(int channel)
    {
        int rows = geometry.GroupFeatures, count = geometry.Terms, packedTerms = PackedTerms;
        long row = (((long)channel / rows * PackedRows(rows)) + (channel % rows)) * packedTerms;
        var target = new Span<float>(weight + ((long)channel * count), count);
        if (!add) target.Clear();
        for (int p = 0; p < parts; p++) TensorPrimitives.Add(target, new ReadOnlySpan<float>(partial + (p * PartSize) + row, count), target);
    }
}
