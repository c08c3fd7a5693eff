using System.Runtime.Intrinsics;
using Myelin.Learning.Products;

namespace Myelin.Learning.Operations.Convolutions;

internal sealed unsafe partial class Correlation
{
    /// <summary>features = weight * images + bias, or features += weight * images.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="images">[images, channels, size].</param>
    /// <param name="weight">[features, channels / groups, kernel].</param>
    /// <param name="bias">[features]; may be null.</param>
    /// <param name="features">[images, features, size].</param>
    /// <param name="add">Whether it is added to what is there.</param>
    public static void Features(in Geometry geometry, float* images, float* weight, float* bias, float* features, bool add)
    {
        Correlation job = Start(geometry);
        job.images = images;
        job.weight = weight;
        job.bias = bias;
        job.features = features;
        job.add = add;
        int rows = geometry.GroupFeatures, packedRows = PackedRows(rows), count = geometry.Terms;
        job.packed = Scratch.Rent(7, (long)geometry.Groups * packedRows * count);
        for (int g = 0; g < geometry.Groups; g++)
        {
            var source = new Strided(weight + ((long)g * rows * count), count, 1);
            for (int r = 0; r < packedRows; r += Tile.Rows)
                source.PackRows(job.packed + ((((long)g * packedRows) + r) * count), r, Math.Min(Tile.Rows, rows - r), 0, count);
        }

        Workers.Run(job.Chunks, job.forward);
    }

    private void Forward(int chunk)
    {
        int first = chunk * perChunk, count = Math.Min(perChunk, geometry.Images - first), pixelCount = geometry.Feature.Volume;
        float* source = Scratch.Rent(2, (count * geometry.PaddedSize) + 64);
        Pad(images + (first * geometry.ImageSize), source, count);
        float* target = features + (first * geometry.FeatureSize);
        if (!add) SetBias(target, count);
        float* panel = Scratch.Rent(3, Depth * Tile.Columns);
        Run* runs = stackalloc Run[Tile.Columns];
        int groupTerms = geometry.Terms;
        long groupOffset = geometry.PaddedSize / geometry.Groups;
        for (int g = 0; g < geometry.Groups; g++)
        {
            for (int column = 0; column < count * pixelCount; column += Tile.Columns)
            {
                int width = Math.Min(Tile.Columns, (count * pixelCount) - column);
                int runCount = FindRuns(runs, column, width);
                for (int k = 0; k < groupTerms; k += Depth)
                {
                    int depth = Math.Min(Depth, groupTerms - k);
                    Gather(source + (g * groupOffset), runs, runCount, terms + k, depth, panel);
                    Rows(g, k, depth, panel, target, column, width, runs, runCount);
                }
            }
        }
    }

    private void SetBias(float* target, int count)
    {
        int pixelCount = geometry.Feature.Volume;
        for (int i = 0; i < count; i++)
        {
            for (int f = 0; f < geometry.FeatureChannels; f++, target += pixelCount) new Span<float>(target, pixelCount).Fill(bias is null ? 0 : bias[f]);
        }
    }

    // All rows of weights times one panel of patches.
    private void Rows(int group, int term, int depth, float* panel, float* target, int column, int width, Run* runs, int runCount)
    {
        float* edge = stackalloc float[Tile.Rows * Tile.Columns];
        int rows = geometry.GroupFeatures, pixelCount = geometry.Feature.Volume, channel = group * rows, packedRows = PackedRows(rows);
        int image = column / pixelCount, pixel = column % pixelCount;
        bool whole = width == Tile.Columns && pixel + width <= pixelCount;
        for (int r = 0; r < rows; r += Tile.Rows)
        {
            float* a = packed + ((((long)group * packedRows) + r) * geometry.Terms) + (term * Tile.Rows);
            int height = Math.Min(Tile.Rows, rows - r);
            if (whole && height == Tile.Rows)
            {
                Tile.Compute(depth, a, panel, target + ((((long)image * geometry.FeatureChannels) + channel + r) * pixelCount) + pixel, pixelCount, add: true);
                continue;
            }

            Tile.Compute(depth, a, panel, edge, Tile.Columns, add: false);
            for (int i = 0; i < height; i++)
            {
                for (int n = 0; n < runCount; n++)
                {
                    ref readonly Run run = ref runs[n];
                    float* to = target + ((((long)run.Image * geometry.FeatureChannels) + channel + r + i) * pixelCount) + run.Pixel;
                    float* from = edge + (i * Tile.Columns) + run.Column;
                    for (int j = 0; j < run.Length; j++) to[j] += from[j];
                }
            }
        }
    }

    // For every term the numbers that the columns need: a panel of the right factor. A run may be written beyond its end, as the next one follows.
    private static void Gather(float* source, Run* runs, int runCount, int* terms, int depth, float* panel)
    {
        for (int n = 0; n < runCount; n++)
        {
            float* from = source + runs[n].Offset, to = panel + runs[n].Column;
            int length = runs[n].Length, rounded = (length + 7) / 8 * 8;
            if (length == 1)
            {
                for (int k = 0; k < depth; k++, to += Tile.Columns) *to = from[terms[k]];
            }
            else if (length == Tile.Columns)
            {
                for (int k = 0; k < depth; k++, to += Tile.Columns)
                {
                    Vector512.Load(from + terms[k]).Store(to);
                    Vector512.Load(from + terms[k] + 16).Store(to + 16);
                }
            }
            else if (runs[n].Column + rounded > Tile.Columns)
            {
                for (int k = 0; k < depth; k++, to += Tile.Columns)
                {
                    float* row = from + terms[k];
                    for (int j = 0; j < length; j++) to[j] = row[j];
                }
            }
            else if (rounded == 8)
            {
                for (int k = 0; k < depth; k++, to += Tile.Columns) Vector256.Load(from + terms[k]).Store(to);
            }
            else
            {
                for (int k = 0; k < depth; k++, to += Tile.Columns)
                {
                    float* row = from + terms[k];
                    for (int j = 0; j < rounded; j += 8) Vector256.Load(row + j).Store(to + j);
                }
            }
        }
    }
}
