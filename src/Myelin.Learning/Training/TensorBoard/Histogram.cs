namespace Myelin.Learning.Training.TensorBoard;

/// <summary>How numbers are spread: equal buckets from the smallest to the largest. What is not finite is left out.</summary>
internal readonly struct Histogram
{
    public const int Buckets = 64;

    public Histogram(ReadOnlySpan<float> values)
    {
        Minimum = double.PositiveInfinity;
        Maximum = double.NegativeInfinity;
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) continue;
            Count++;
            Sum += value;
            SumOfSquares += (double)value * value;
            Minimum = Math.Min(Minimum, value);
            Maximum = Math.Max(Maximum, value);
        }

        if (Count == 0) (Minimum, Maximum) = (0, 0);
        int buckets = Maximum > Minimum ? Buckets : 1;
        double width = (Maximum - Minimum) / buckets;
        Limits = new double[buckets];
        Counts = new double[buckets];
        for (int i = 0; i < buckets; i++) Limits[i] = i == buckets - 1 ? Maximum : Minimum + ((i + 1) * width);
        foreach (float value in values)
        {
            if (float.IsFinite(value)) Counts[width > 0 ? Math.Min(buckets - 1, (int)((value - Minimum) / width)) : 0]++;
        }
    }

    public double Minimum { get; }

    public double Maximum { get; }

    public double Sum { get; }

    public double SumOfSquares { get; }

    public long Count { get; }

    /// <summary>The upper ends of the buckets.</summary>
    public double[] Limits { get; }

    /// <summary>How many numbers are in each.</summary>
    public double[] Counts { get; }
}
