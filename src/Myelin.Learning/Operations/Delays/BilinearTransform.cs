namespace Myelin.Learning.Operations.Delays;

/// <summary>
/// The convolution of two sequences as products of their transforms, with real numbers only: y = C ((A x) (E k)), where A and E take the real part, the imaginary part and
/// their sum for every frequency of a discrete Fourier transform of length N, and C turns the three products back (three real products make a complex one). Only the part of a
/// window that nothing has wrapped round to is used (overlap-save).
/// </summary>
internal sealed class BilinearTransform
{
    [ThreadStatic]
    private static Dictionary<(int Length, int Taps), BilinearTransform>? known;

    private BilinearTransform(int length, int taps)
    {
        (Length, Taps) = (length, taps);
        int n = length + taps - 1, pairs = (n - 1) / 2;
        Products = 1 + (3 * pairs) + (n % 2 == 0 ? 1 : 0);
        A = Analyse(n, n);
        E = Analyse(n, taps);
        C = new float[n * Products];
        for (int t = 0; t < n; t++)
        {
            Span<float> row = C.AsSpan(t * Products, Products);
            row[0] = 1f / n;
            for (int k = 1; k <= pairs; k++)
            {
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * ((long)k * t % n) / n);
                row[(3 * k) - 2] = (float)(2 * (cosine + sine) / n);
                row[(3 * k) - 1] = (float)(2 * (sine - cosine) / n);
                row[3 * k] = (float)(-2 * sine / n);
            }

            if (n % 2 == 0) row[^1] = (t % 2 == 0 ? 1f : -1f) / n;
        }
    }

    /// <summary>Outputs of a window.</summary>
    public int Length { get; }

    /// <summary>Places of the kernel.</summary>
    public int Taps { get; }

    /// <summary>The longest delay.</summary>
    public int Longest => Taps - 1;

    /// <summary>M, the number of products.</summary>
    public int Products { get; }

    /// <summary>[N, M]: a window's transform is its transpose times the window.</summary>
    public float[] A { get; }

    /// <summary>[taps, M].</summary>
    public float[] E { get; }

    /// <summary>[N, M].</summary>
    public float[] C { get; }

    /// <summary>The matrices for a length and a number of taps; each thread keeps those it used.</summary>
    public static BilinearTransform Of(int length, int taps)
    {
        known ??= [];
        if (!known.TryGetValue((length, taps), out BilinearTransform? transform)) known[(length, taps)] = transform = new BilinearTransform(length, taps);
        return transform;
    }

    /// <summary>Multiplications of a forward pass with windows of so many outputs.</summary>
    public static double Cost(int length, int steps, int samples, int taps, int inputs, int outputs)
    {
        double blocks = (steps + length - 1) / length, products = 1.5 * (length + taps - 1);
        return products * ((blocks * samples * (((double)inputs * outputs) + ((inputs + outputs) * (double)(length + taps)))) + ((double)taps * inputs * outputs));
    }

    /// <summary>The length of windows that costs least.</summary>
    public static int BestLength(int steps, int samples, int taps, int inputs, int outputs)
    {
        int best = steps;
        for (int blocks = 2; blocks <= steps; blocks++)
        {
            int length = (steps + blocks - 1) / blocks;
            if (Cost(length, steps, samples, taps, inputs, outputs) < Cost(best, steps, samples, taps, inputs, outputs)) best = length;
        }

        return best;
    }

    private float[] Analyse(int n, int rows)
    {
        float[] table = new float[rows * Products];
        for (int t = 0; t < rows; t++)
        {
            Span<float> row = table.AsSpan(t * Products, Products);
            row[0] = 1;
            for (int k = 1; k <= (n - 1) / 2; k++)
            {
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * ((long)k * t % n) / n);
                row[(3 * k) - 2] = (float)cosine;
                row[(3 * k) - 1] = (float)-sine;
                row[3 * k] = (float)(cosine - sine);
            }

            if (n % 2 == 0) row[^1] = t % 2 == 0 ? 1 : -1;
        }

        return table;
    }
}
