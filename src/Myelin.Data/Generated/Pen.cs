namespace Myelin.Data.Generated;

/// <summary>Draws strokes of a round pen into a greyscale image, antialiased.</summary>
internal static class Pen
{
    /// <summary>Points along a smooth curve through the given ones.</summary>
    /// <param name="through">Points that the curve goes through; a point given twice is a corner.</param>
    /// <param name="perSpan">Number of pieces from one point to the next.</param>
    /// <param name="curve">Receives the points; room for <paramref name="perSpan"/> times as many as are given.</param>
    /// <returns>Number of points.</returns>
    /// <remarks>Source: Catmull and Rom (1974), "A class of local interpolating splines".</remarks>
    public static int Smooth(ReadOnlySpan<(float X, float Y)> through, int perSpan, Span<(float X, float Y)> curve)
    {
        int count = 0;
        for (int i = 0; i + 1 < through.Length; i++)
        {
            (float X, float Y) b = through[i], c = through[i + 1];
            if (b == c) continue;
            (float X, float Y) a = i > 0 ? through[i - 1] : b;
            (float X, float Y) d = i + 2 < through.Length ? through[i + 2] : c;
            for (int k = 0; k < perSpan; k++)
            {
                float t = k / (float)perSpan;
                curve[count++] = (Between(a.X, b.X, c.X, d.X, t), Between(a.Y, b.Y, c.Y, d.Y, t));
            }
        }

        curve[count++] = through[^1];
        return count;
    }

    /// <summary>Darkens the pixels that a stroke covers: each gets the larger of what it has and the share that the pen covers.</summary>
    /// <param name="curve">The stroke, in pixels; the middle of the top left pixel is (0, 0).</param>
    /// <param name="radius">Radius of the pen at every point, in pixels.</param>
    /// <param name="image">The image, row-major.</param>
    /// <param name="width">Its width.</param>
    public static void Draw(ReadOnlySpan<(float X, float Y)> curve, ReadOnlySpan<float> radius, Span<float> image, int width)
    {
        int height = image.Length / width;
        for (int i = 0; i + 1 < curve.Length; i++)
        {
            (float ax, float ay) = curve[i];
            float dx = curve[i + 1].X - ax, dy = curve[i + 1].Y - ay;
            float square = (dx * dx) + (dy * dy);
            float reach = Math.Max(radius[i], radius[i + 1]) + 1;
            int left = Math.Max(0, (int)MathF.Floor(Math.Min(ax, ax + dx) - reach));
            int right = Math.Min(width - 1, (int)MathF.Ceiling(Math.Max(ax, ax + dx) + reach));
            int top = Math.Max(0, (int)MathF.Floor(Math.Min(ay, ay + dy) - reach));
            int bottom = Math.Min(height - 1, (int)MathF.Ceiling(Math.Max(ay, ay + dy) + reach));
            for (int y = top; y <= bottom; y++)
            {
                for (int x = left; x <= right; x++)
                {
                    float t = square == 0 ? 0 : Math.Clamp((((x - ax) * dx) + ((y - ay) * dy)) / square, 0, 1);
                    float ox = x - ax - (t * dx), oy = y - ay - (t * dy);
                    float distance = MathF.Sqrt((ox * ox) + (oy * oy));
                    float pen = radius[i] + (t * (radius[i + 1] - radius[i]));

                    // A pixel is one wide: the pen's edge fades over it.
                    float covered = Math.Clamp(pen + 0.5f - distance, 0, 1);
                    ref float pixel = ref image[(y * width) + x];
                    pixel = Math.Max(pixel, covered);
                }
            }
        }
    }

    private static float Between(float a, float b, float c, float d, float t) =>
        b + (0.5f * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));
}
