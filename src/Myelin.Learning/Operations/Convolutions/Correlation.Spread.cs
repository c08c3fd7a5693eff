using System.Runtime.Intrinsics;
using Myelin.Learning.Products;

namespace Myelin.Learning.Operations.Convolutions;

internal sealed unsafe partial class Correlation
{
    /// <summary>
    /// images = weight^T * features, or images += weight^T * features: every feature adds its weights to the patch of the image that it came from.
    /// </summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="features">[images, features, size].</param>
    /// <param name="weight">[features, channels / groups, kernel].</param>
    /// <param name="bias">[channels]; may be null.</param>
    /// <param name="images">[images, channels, size].</param>
    /// <param name="add">Whether it is added to what is there.</param>
    public static void Images(in Geometry geometry, float* features, float* weight, float* bias, float* images, bool add)
    {
        Correlation job = Start(geometry);
        job.images = images;
        job.weight = weight;
        job.bias = bias;
        job.features = features;
        job.add = add;
        int rows = geometry.Terms, packedRows = PackedRows(rows), count = geometry.GroupFeatures;
        job.packed = Scratch.Rent(7, (long)geometry.Groups * packedRows * count);
        for (int g = 0; g < geometry.Groups; g++)
        {
            var source = new Strided(weight + ((long)g * rows * count), 1, rows);
            for (int r = 0; r < packedRows; r += Tile.Rows)
                source.PackRows(job.packed + ((((long)g * packedRows) + r) * count), r, Math.Min(Tile.Rows, rows - r), 0, count);
        }

        Workers.Run(job.Chunks, job.spread);
    }

    private void Spread(int chunk)
    {
        int first = chunk * perChunk, count = Math.Min(perChunk, geometry.Images - first), pixelCount = geometry.Feature.Volume;
        float* target = Scratch.Rent(2, (count * geometry.PaddedSize) + 64);
        SetBorderedBias(target, count);
        float* source = features + (first * geometry.FeatureSize);
        int rows = geometry.Terms, packedRows = PackedRows(rows), depth = geometry.GroupFeatures;
        float* panel = Scratch.Rent(3, ((long)depth + packedRows) * Tile.Columns), patches = panel + ((long)depth * Tile.Columns);
        Run* runs = stackalloc Run[Tile.Columns];
        long groupOffset = geometry.PaddedSize / geometry.Groups;
        for (int g = 0; g < geometry.Groups; g++)
        {
            for (int column = 0; column < count * pixelCount; column += Tile.Columns)
            {
                int width = Math.Min(Tile.Columns, (count * pixelCount) - column);
                int runCount = FindRuns(runs, column, width);
                PackFeatures(source, g, runs, runCount, panel);
                for (int r = 0; r < rows; r += Tile.Rows)
                    Tile.Compute(depth, packed + ((((long)g * packedRows) + r) * depth), panel, patches + (r * Tile.Columns), Tile.Columns, add: false);
                Scatter(patches, runs, runCount, terms, rows, target + (g * groupOffset));
            }
        }

        Unpad(target, images + (first * geometry.ImageSize), count);
    }

    private void SetBorderedBias(float* target, int count)
    {
        int size = geometry.Padded.Volume;
        if (bias is null)
        {
            new Span<float>(target, checked((int)(count * geometry.PaddedSize))).Clear();
            return;
        }

        for (int i = 0; i < count; i++)
        {
            for (int c = 0; c < geometry.ImageChannels; c++, target += size) new Span<float>(target, size).Fill(bias[c]);
        }
    }

    private void PackFeatures(float* source, int group, Run* runs, int runCount, float* panel)
    {
        int rows = geometry.GroupFeatures, pixelCount = geometry.Feature.Volume;

        // Runs of one image that follow each other are one.
        for (int n = 0; n < runCount;)
        {
            int image = runs[n].Image, column = runs[n].Column, length = 0;
            float* from = source + ((((long)image * geometry.FeatureChannels) + (group * rows)) * pixelCount) + runs[n].Pixel;
            for (; n < runCount && runs[n].Image == image; n++) length += runs[n].Length;
            for (int r = 0; r < rows; r++)
                new Span<float>(from + ((long)r * pixelCount), length).CopyTo(new Span<float>(panel + (r * Tile.Columns) + column, length));
        }
    }

    private static void Scatter(float* patches, Run* runs, int runCount, int* terms, int rows, float* target)
    {
        for (int n = 0; n < runCount; n++)
        {
            float* to = target + runs[n].Offset, from = patches + runs[n].Column;
            int length = runs[n].Length;
            if (length == 1)
            {
                for (int k = 0; k < rows; k++, from += Tile.Columns) to[terms[k]] += *from;
                continue;
            }

            for (int k = 0; k < rows; k++, from += Tile.Columns)
            {
                float* row = to + terms[k];
                int j = 0;
                for (; j + 8 <= length; j += 8) (Vector256.Load(row + j) + Vector256.Load(from + j)).Store(row + j);
                for (; j + 4 <= length; j += 4) (Vector128.Load(row + j) + Vector128.Load(from + j)).Store(row + j);
                for (; j < length; j++) row[j] += from[j];
            }
        }
    }
}
