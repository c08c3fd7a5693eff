namespace Myelin.Learning.Conversion;

/// <summary>Activations of one layer on some samples: the largest, and enough of the others for percentiles.</summary>
public sealed class ActivationSample
{
    // Beyond this every second value is dropped, and from then on only every second is taken, and so on.
    private const int Capacity = 1 << 20;

    private readonly List<float> kept = [];
    private int every = 1;
    private long seen;
    private bool isSorted;

    /// <summary>The largest activation; 0 where all were 0.</summary>
    public double Maximum { get; private set; }

    /// <summary>Number of activations that were looked at, zeros included.</summary>
    public long Count => seen;

    /// <summary>The activation below which so many are, zeros included.</summary>
    /// <param name="percent">From 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double Percentile(double percent)
    {
        if (!(percent >= 0 && percent <= 100)) throw new ArgumentOutOfRangeException(nameof(percent), percent, "A percentile must be from 0 to 100.");
        if (kept.Count == 0) return 0;
        if (!isSorted) kept.Sort();
        isSorted = true;
        double place = percent / 100 * (kept.Count - 1);
        int below = (int)place;
        return below + 1 >= kept.Count ? kept[^1] : kept[below] + ((place - below) * (kept[below + 1] - kept[below]));
    }

    /// <summary>
    /// The scale with which activations, rounded to multiples of scale / levels and cut off at the scale, are nearest to themselves in the mean of squares, among a hundred
    /// from the maximum down.
    /// </summary>
    /// <param name="levels">Number of levels: of time steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no level.</exception>
    public double LeastError(int levels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        const int Candidates = 100;
        int stride = Math.Max(1, kept.Count >> 16);
        double best = Maximum, least = double.PositiveInfinity;
        for (int c = Candidates; c > 0; c--)
        {
            double scale = Maximum * c / Candidates, error = 0;
            for (int i = 0; i < kept.Count; i += stride)
            {
                double rounded = Math.Min(levels, Math.Floor((kept[i] / scale * levels) + 0.5)) * scale / levels;
                error += (kept[i] - rounded) * (kept[i] - rounded);
            }

            if (error < least) (best, least) = (scale, error);
        }

        return best;
    }

    internal void Add(ReadOnlySpan<float> values)
    {
        isSorted = false;
        for (int i = 0; i < values.Length; i++, seen++)
        {
            if (values[i] > Maximum) Maximum = values[i];
            if (seen % every != 0) continue;
            if (kept.Count == Capacity)
            {
                for (int k = 0; k < Capacity / 2; k++) kept[k] = kept[2 * k];
                kept.RemoveRange(Capacity / 2, Capacity / 2);
                every *= 2;
                if (seen % every != 0) continue;
            }

            kept.Add(values[i]);
        }
    }
}
