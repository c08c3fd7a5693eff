using System.Globalization;
using System.Runtime.InteropServices;
using Myelin.Quantities;

namespace Myelin.Spikes;

/// <summary>
/// The spike times of one neuron in a recording from <see cref="Start"/> to <see cref="Stop"/>: sorted, immutable, one number per spike.
/// Two spikes may share a time (a train sorted from several units); all of them lie within the recording, its ends included.
/// </summary>
public sealed class SpikeTrain
{
    private readonly ReadOnlyMemory<double> milliseconds;

    /// <summary>A train of a recording that starts at zero; the times are copied.</summary>
    /// <param name="times">Spike times, in ascending order.</param>
    /// <param name="stop">End of the recording.</param>
    /// <exception cref="ArgumentException">A time is not finite, not in order, or outside the recording.</exception>
    public SpikeTrain(ReadOnlySpan<Time> times, Time stop)
        : this(times, Time.Zero, stop)
    {
    }

    /// <summary>A train of a recording from <paramref name="start"/> to <paramref name="stop"/>; the times are copied.</summary>
    /// <param name="times">Spike times, in ascending order.</param>
    /// <param name="start">Begin of the recording.</param>
    /// <param name="stop">End of the recording.</param>
    /// <exception cref="ArgumentException">A time is not finite, not in order, or outside the recording.</exception>
    public SpikeTrain(ReadOnlySpan<Time> times, Time start, Time stop)
        : this(MemoryMarshal.Cast<Time, double>(times).ToArray(), start, stop)
    {
    }

    private SpikeTrain(double[] milliseconds, Time start, Time stop)
    {
        if (!double.IsFinite(start.Value) || !double.IsFinite(stop.Value) || stop < start)
            throw new ArgumentException($"The recording of a spike train must end at or after its start, got {start} to {stop}.");
        CheckOrder(milliseconds, start, stop);
        this.milliseconds = milliseconds;
        Start = start;
        Stop = stop;
    }

    private SpikeTrain(ReadOnlyMemory<double> milliseconds, Time start, Time stop)
    {
        this.milliseconds = milliseconds;
        Start = start;
        Stop = stop;
    }

    /// <summary>Begin of the recording.</summary>
    public Time Start { get; }

    /// <summary>End of the recording.</summary>
    public Time Stop { get; }

    /// <summary>Length of the recording.</summary>
    public Time Duration => Stop - Start;

    /// <summary>Number of spikes.</summary>
    public int Count => milliseconds.Length;

    /// <summary>The spike times, ascending.</summary>
    public ReadOnlySpan<Time> Times => MemoryMarshal.Cast<double, Time>(milliseconds.Span);

    /// <summary>The spike times [ms], ascending: the same memory as <see cref="Times"/>.</summary>
    public ReadOnlySpan<double> TimesInMilliseconds => milliseconds.Span;

    /// <summary>A train from plain numbers, as files carry them; the times are copied.</summary>
    /// <param name="times">Spike times [ms], in ascending order.</param>
    /// <param name="start">Begin of the recording.</param>
    /// <param name="stop">End of the recording.</param>
    /// <exception cref="ArgumentException">A time is not finite, not in order, or outside the recording.</exception>
    public static SpikeTrain FromMilliseconds(ReadOnlySpan<double> times, Time start, Time stop) => new(times.ToArray(), start, stop);

    /// <summary>
    /// The recording from <paramref name="start"/> to <paramref name="stop"/>: the spikes with start &lt;= t &lt; stop, and those at the very end
    /// of the whole recording where <paramref name="stop"/> is that end. Shares the memory.
    /// </summary>
    /// <exception cref="ArgumentException">The interval is not inside the recording, or ends before it starts.</exception>
    public SpikeTrain Slice(Time start, Time stop)
    {
        if (!(start >= Start && start <= stop && stop <= Stop))
            throw new ArgumentException($"A slice of a spike train must lie in its recording, {Start} to {Stop}, got {start} to {stop}.");
        int first = LowerBound(start.Value);
        int end = stop == Stop ? Count : LowerBound(stop.Value);
        return new SpikeTrain(milliseconds[first..end], start, stop);
    }

    /// <summary>A train whose times are known to be in order.</summary>
    internal static SpikeTrain Trusted(double[] milliseconds, Time start, Time stop) => new((ReadOnlyMemory<double>)milliseconds, start, stop);

    private static void CheckOrder(ReadOnlySpan<double> times, Time start, Time stop)
    {
        double previous = start.Value;
        for (int i = 0; i < times.Length; i++)
        {
            double t = times[i];
            if (t >= previous && t <= stop.Value)
            {
                previous = t;
                continue;
            }

            string rule = t >= start.Value && t <= stop.Value
                ? string.Create(CultureInfo.InvariantCulture, $"not before spike {i - 1} at {previous} ms")
                : $"within the recording, {start} to {stop}";
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Spike {i} is at {t} ms; it must be {rule}."));
        }
    }

    private int LowerBound(double time)
    {
        ReadOnlySpan<double> times = milliseconds.Span;
        int low = 0, high = times.Length;
        while (low < high)
        {
            int middle = low + ((high - low) >> 1);
            if (times[middle] < time) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
