using Myelin.Quantities;

namespace Myelin.Spikes;

/// <summary>
/// Address events of an event camera: parallel arrays of time [microseconds], pixel column and row, and polarity, sorted by time. Immutable.
/// Source: Lichtsteiner, Posch and Delbruck (2008), "A 128x128 120 dB 15 us latency asynchronous temporal contrast vision sensor".
/// </summary>
public sealed class EventStream
{
    private readonly ReadOnlyMemory<long> times;
    private readonly ReadOnlyMemory<ushort> xs;
    private readonly ReadOnlyMemory<ushort> ys;
    private readonly ReadOnlyMemory<bool> polarities;

    /// <summary>A stream of events that are in order; the arrays are copied.</summary>
    /// <param name="timesInMicroseconds">The time of each event [us], ascending; events may share a time.</param>
    /// <param name="xs">The pixel column of each event, from 0.</param>
    /// <param name="ys">The pixel row of each event, from 0.</param>
    /// <param name="polarities">Whether each event is of rising brightness (ON).</param>
    /// <param name="width">Number of pixel columns, 1 to 65536.</param>
    /// <param name="height">Number of pixel rows, 1 to 65536.</param>
    /// <exception cref="ArgumentException">The arrays differ in length, an event is not in order or off the sensor, or a size is not valid.</exception>
    public EventStream(
        ReadOnlySpan<long> timesInMicroseconds,
        ReadOnlySpan<ushort> xs,
        ReadOnlySpan<ushort> ys,
        ReadOnlySpan<bool> polarities,
        int width,
        int height)
    {
        if (width is < 1 or > 65536 || height is < 1 or > 65536)
            throw new ArgumentException($"A sensor must have 1 to 65536 columns and rows, got {width} columns and {height} rows.");
        int count = timesInMicroseconds.Length;
        if (xs.Length != count || ys.Length != count || polarities.Length != count)
        {
            throw new ArgumentException(
                $"An event stream needs as many columns, rows and polarities as times, got {xs.Length}, {ys.Length}, {polarities.Length} and {count}.");
        }

        for (int i = 0; i < count; i++)
        {
            if (i > 0 && timesInMicroseconds[i] < timesInMicroseconds[i - 1])
            {
                throw new ArgumentException(
                    $"Event {i} is at {timesInMicroseconds[i]} us; it must not be before event {i - 1} at {timesInMicroseconds[i - 1]} us.");
            }

            if (xs[i] >= width || ys[i] >= height)
                throw new ArgumentException($"Event {i} is at pixel ({xs[i]}, {ys[i]}); it must be on the sensor of {width} x {height} pixels.");
        }

        times = timesInMicroseconds.ToArray();
        this.xs = xs.ToArray();
        this.ys = ys.ToArray();
        this.polarities = polarities.ToArray();
        Width = width;
        Height = height;
    }

    private EventStream(EventStream whole, Range range)
    {
        times = whole.times[range];
        xs = whole.xs[range];
        ys = whole.ys[range];
        polarities = whole.polarities[range];
        Width = whole.Width;
        Height = whole.Height;
    }

    /// <summary>Number of events.</summary>
    public int Count => times.Length;

    /// <summary>Number of pixel columns.</summary>
    public int Width { get; }

    /// <summary>Number of pixel rows.</summary>
    public int Height { get; }

    /// <summary>The time of each event [us], ascending.</summary>
    public ReadOnlySpan<long> TimesInMicroseconds => times.Span;

    /// <summary>The pixel column of each event.</summary>
    public ReadOnlySpan<ushort> Xs => xs.Span;

    /// <summary>The pixel row of each event.</summary>
    public ReadOnlySpan<ushort> Ys => ys.Span;

    /// <summary>Whether each event is of rising brightness (ON).</summary>
    public ReadOnlySpan<bool> Polarities => polarities.Span;

    /// <summary>A range of events by their index. Shares the memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the stream.</exception>
    public EventStream Slice(int first, int count)
    {
        if (first < 0 || count < 0 || first > Count - count)
            throw new ArgumentOutOfRangeException(nameof(first), $"{count} events from {first} must be among the stream's {Count} events.");
        return new EventStream(this, first..(first + count));
    }

    /// <summary>The events with start &lt;= t &lt; stop; times keep their numbers. Shares the memory.</summary>
    /// <exception cref="ArgumentException">The interval is not finite or ends before it starts.</exception>
    public EventStream Slice(Time start, Time stop)
    {
        if (!(double.IsFinite(start.Value) && double.IsFinite(stop.Value) && start <= stop))
            throw new ArgumentException($"A slice of an event stream must end at or after its start, got {start} to {stop}.");
        int first = FirstAtOrAfter(start);
        return new EventStream(this, first..FirstAtOrAfter(stop));
    }

    private int FirstAtOrAfter(Time time)
    {
        // A time that is meant as a whole number of microseconds may miss it by the rounding of the unit.
        double exact = time.InMicroseconds, whole = Math.Round(exact);
        double microseconds = Math.Abs(exact - whole) < 1e-6 ? whole : exact;
        ReadOnlySpan<long> all = times.Span;
        int low = 0, high = all.Length;
        while (low < high)
        {
            int middle = low + ((high - low) >> 1);
            if (all[middle] < microseconds) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
