using Myelin.Learning.Products;
using Myelin.Values;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>
/// The jump of the adjoint at a spike. A small change of the state moves the spike in time; what follows is changed by the time that it moves, and
/// so are the neurons that the spike goes to. With x the state, d the distance from threshold, J the step with the spike held and G the gradient
/// of an additional spike: before = J^T after + grad d (x'(after) . after - (J x'(before)) . after - dG/dt) / d'. What a spike does to others when it
/// moves is dG/dt, because the gradient of an arriving jump, as a function of when it arrives, obeys the adjoint equation of those others. Source:
/// Wunderlich and Pehle (2021), Scientific Reports 11, 12829, eqs. 2 and 3 for the leaky integrate-and-fire neuron; the form for any flow is the
/// saltation matrix (Aizerman and Gantmacher 1958), written here for the adjoint.
/// </summary>
/// <param name="distance">The step whose spike has the derivative 1: that of the distance from threshold.</param>
/// <param name="flow">How the states move.</param>
/// <param name="states">Number of state variables.</param>
/// <param name="step">Length of a step [ms].</param>
internal sealed unsafe class EventCorrection(IJacobian distance, IFlow flow, int states, double step) : SpikeCorrection
{
    public override void Add(in ScanTask task, int t, int firstBlock, int width, in StripGradient strip, int* directions, int count, Simd* results)
    {
        Simd* slopes = (Simd*)Scratch.Rent(1, (long)(count + Widest + 1 + (4 * states)) * Lanes.Block);
        Simd* one = slopes + count + Widest, none = one + 1, rateBefore = none + states, rateAfter = rateBefore + states, after = rateAfter + states;
        *one = Simd.One;
        for (int s = 0; s < states; s++) none[s] = Simd.Zero;
        for (int w = 0; w < width; w++)
        {
            int lane = (firstBlock + w) * Lanes.Block, lanes = Math.Min(Lanes.Block, task.Lanes - lane);
            Simd spike = Lanes.Load(task.Output + ((long)t * task.Lanes) + lane, lanes);
            if (spike.NonZeroBits() == 0) continue;
            Simd* before = strip.Before + ((long)w * states), adjoint = strip.Adjoint + ((long)w * states);
            distance.Apply(task, t, firstBlock + w, 1, new StripGradient { Before = before, Adjoint = none, Output = one }, directions, count, slopes);
            flow.Rates(before, rateBefore);

            // What arrives in the step of the spike does not move with it, so the state behind the spike is taken without, unless it was what made the spike.
            Simd* reached = before + ((long)width * states);
            for (int s = 0; s < states; s++) after[s] = before[s];
            Simd alone = flow.Coast(task.Constants + ((firstBlock + w) * task.ConstantStride), after);
            for (int s = 0; s < states; s++) after[s] = Simd.Select(alone, after[s], reached[s]);
            flow.Rates(after, rateAfter);

            Simd jump = -Slope(task, t, lane, lanes), rise = Simd.Zero;
            for (int s = 0; s < states; s++)
            {
                jump += (rateAfter[s] * adjoint[s]) - (rateBefore[s] * results[((long)s * width) + w]);
                rise = Simd.FusedMultiplyAdd(rateBefore[s], slopes[s], rise);
            }

            Simd crosses = (rise > Simd.Zero) * Simd.Abs(spike);
            Simd factor = Simd.Select(crosses, jump / Simd.Select(crosses, rise, Simd.One), Simd.Zero);
            for (int d = 0; d < count; d++)
            {
                Simd* to = results + ((long)d * width) + w;
                *to = Simd.FusedMultiplyAdd(factor, slopes[d], *to);
            }
        }
    }

    // dG/dt [1/ms], from this step to the next; to this one from the one before where it is the last.
    private Simd Slope(in ScanTask task, int t, int lane, int lanes)
    {
        if (task.Steps == 1) return Simd.Zero;
        int from = Math.Min(t, task.Steps - 2);
        return (OutputGradient(task, from + 1, lane, lanes) - OutputGradient(task, from, lane, lanes)) * Simd.Constant(1 / step);
    }
}
