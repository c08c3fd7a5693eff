namespace Myelin.Experiments.Reports;

/// <summary>Maps numbers of an axis to places on the drawing; its ends are rounded outward to ticks.</summary>
internal sealed class Scale
{
    private readonly bool logarithmic;
    private readonly double low;
    private readonly double high;
    private readonly double from;
    private readonly double to;

    public Scale(bool logarithmic, double low, double high, double from, double to)
    {
        (this.logarithmic, this.from, this.to) = (logarithmic, from, to);
        Ticks = logarithmic ? Decades(low, high) : Even(low, high);
        (this.low, this.high) = (Ticks[0], Ticks[^1]);
        if (logarithmic && Ticks.Count > 8)
            Ticks = [.. Ticks.Where((_, index) => index % (1 + (Ticks.Count / 8)) == 0)];
    }

    public IReadOnlyList<double> Ticks { get; }

    public double this[double number]
    {
        get
        {
            double part = logarithmic ? Math.Log10(number / low) / Math.Log10(high / low) : (number - low) / (high - low);
            return from + (Math.Clamp(part, 0, 1) * (to - from));
        }
    }

    private static List<double> Decades(double low, double high)
    {
        int first = (int)Math.Floor(Math.Log10(low) + 1e-9);
        int last = Math.Max(first + 1, (int)Math.Ceiling(Math.Log10(high) - 1e-9));
        return [.. Enumerable.Range(first, last - first + 1).Select(exponent => Math.Pow(10, exponent))];
    }

    private static List<double> Even(double low, double high)
    {
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)) || high == low)
        {
            double margin = low == 0 ? 1 : Math.Abs(low) * 0.1;
            (low, high) = (low - margin, high + margin);
        }

        double raw = (high - low) / 5;
        double decade = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = decade * ((raw / decade) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        long first = (long)Math.Floor((low / step) + 1e-9);
        long last = (long)Math.Ceiling((high / step) - 1e-9);
        List<double> ticks = [];
        for (long i = first; i <= last; i++)
            ticks.Add(Math.Round(i * step, Math.Clamp(3 - (int)Math.Floor(Math.Log10(step)), 0, 15)));
        return ticks;
    }
}
