using Myelin.Randomness;

namespace Myelin.Experiments.KuramotoBinding;

/// <summary>
/// A small picture of shapes on a dark ground, with noise on every pixel. Shapes do not overlap but may touch, except the two of the same colour,
/// between which nothing would tell where one ends.
/// </summary>
/// <param name="Size">Number of pixels along each side.</param>
/// <param name="Colours">Red, green and blue of each pixel, row by row.</param>
/// <param name="Labels">The object of each pixel, from 1; 0 for the ground.</param>
/// <param name="Objects">Number of objects.</param>
internal sealed record ShapeImage(int Size, double[][] Colours, int[] Labels, int Objects)
{
    private const int Gap = 3, Attempts = 500, Pictures = 50;

    // The last object takes the colour of the first, so that colour alone does not tell them apart.
    private static readonly double[][] palette = [[0.9, 0.2, 0.2], [0.2, 0.8, 0.3], [0.3, 0.4, 0.9], [0.9, 0.8, 0.2]];

    /// <summary>The pixels of objects, in order.</summary>
    public int[] Lit => [.. Enumerable.Range(0, Labels.Length).Where(i => Labels[i] > 0)];

    /// <summary>Draws a picture.</summary>
    /// <param name="size">Number of pixels along each side.</param>
    /// <param name="objects">Number of objects, at most one more than there are colours.</param>
    /// <param name="noise">Standard deviation of the noise of each colour.</param>
    /// <param name="random">Where the draws come from.</param>
    /// <exception cref="ArgumentException">So many objects find no room.</exception>
    public static ShapeImage Draw(int size, int objects, double noise, ref RandomStream random)
    {
        for (int picture = 0; picture < Pictures; picture++)
        {
            int[] labels = new int[size * size];
            int label = 1;
            while (label <= objects && Place(labels, size, label, label == objects ? 1 : 0, ref random)) label++;
            if (label > objects) return Colour(size, objects, labels, noise, ref random);
        }

        throw new ArgumentException($"{objects} objects find no room on {size} x {size} pixels; draw fewer or a larger picture.");
    }

    private static ShapeImage Colour(int size, int objects, int[] labels, double noise, ref RandomStream random)
    {
        double[][] colours = new double[labels.Length][];
        for (int i = 0; i < labels.Length; i++)
        {
            double[] pure = labels[i] == 0 ? [0.05, 0.05, 0.05] : palette[labels[i] == objects ? 0 : (labels[i] - 1) % palette.Length];
            colours[i] = [pure[0] + (noise * random.NextNormal()), pure[1] + (noise * random.NextNormal()), pure[2] + (noise * random.NextNormal())];
        }

        return new ShapeImage(size, colours, labels, objects);
    }

    private static bool Place(int[] labels, int size, int label, int alike, ref RandomStream random)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int kind = random.NextInt(3), radius = 2 + random.NextInt(Math.Max(1, size / 8));
            int row = radius + random.NextInt(size - (2 * radius)), column = radius + random.NextInt(size - (2 * radius));
            bool free = true;
            for (int r = -radius - Gap; r <= radius + Gap && free; r++)
            {
                for (int c = -radius - Gap; c <= radius + Gap && free; c++)
                {
                    if (row + r < 0 || row + r >= size || column + c < 0 || column + c >= size) continue;
                    int other = labels[((row + r) * size) + column + c];
                    bool own = Math.Abs(r) <= radius && Math.Abs(c) <= radius && Inside(kind, r, c, radius);
                    free = other == 0 || !(own || other == alike);
                }
            }

            if (!free) continue;
            for (int r = -radius; r <= radius; r++)
            {
                for (int c = -radius; c <= radius; c++)
                {
                    if (Inside(kind, r, c, radius)) labels[((row + r) * size) + column + c] = label;
                }
            }

            return true;
        }

        return false;
    }

    // A square, a disc, or a triangle that stands on its base.
    private static bool Inside(int kind, int row, int column, int radius) => kind switch
    {
        0 => true,
        1 => (row * row) + (column * column) <= (radius + 0.3) * (radius + 0.3),
        _ => 2 * Math.Abs(column) <= row + radius,
    };
}
