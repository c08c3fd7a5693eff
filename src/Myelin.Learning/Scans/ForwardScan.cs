using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Learning.Products;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Learning.Scans;

/// <summary>A model's step over time: every array is read or written once, the states of a strip of neurons stay in the first-level cache.</summary>
/// <typeparam name="TStep">The model.</typeparam>
internal sealed unsafe class ForwardScan<TStep> : IScan
    where TStep : struct, INeuronStep<Simd>
{
    /// <summary>Blocks that go through time together.</summary>
    private const int Strip = 64;

    // Steps between asking for a row and using it.
    private const int Ahead = 2;

    public int States => TStep.States;

    public int Constants => TStep.Constants;

    public int Ports => TStep.Ports;

    public long Run(in ScanTask task, int firstBlock, int blocks)
    {
        long active = 0;
        Simd* state = (Simd*)Scratch.Rent(2, (long)Strip * Math.Max(1, TStep.States) * Lanes.Block);
        for (int b = firstBlock; b < firstBlock + blocks; b += Strip)
        {
            int width = Math.Min(Strip, firstBlock + blocks - b);
            StripStates.Load(task, TStep.States, b, width, state);
            active += Advance(task, b, width, state);
            if (task.Final is not null) StripStates.Store(task, TStep.States, b, width, state);
        }

        return active;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Advance(in ScanTask task, int firstBlock, int width, Simd* states)
    {
        long active = 0;
        Simd* inputs = stackalloc Simd[Math.Max(1, TStep.Ports)];
        bool past = Lanes.GoesPast(task.Output, task.Steps, task.Lanes);
        for (int t = 0; t < task.Steps; t++)
        {
            if (t + Ahead < task.Steps) Prefetch(task, t + Ahead, firstBlock, width);
            for (int w = 0; w < width; w++)
            {
                int lane = (firstBlock + w) * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
                for (int p = 0; p < TStep.Ports; p++)
                    inputs[p] = task.Inputs[p] is null ? Simd.Zero : Lanes.Load(task.Inputs[p] + (t * task.InputStrides[p]) + lane, count);
                SimdDraws draws = TStep.IsStochastic ? SimdDraws.Open(task.Seed, 0, task.FirstStep + t, task.FirstLane + lane) : default;
                Simd* state = states + ((long)w * TStep.States);
                Simd output = TStep.Step(ref *state, in *(Simd*)(task.Constants + ((firstBlock + w) * task.ConstantStride)), in *inputs, ref draws);
                long at = ((long)t * task.Lanes) + lane;
                Lanes.Store(output, task.Output + at, count, past);
                active += BitOperations.PopCount(output.NonZeroBits() & ((1u << count) - 1));
                if (task.Trace is not null) Lanes.Store(state[task.TracedVariable], task.Trace + at, count);
            }
        }

        return active;
    }

    private static void Prefetch(in ScanTask task, int t, int firstBlock, int width)
    {
        int lane = firstBlock * Lanes.Block;
        for (int p = 0; p < TStep.Ports; p++)
        {
            if (task.InputStrides[p] != 0) Lanes.Prefetch(task.Inputs[p] + (t * task.InputStrides[p]) + lane, width);
        }

        if (!Lanes.GoesPast(task.Output, task.Steps, task.Lanes)) Lanes.Prefetch(task.Output + ((long)t * task.Lanes) + lane, width);
    }
}
