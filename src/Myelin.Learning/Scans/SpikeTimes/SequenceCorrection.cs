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
        Simd* slopes = (Simd*)Scratch.Rent(1, (room + (4L * Widest) + 1 + states) * Lanes.Block);
        Simd* both = slopes + room, through = both + Widest, still = through + Widest, output = still + Widest, adjoint = output + 1;

        // What goes through a spike is the same in all directions but for the slope of the distance; two tell it, of which one is not 0.
        int* probes = stackalloc int[Widest + 2];
        new Span<int>(probes, Widest + 2).Fill(-1);
        (probes[0], probes[1]) = (membrane, states);
        for (int w = 0; w < width; w++)
        {
            int block = firstBlock + w, lane = block * Lanes.Block, lanes = Math.Min(Lanes.Block, task.Lanes - lane);
            Simd spike = Lanes.Load(task.Output + ((long)t * task.Lanes) + lane, lanes);
            if (spike.NonZeroBits() == 0) continue;
            Simd* before = strip.Before + ((long)w * states), now = strip.Adjoint + ((long)w * states);

            for (int s = 0; s < states; s++) adjoint[s] = Simd.Zero;
            *output = Simd.One;
            var one = new StripGradient { Before = before, Adjoint = adjoint, Output = output };
            distance.Apply(task, t, block, 1, one, directions, count, slopes);
            distance.Apply(task, t, block, 1, one, probes, 2, both);

            // The membrane before the reset less that before the step.
            adjoint[membrane] = Simd.One;
            Simd reset = Simd.Abs(spike) * Through(task, t, block, one, probes, both, through, still);
            Simd rise = before[((long)width * states) + membrane] - reset - before[membrane];
            Simd inverse = Simd.One / Simd.Max(rise, Simd.Constant(1 / bound));

            for (int s = 0; s < states; s++) adjoint[s] = later[((long)w * states) + s] - now[s];
            Simd intra = Through(task, t, block, one, probes, both, through, still);
            Simd inter = OutputGradient(task, t + 1, lane, lanes) - OutputGradient(task, t, lane, lanes);
            Simd factor = Simd.Select(Simd.Abs(spike), -(inverse * (inter + intra)), Simd.Zero);
            for (int d = 0; d < count; d++)
            {
                Simd* to = results + ((long)d * width) + w;
                *to = Simd.FusedMultiplyAdd(factor, slopes[d], *to);
            }
        }

        for (long i = 0; i < size; i++) later[i] = strip.Adjoint[i];
    }

    // The gradient along what a spike changes in the neuron itself, per spike emitted: with its derivative less without, over the slope.
    private Simd Through(in ScanTask task, int t, int block, in StripGradient strip, int* probes, Simd* slopes, Simd* through, Simd* still)
    {
        *strip.Output = Simd.Zero;
        distance.Apply(task, t, block, 1, strip, probes, 2, through);
        held.Apply(task, t, block, 1, strip, probes, 2, still);
        Simd shared = Simd.Zero, whole = Simd.Constant(1e-30);
        for (int d = 0; d < 2; d++)
        {
            shared = Simd.FusedMultiplyAdd(through[d] - still[d], slopes[d], shared);
            whole = Simd.FusedMultiplyAdd(slopes[d], slopes[d], whole);
        }

        return shared / whole;
    }
}
