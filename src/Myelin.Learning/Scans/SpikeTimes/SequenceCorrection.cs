using Myelin.Learning.Products;
using Myelin.Values;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>
/// What a spike contributes when its time is what depends on the membrane, in steps: a membrane that is higher by du fires earlier by du over its
/// rise in this step. What the spike does a step later less what it does now is, for others, the difference of the gradients of an additional spike
/// (inter-neuron dependency), and for the neuron itself that of the gradients of its state, along what its reset changed (intra-neuron dependency).
/// Silent steps contribute nothing. Source: Zhang and Li (2020), NeurIPS 33 (TSSL-BP), section 3.2 and the authors' program, which bounds
/// the inverse of the rise by 10.
/// </summary>
/// <param name="distance">The step whose spike has the derivative 1: that of the distance from threshold.</param>
/// <param name="held">The step whose spike has none.</param>
/// <param name="states">Number of state variables.</param>
/// <param name="membrane">Which of them is compared with the threshold.</param>
/// <param name="bound">The largest inverse of the rise.</param>
internal sealed unsafe class SequenceCorrection(IJacobian distance, IJacobian held, int states, int membrane, double bound) : SpikeCorrection
{
    public override void Add(in ScanTask task, int t, int firstBlock, int width, in StripGradient strip, int* directions, int count, Simd* results)
    {
        long size = (long)width * states;
        Simd* later = (Simd*)Scratch.Rent(5, size * Lanes.Block);
        if (t == task.Steps - 1) new Span<Simd>(later, checked((int)size)).Clear();
        int room = count + Widest;
        Simd* through = (Simd*)Scratch.Rent(1, ((4L * room) + 2 + states) * Lanes.Block);
        Simd* still = through + room, slopes = still + room, reset = slopes + room, output = reset + room, adjoint = output + 2;
        for (int w = 0; w < width; w++)
        {
            int block = firstBlock + w, lane = block * Lanes.Block, lanes = Math.Min(Lanes.Block, task.Lanes - lane);
            Simd spike = Lanes.Load(task.Output + ((long)t * task.Lanes) + lane, lanes);
            if (spike.NonZeroBits() == 0) continue;
            Simd* before = strip.Before + ((long)w * states), now = strip.Adjoint + ((long)w * states);

            for (int s = 0; s < states; s++) adjoint[s] = s == membrane ? Simd.One : Simd.Zero;
            *output = Simd.Zero;
            Apart(task, t, block, before, adjoint, output, directions, count, still, reset);
            for (int s = 0; s < states; s++) adjoint[s] = Simd.Zero;
            *output = Simd.One;
            distance.Apply(task, t, block, 1, new StripGradient { Before = before, Adjoint = adjoint, Output = output }, directions, count, slopes);
            Simd shared = Simd.Zero, whole = Simd.Constant(1e-30);
            for (int d = 0; d < count; d++)
            {
                shared = Simd.FusedMultiplyAdd(reset[d], slopes[d], shared);
                whole = Simd.FusedMultiplyAdd(slopes[d], slopes[d], whole);
            }

            // The membrane before the reset less that before the step.
            Simd rise = before[((long)width * states) + membrane] - (shared / whole) - before[membrane];
            Simd inverse = Simd.One / Simd.Max(rise, Simd.Constant(1 / bound));

            for (int s = 0; s < states; s++) adjoint[s] = later[((long)w * states) + s] - now[s];
            *output = OutputGradient(task, t + 1, lane, lanes) - OutputGradient(task, t, lane, lanes);
            Apart(task, t, block, before, adjoint, output, directions, count, still, through);
            Simd factor = Simd.Select(Simd.Abs(spike), -inverse, Simd.Zero);
            for (int d = 0; d < count; d++)
            {
                Simd* to = results + ((long)d * width) + w;
                *to = Simd.FusedMultiplyAdd(factor, through[d], *to);
            }
        }

        for (long i = 0; i < size; i++) later[i] = strip.Adjoint[i];
    }

    // What goes through the spike alone: with its derivative less without.
    private void Apart(in ScanTask task, int t, int block, Simd* before, Simd* adjoint, Simd* output, int* directions, int count, Simd* still, Simd* through)
    {
        var strip = new StripGradient { Before = before, Adjoint = adjoint, Output = output };
        distance.Apply(task, t, block, 1, strip, directions, count, through);
        held.Apply(task, t, block, 1, strip, directions, count, still);
        for (int d = 0; d < count; d++) through[d] -= still[d];
    }
}
