namespace Myelin.Data.Generated;

/// <summary>
/// Forecasts of a series: a sample is a piece of it, [T, 1], and the target the value some steps after the piece's end, [1]. Sample i begins at value
/// i times the stride. For the standard benchmark give it the values of a Mackey-Glass series.
/// </summary>
public sealed class SeriesForecast : IDataset
{
    private readonly float[] values;
    private readonly int stride;
    private readonly int horizon;

    /// <summary>A set.</summary>
    /// <param name="name">What the series is called.</param>
    /// <param name="values">The series, which is copied.</param>
    /// <param name="window">Number of values of a piece, T, at least 1.</param>
    /// <param name="horizon">How many steps after the last value of the piece the target is, at least 1.</param>
    /// <param name="stride">How many steps after one piece the next begins, at least 1.</param>
    /// <exception cref="ArgumentException">The series is too short for one piece and its target, or a number is too small.</exception>
    public SeriesForecast(string name, ReadOnlySpan<double> values, int window, int horizon = 1, int stride = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        long left = values.Length - (long)window - horizon;
        if (left < 0) throw new ArgumentException($"A series of {values.Length} values is too short for pieces of {window} and a target {horizon} steps later; it must have at least {(long)window + horizon}.");
        Name = name;
        this.values = new float[values.Length];
        for (int i = 0; i < values.Length; i++) this.values[i] = (float)values[i];
        Count = (int)(left / stride) + 1;
        SampleShape = [window, 1];
        (this.stride, this.horizon) = (stride, horizon);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <inheritdoc/>
    public int Classes => 0;

    /// <inheritdoc/>
    public int TargetSize => 1;

    /// <inheritdoc/>
    public int Label(int index)
    {
        SampleChecks.Index(this, index);
        return -1;
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        SampleChecks.Read(this, index, sample, SampleShape[0]);
        values.AsSpan(index * stride, SampleShape[0]).CopyTo(sample);
    }

    /// <inheritdoc/>
    public void Target(int index, Span<float> target)
    {
        SampleChecks.Read(this, index, target, 1);
        target[0] = values[(index * stride) + SampleShape[0] - 1 + horizon];
    }
}
