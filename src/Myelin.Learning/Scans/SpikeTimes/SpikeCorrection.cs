using Myelin.Values;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>What the spikes of a step add to a gradient that was taken with spikes held where they are.</summary>
internal abstract unsafe class SpikeCorrection
{
    /// <summary>The most directions that are computed together.</summary>
    protected const int Widest = 3;

    /// <summary>Adds it.</summary>
    /// <param name="task">The arrays of the run; its output has the spikes.</param>
    /// <param name="t">The step; the backward pass asks for all, from the last to the first.</param>
    /// <param name="firstBlock">First block of the strip.</param>
    /// <param name="width">Number of blocks.</param>
    /// <param name="strip">States and gradients.</param>
    /// <param name="directions">What to differentiate with respect to: all state variables first, then ports and constants.</param>
    /// <param name="count">How many.</param>
    /// <param name="results">The gradient with spikes held, direction by direction; is added to.</param>
    public abstract void Add(in ScanTask task, int t, int firstBlock, int width, in StripGradient strip, int* directions, int count, Simd* results);

    /// <summary>The gradient of what a block emits at a step; 0 beyond the last step and where there is none.</summary>
    protected static Simd OutputGradient(in ScanTask task, int t, int lane, int lanes) =>
        task.OutputGradient is null || t >= task.Steps ? Simd.Zero : Lanes.Load(task.OutputGradient + ((long)t * task.Lanes) + lane, lanes);
}
