using System.Globalization;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Recording;

/// <summary>A recorded state variable: samples x neurons. Threads write the columns of their own neurons.</summary>
internal sealed unsafe class StateTrace(StateRequest request) : IDisposable
{
    private readonly NativeList<double> values = new();
    private readonly StreamWriter? file = Open(request);
    private long samples;
    private long written;

    /// <summary>What is recorded.</summary>
    public StateRequest Request => request;

    /// <summary>Number of samples taken.</summary>
    public long Samples => samples;

    /// <summary>Makes room for the samples of the steps to come; called before the threads start.</summary>
    public void Prepare(long fromStep, long toStep)
    {
        long needed = (toStep / request.Every) - (fromStep / request.Every);
        samples += needed;
        values.Extend(needed * request.Neurons.Count);
    }

    /// <summary>Takes the sample of a step that has just been completed, of one slice.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="stepsDone">Number of steps completed, counted from the start of the recording.</param>
    public void Sample(SliceRuntime slice, long stepsDone)
    {
        if (stepsDone % request.Every != 0) return;
        PopulationView view = request.Neurons;
        int start = Math.Max(view.Start, slice.Slice.First), end = Math.Min(view.Start + view.Count, slice.Slice.End);
        double* row = values.Pointer + (((stepsDone / request.Every) - 1 - written) * view.Count);
        for (int n = start; n < end; n++) row[n - view.Start] = slice[request.Index, n - slice.Slice.First];
    }

    /// <summary>All samples.</summary>
    public double[] ToArray() => values.From(0).ToArray();

    /// <summary>Writes what has been recorded since the last call to the file, where there is one, and forgets it.</summary>
    /// <param name="recordingStart">The step at which recording started.</param>
    /// <param name="dt">Length of a step.</param>
    public void Flush(long recordingStart, Time dt)
    {
        if (file is null) return;
        ReadOnlySpan<double> row = values.From(0);
        for (; written < samples; written++)
        {
            double time = (recordingStart + ((written + 1.0) * request.Every)) * dt.InMilliseconds;
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{time:0.######}"));
            foreach (double value in row[..request.Neurons.Count]) file.Write(string.Create(CultureInfo.InvariantCulture, $" {value:R}"));
            file.WriteLine();
            row = row[request.Neurons.Count..];
        }

        values.Clear();
        file.Flush();
    }

    public void Dispose()
    {
        values.Dispose();
        file?.Dispose();
    }

    private static StreamWriter? Open(StateRequest request)
    {
        if (request.File is null) return null;
        var writer = new StreamWriter(request.File);
        writer.WriteLine($"# time_ms, then {request.Variable} of each neuron of {request.Neurons}");
        return writer;
    }
}
