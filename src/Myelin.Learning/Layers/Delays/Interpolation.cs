namespace Myelin.Learning.Layers.Delays;

/// <summary>
/// How a number at a position between the places of a grid is spread over them, along one axis: the bump of a dilated convolution with learnable spacings. Along
/// several axes bumps are multiplied. Source: Khalfaoui-Hassani, Pellegrini and Masquelier (2023), "Dilated convolution with learnable spacings"
/// (bilinear), and "beyond bilinear interpolation" (triangle, Gaussian); constants as in the authors' program.
/// </summary>
public abstract class Interpolation
{
    private Interpolation()
    {
    }

    /// <summary>exp(-((i - c) / s)^2 / 2) with s = |sigma| + 0.27, divided by its sum.</summary>
    public static Interpolation Gaussian { get; } = new GaussianBump();

    /// <summary>max(0, s - |i - c|) with s = |sigma| + 1, divided by its sum.</summary>
    public static Interpolation Triangle { get; } = new TriangleBump(followsSigma: true);

    /// <summary>max(0, 1 - |i - c|), divided by its sum; sigma is not used.</summary>
    public static Interpolation NormalisedBilinear { get; } = new TriangleBump(followsSigma: false);

    /// <summary>1 - r and r at the places around the position, where r is the fraction behind the lower one; sigma is not used.</summary>
    public static Interpolation Bilinear { get; } = new BilinearBump();

    /// <summary>All at the nearest place, with half the difference of the places beside it as the derivative: the straight-through estimator. Sigma is not used.</summary>
    internal static Interpolation Nearest { get; } = new NearestPlace();

    /// <summary>Whether a bump is divided by its sum over the grid (plus 1e-7).</summary>
    internal abstract bool IsNormalised { get; }

    /// <summary>The bump at the places 0, 1, ... and its derivatives.</summary>
    /// <param name="centre">The position.</param>
    /// <param name="sigma">Its sigma.</param>
    /// <param name="values">Receives the bump.</param>
    /// <param name="byCentre">Receives its derivative with respect to the position; empty where nobody asks.</param>
    /// <param name="bySigma">Receives that with respect to sigma; empty where nobody asks.</param>
    internal abstract void Spread(float centre, float sigma, Span<float> values, Span<float> byCentre, Span<float> bySigma);

    private static float SignOf(float sigma) => sigma > 0 ? 1 : sigma < 0 ? -1 : 0;

    private sealed class GaussianBump : Interpolation
    {
        private const float Least = 0.27f;

        internal override bool IsNormalised => true;

        internal override void Spread(float centre, float sigma, Span<float> values, Span<float> byCentre, Span<float> bySigma)
        {
            float width = MathF.Abs(sigma) + Least, slope = -0.5f / (width * width), narrow = 1 / (width * width);
            for (int i = 0; i < values.Length; i++) values[i] = slope * (i - centre) * (i - centre);
            TensorPrimitives.Exp(values, values);
            for (int i = 0; i < byCentre.Length; i++) byCentre[i] = values[i] * (i - centre) * narrow;
            for (int i = 0; i < bySigma.Length; i++) bySigma[i] = SignOf(sigma) * values[i] * (i - centre) * (i - centre) / (width * width * width);
        }
    }

    private sealed class TriangleBump(bool followsSigma) : Interpolation
    {
        internal override bool IsNormalised => true;

        internal override void Spread(float centre, float sigma, Span<float> values, Span<float> byCentre, Span<float> bySigma)
        {
            float width = followsSigma ? MathF.Abs(sigma) + 1 : 1;
            for (int i = 0; i < values.Length; i++)
            {
                float height = width - MathF.Abs(i - centre);
                values[i] = MathF.Max(0, height);
                if (!byCentre.IsEmpty) byCentre[i] = height > 0 ? SignOf(i - centre) : 0;
                if (!bySigma.IsEmpty) bySigma[i] = followsSigma && height > 0 ? SignOf(sigma) : 0;
            }
        }
    }

    private sealed class BilinearBump : Interpolation
    {
        internal override bool IsNormalised => false;

        internal override void Spread(float centre, float sigma, Span<float> values, Span<float> byCentre, Span<float> bySigma)
        {
            values.Clear();
            byCentre.Clear();
            bySigma.Clear();
            int low = (int)MathF.Floor(centre);
            float rest = centre - low;
            Put(low, 1 - rest, -1, values, byCentre);
            Put(low + 1, rest, 1, values, byCentre);
        }

        private static void Put(int place, float value, float slope, Span<float> values, Span<float> byCentre)
        {
            if ((uint)place >= (uint)values.Length) return;
            values[place] = value;
            if (!byCentre.IsEmpty) byCentre[place] = slope;
        }
    }

    private sealed class NearestPlace : Interpolation
    {
        internal override bool IsNormalised => false;

        internal override void Spread(float centre, float sigma, Span<float> values, Span<float> byCentre, Span<float> bySigma)
        {
            values.Clear();
            byCentre.Clear();
            bySigma.Clear();
            int place = (int)MathF.Round(centre);
            if ((uint)place >= (uint)values.Length) return;
            values[place] = 1;
            if (byCentre.IsEmpty) return;
            if (place > 0) byCentre[place - 1] = -0.5f;
            if (place + 1 < values.Length) byCentre[place + 1] = 0.5f;
        }
    }
}
