using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Simulation.Inference;

/// <summary>One input of a running network: what it accepts, and what waits for its step.</summary>
/// <param name="name">The name, for messages.</param>
/// <param name="population">The population that receives the events.</param>
/// <param name="pixels">Polarities, rows and columns; null where it is no array of pixels.</param>
/// <param name="dt">Length of a step.</param>
internal sealed class InferenceInput(string name, Population population, MapShape? pixels, Time dt)
{
    // An event that is meant for the start of a step may miss it by the rounding of the unit.
    private const double Tolerance = 1e-9;

    private readonly EventQueue queue = new();
    private readonly double step = dt.InMicroseconds;
    private long latest;

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>Where the events go.</summary>
    public Inlet Inlet { get; } = new(population);

    /// <summary>Number of events that wait.</summary>
    public int Waiting => queue.Count;

    /// <summary>Takes events, all or none.</summary>
    /// <exception cref="ArgumentException">An event is out of order or out of range.</exception>
    public void Push(ReadOnlySpan<AddressEvent> events, long now)
    {
        long last = latest;
        for (int i = 0; i < events.Length; i++)
        {
            CheckTime(i, events[i].Microseconds, ref last, now);
            if ((uint)events[i].Address >= (uint)population.Size)
                throw new ArgumentException($"Event {i} is at address {events[i].Address}; the input '{name}' has the addresses 0 to {population.Size - 1}.");
        }

        queue.Reserve(events.Length);
        foreach (AddressEvent e in events) queue.Add(StepOf(e.Microseconds), e.Address);
        latest = last;
    }

    /// <inheritdoc cref="Push(ReadOnlySpan{AddressEvent}, long)"/>
    public void Push(ReadOnlySpan<PixelEvent> events, long now)
    {
        MapShape shape = Pixels();
        long last = latest;
        for (int i = 0; i < events.Length; i++)
        {
            CheckTime(i, events[i].Microseconds, ref last, now);
            CheckPixel(i, events[i].X, events[i].Y, events[i].Polarity, shape);
        }

        queue.Reserve(events.Length);
        foreach (PixelEvent e in events) queue.Add(StepOf(e.Microseconds), Address(e.X, e.Y, e.Polarity, shape));
        latest = last;
    }

    /// <inheritdoc cref="Push(ReadOnlySpan{AddressEvent}, long)"/>
    public void Push(EventStream events, long now)
    {
        MapShape shape = Pixels();
        ReadOnlySpan<long> times = events.TimesInMicroseconds;
        ReadOnlySpan<ushort> xs = events.Xs, ys = events.Ys;
        ReadOnlySpan<bool> rising = events.Polarities;
        long last = latest;
        for (int i = 0; i < times.Length; i++)
        {
            CheckTime(i, times[i], ref last, now);
            CheckPixel(i, xs[i], ys[i], rising[i] ? 1 : 0, shape);
        }

        queue.Reserve(times.Length);
        for (int i = 0; i < times.Length; i++) queue.Add(StepOf(times[i]), Address(xs[i], ys[i], rising[i] ? 1 : 0, shape));
        latest = last;
    }

    /// <summary>Hands on the events of a step.</summary>
    public void Release(long now) => Inlet.Arriving = queue.Take(now);

    /// <summary>Forgets all events.</summary>
    public void Clear()
    {
        queue.Clear();
        latest = 0;
    }

    private long StepOf(long microseconds) => (long)Math.Floor((microseconds / step) + Tolerance);

    private static int Address(int x, int y, int polarity, MapShape shape) => (((polarity * shape.Height) + y) * shape.Width) + x;

    private MapShape Pixels() =>
        pixels ?? throw new ArgumentException($"The input '{name}' of {population.Size} neurons has no shape [polarities, rows, columns], so it takes events with addresses, not with pixels.");

    private void CheckTime(int i, long microseconds, ref long last, long now)
    {
        if (microseconds < 0) throw new ArgumentException($"Event {i} is at {microseconds} us; times count from the start of the engine, at 0 us.");
        if (microseconds < last) throw new ArgumentException($"Event {i} is at {microseconds} us, after an event at {last} us; events must come in the order of time.");
        if (StepOf(microseconds) < now) throw new ArgumentException(FormattableString.Invariant($"Event {i} is at {microseconds} us, in a step that is over; the engine has come to {now * step:0.###} us."));
        last = microseconds;
    }

    private void CheckPixel(int i, int x, int y, int polarity, MapShape shape)
    {
        if ((uint)x >= (uint)shape.Width || (uint)y >= (uint)shape.Height)
            throw new ArgumentException($"Event {i} is at pixel ({x}, {y}); the input '{name}' has {shape.Width} x {shape.Height} pixels.");
        if ((uint)polarity >= (uint)shape.Channels)
            throw new ArgumentException($"Event {i} has the polarity {polarity}; the input '{name}' has {(shape.Channels == 1 ? "only the polarity 0" : $"the polarities 0 to {shape.Channels - 1}")}.");
    }
}
