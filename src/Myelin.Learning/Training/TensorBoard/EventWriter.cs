using System.Globalization;

namespace Myelin.Learning.Training.TensorBoard;

/// <summary>Writes what TensorBoard shows: curves and distributions over the steps of a training, one file for a run.</summary>
/// <remarks>
/// Source: tensorflow/core/util/event.proto and framework/summary.proto, whose field numbers are used here. TensorBoard shows all files of a folder as one run, so a
/// resumed training opens a new writer in the same folder.
/// </remarks>
public sealed class EventWriter : IDisposable
{
    // Event
    private const int WallTime = 1;
    private const int Step = 2;
    private const int FileVersion = 3;
    private const int Summary = 5;

    // Summary and Summary.Value
    private const int Value = 1;
    private const int Tag = 1;
    private const int SimpleValue = 2;
    private const int Histo = 5;

    private static int writers;

    private readonly FileStream file;
    private readonly TimeProvider clock;
    private readonly ProtocolBuffer @event = new();
    private readonly ProtocolBuffer summary = new();
    private readonly ProtocolBuffer value = new();
    private readonly ProtocolBuffer histogram = new();

    /// <summary>Makes the file of a run.</summary>
    /// <param name="folder">The folder of the run, which is made where there is none.</param>
    /// <param name="clock">Where the time comes from; the system's where left out.</param>
    public EventWriter(string folder, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        this.clock = clock ?? TimeProvider.System;
        Directory.CreateDirectory(folder);
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{this.clock.GetUtcNow().ToUnixTimeSeconds()}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref writers) - 1}");
        Path = System.IO.Path.Combine(folder, name);
        file = new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Begin();
        @event.Text(FileVersion, "brain.Event:2");
        RecordStream.Write(file, @event.Written);
        file.Flush();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>A point of a curve.</summary>
    /// <param name="tag">The name of the curve; what is before a slash groups them.</param>
    /// <param name="number">The number, written in single precision.</param>
    /// <param name="step">The step of the training.</param>
    public void Scalar(string tag, double number, long step)
    {
        BeginValue(tag);
        value.Single(SimpleValue, (float)number);
        Write(step);
    }

    /// <summary>How numbers, such as weights or gradients, are spread.</summary>
    /// <param name="tag">The name of the distribution; what is before a slash groups them.</param>
    /// <param name="numbers">The numbers; those that are not finite are left out.</param>
    /// <param name="step">The step of the training.</param>
    public void Distribution(string tag, ReadOnlySpan<float> numbers, long step)
    {
        var spread = new Histogram(numbers);
        histogram.Clear();
        histogram.Double(1, spread.Minimum);
        histogram.Double(2, spread.Maximum);
        histogram.Double(3, spread.Count);
        histogram.Double(4, spread.Sum);
        histogram.Double(5, spread.SumOfSquares);
        histogram.Doubles(6, spread.Limits);
        histogram.Doubles(7, spread.Counts);
        BeginValue(tag);
        value.Bytes(Histo, histogram.Written);
        Write(step);
    }

    /// <summary>Makes what was written visible to TensorBoard.</summary>
    public void Flush() => file.Flush();

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private void Begin()
    {
        @event.Clear();
        @event.Double(WallTime, (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
    }

    private void BeginValue(string tag)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tag);
        value.Clear();
        value.Text(Tag, tag);
    }

    private void Write(long step)
    {
        summary.Clear();
        summary.Bytes(Value, value.Written);
        Begin();
        @event.Integer(Step, step);
        @event.Bytes(Summary, summary.Written);
        RecordStream.Write(file, @event.Written);
    }
}
