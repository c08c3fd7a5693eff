namespace Myelin.Experiments;

/// <summary>A published number and how near a measured one must come to it.</summary>
/// <remarks>A claim holds when the measured number lies between <see cref="Low"/> and <see cref="High"/>, both included.</remarks>
public sealed record Claim
{
    private Claim(string name, double low, double high, string published, string tolerance, string unit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Low, High, Published, Tolerance, Unit) = (name, low, high, published, tolerance, unit);
    }

    /// <summary>What was measured, for example <c>mean rate of L4E</c>; unique within an experiment.</summary>
    public string Name { get; }

    /// <summary>The smallest number for which the claim holds; negative infinity where there is none.</summary>
    public double Low { get; }

    /// <summary>The largest number for which the claim holds; infinity where there is none.</summary>
    public double High { get; }

    /// <summary>The published number in words: <c>4.45</c>, <c>0.5 .. 4</c>, <c>at least 0.98</c>.</summary>
    public string Published { get; }

    /// <summary>The tolerance in words: <c>± 0.3</c>; empty where the published number is itself a bound.</summary>
    public string Tolerance { get; }

    /// <summary>The published number; null where it is a range or a bound.</summary>
    public double? PublishedValue { get; private init; }

    /// <summary>How far from it the measured number may be; null where it is a range or a bound.</summary>
    public double? ToleranceValue { get; private init; }

    /// <summary>The unit's symbol; empty for a pure number.</summary>
    public string Unit { get; }

    /// <summary>The measured number is <paramref name="published"/> give or take <paramref name="tolerance"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The published number is not finite, or the tolerance is negative or not finite.</exception>
    public static Claim Value(string name, double published, double tolerance, string unit = "")
    {
        if (!double.IsFinite(published))
            throw new ArgumentOutOfRangeException(nameof(published), $"The published number of the claim '{name}' is {published}; it must be finite.");
        if (!(double.IsFinite(tolerance) && tolerance >= 0))
            throw new ArgumentOutOfRangeException(nameof(tolerance), $"The tolerance of the claim '{name}' is {tolerance}; it must be zero or more.");
        return new Claim(name, published - tolerance, published + tolerance, Text(published), "± " + Text(tolerance), unit)
        {
            PublishedValue = published,
            ToleranceValue = tolerance,
        };
    }

    /// <summary>The measured number lies in a published range, both ends included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not a number.</exception>
    public static Claim Range(string name, double low, double high, string unit = "")
    {
        if (!(low <= high))
            throw new ArgumentOutOfRangeException(nameof(low), $"The range of the claim '{name}' is {low} .. {high}; the low end must not be above the high end.");
        return new Claim(name, low, high, $"{Text(low)} .. {Text(high)}", "", unit);
    }

    /// <summary>The measured number is <paramref name="bound"/> or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not a number.</exception>
    public static Claim AtLeast(string name, double bound, string unit = "")
        => new(name, Bound(name, bound), double.PositiveInfinity, "at least " + Text(bound), "", unit);

    /// <summary>The measured number is <paramref name="bound"/> or less.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not a number.</exception>
    public static Claim AtMost(string name, double bound, string unit = "")
        => new(name, double.NegativeInfinity, Bound(name, bound), "at most " + Text(bound), "", unit);

    /// <summary>Whether the claim holds for a measured number; never for a number that is not one (NaN).</summary>
    public bool Holds(double measured) => measured >= Low && measured <= High;

    private static double Bound(string name, double bound) => double.IsNaN(bound)
        ? throw new ArgumentOutOfRangeException(nameof(bound), $"The bound of the claim '{name}' is not a number.")
        : bound;

    private static string Text(double number) => Amount.Number(number, 6);
}
