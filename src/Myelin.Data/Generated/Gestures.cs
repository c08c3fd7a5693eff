using Myelin.Randomness;
using Myelin.Spikes;

namespace Myelin.Data.Generated;

/// <summary>
/// Gestures before an event camera: a bar that moves left, right, up or down, or turns clockwise or the other way. A sample is [T, 2, side, side]: 1 where a pixel had at
/// least one event of a polarity in a step (0 for falling, 1 for rising brightness). Sample i shows gesture i mod 6, and is a pure function of the seed and i. The same scene gives live streams, in
/// which one gesture follows another. Myelin's own, in the manner of the recordings of Amir and others (2017), "A low power, fully event-based gesture recognition system".
/// </summary>
public sealed class Gestures : IDataset
{
    private readonly ulong seed;

    /// <summary>A set.</summary>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="seed">Seed of every sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public Gestures(int count = 1_000, ulong seed = 1)
    {
        Count = SampleChecks.Count(count);
        this.seed = seed;
    }

    /// <summary>Names of the classes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["left", "right", "up", "down", "clockwise", "counter-clockwise"];

    /// <inheritdoc/>
    public string Name => "generated gestures";

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Rows and columns of the camera, at least 8.</summary>
    public int Side { get; init => field = value is >= 8 and <= 256 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A camera of this set has 8 to 256 rows and columns."); } = 20;

    /// <summary>Number of steps of a sample, T, at least 1.</summary>
    public int Steps { get; init => field = Positive(value); } = 25;

    /// <summary>Length of a step [ms], at least 1.</summary>
    public int StepMilliseconds { get; init => field = Positive(value); } = 4;

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape => field is [int steps, 2, int side, _] && steps == Steps && side == Side ? field : field = [Steps, 2, Side, Side];

    /// <inheritdoc/>
    public int Classes => Names.Count;

    /// <inheritdoc/>
    public int Label(int index)
    {
        SampleChecks.Index(this, index);
        return index % Classes;
    }

    /// <summary>The events of a sample.</summary>
    /// <param name="index">Which sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public EventStream Events(int index) => Live([Label(index)], Steps * StepMilliseconds, index);

    /// <summary>A stream in which one gesture follows another.</summary>
    /// <param name="gestures">The classes, in order.</param>
    /// <param name="milliseconds">How long each is shown [ms], at least 1.</param>
    /// <param name="index">Which stream; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such gesture, or a number is out of range.</exception>
    public EventStream Live(ReadOnlySpan<int> gestures, int milliseconds, int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        _ = Positive(milliseconds);
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Sample, index);
        var scene = new GestureScene(Side, random);
        foreach (int gesture in gestures)
        {
            if ((uint)gesture >= (uint)Classes) throw new ArgumentOutOfRangeException(nameof(gestures), gesture, $"The gestures are 0 to {Classes - 1}: {string.Join(", ", Names)}.");
            scene.Show(gesture, milliseconds);
        }

        return new EventStream(
            [.. scene.Events.Select(e => e.Time)], [.. scene.Events.Select(e => e.X)], [.. scene.Events.Select(e => e.Y)], [.. scene.Events.Select(e => e.Rising)], Side, Side);
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        SampleChecks.Read(this, index, sample, checked(Steps * 2 * Side * Side));
        sample.Clear();
        EventStream events = Events(index);
        for (int i = 0; i < events.Count; i++)
        {
            int step = (int)(events.TimesInMicroseconds[i] / (1000 * StepMilliseconds)), polarity = events.Polarities[i] ? 1 : 0;
            sample[(((((step * 2) + polarity) * Side) + events.Ys[i]) * Side) + events.Xs[i]] = 1;
        }
    }

    private static int Positive(int value) => value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A number of steps or milliseconds must be at least 1.");
}
