namespace Myelin.Experiments.Reports;

/// <summary>An axis of a plot with numbers.</summary>
/// <param name="Title">What it shows, with its unit: <c>time (s)</c>.</param>
public sealed record Axis(string Title)
{
    /// <summary>Whether the axis is logarithmic; numbers that are not positive are left out then.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Whether the axis reaches down to zero at least.</summary>
    public bool FromZero { get; init; }

    /// <summary>The axis with a title and nothing else.</summary>
    public static implicit operator Axis(string title) => new(title);

    internal Scale Scale(IEnumerable<double> numbers, double from, double to)
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach (double number in FromZero && !Logarithmic ? numbers.Append(0) : numbers)
        {
            if (!Shows(number))
                continue;
            low = Math.Min(low, number);
            high = Math.Max(high, number);
        }

        return low > high ? new Scale(Logarithmic, Logarithmic ? 1 : 0, Logarithmic ? 10 : 1, from, to) : new Scale(Logarithmic, low, high, from, to);
    }

    internal bool Shows(double number) => double.IsFinite(number) && (number > 0 || !Logarithmic);
}
