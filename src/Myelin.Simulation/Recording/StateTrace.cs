using Myelin.Networks;
using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Recording;

/// <summary>A recorded state variable: samples x neurons. Threads write the columns of their own neurons.</summary>
internal sealed unsafe class StateTrace(StateRequest request) : IDisposable
{
    private readonly NativeList<double> values = new();
    private long samples;

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
        double* row = values.Pointer + (((stepsDone / request.Every) - 1) * view.Count);
        for (int n = start; n < end; n++) row[n - view.Start] = slice[request.Index, n - slice.Slice.First];
    }

    /// <summary>All samples.</summary>
    public double[] ToArray() => values.From(0).ToArray();

    public void Dispose() => values.Dispose();
}
