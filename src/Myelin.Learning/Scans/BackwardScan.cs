using System.Runtime.CompilerServices;
using Myelin.Learning.Products;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Learning.Scans;

/// <summary>
/// The gradient of a model's steps, backward through time. The states of a strip of neurons are computed once more, into cache, so no state of
/// the forward pass has to be kept; then the exact Jacobian of each step, one direction at a time, is applied to the gradient of the state.
/// </summary>
/// <typeparam name="TStep">The model over values with derivatives; of the same model as <typeparamref name="TForward"/>.</typeparam>
/// <typeparam name="TForward">The model.</typeparam>
/// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
internal sealed unsafe class BackwardScan<TStep, TForward, TSurrogate> : IScan
    where TStep : struct, INeuronStep<Dual<Simd, TSurrogate>>
    where TForward : struct, INeuronStep<Simd>
    where TSurrogate : struct, ISurrogate
{
    // What a strip's states over all steps may take of the second-level cache, in bytes.
    private const int Room = 384 * 1024;
    private const int Widest = 16;

    public int States => TStep.States;

    public int Constants => TStep.Constants;

    public int Ports => TStep.Ports;

    public long Run(in ScanTask task, int firstBlock, int blocks)
    {
        int perBlock = Math.Max(1, TStep.States) * Lanes.Block * sizeof(float);
        int strip = (int)Math.Clamp(Room / ((long)perBlock * (task.Steps + 1)), 1, Widest);
        Simd* states = (Simd*)Scratch.Rent(2, (long)strip * Math.Max(1, TStep.States) * (task.Steps + 1) * Lanes.Block);
        Simd* adjoint = (Simd*)Scratch.Rent(3, (long)strip * Math.Max(1, TStep.States) * Lanes.Block);
        for (int b = firstBlock; b < firstBlock + blocks; b += strip)
        {
            int width = Math.Min(strip, firstBlock + blocks - b);
            StripStates.Load(task, TStep.States, b, width, states);
            Recompute(task, b, width, states);
            Start(task, b, width, adjoint);
            Sweep(task, b, width, states, adjoint);
            if (task.InitialGradient is not null) StoreInitial(task, b, width, adjoint);
        }

        return 0;
    }

    // State t of the strip is before step t.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Recompute(in ScanTask task, int firstBlock, int width, Simd* states)
    {
        Simd* inputs = stackalloc Simd[Math.Max(1, TForward.Ports)];
        long step = (long)width * TForward.States;
        for (int t = 0; t < task.Steps; t++)
        {
            Simd* before = states + (t * step), after = before + step;
            for (int i = 0; i < step; i++) after[i] = before[i];
            for (int w = 0; w < width; w++)
            {
                int lane = (firstBlock + w) * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
                for (int p = 0; p < TForward.Ports; p++)
                    inputs[p] = task.Inputs[p] is null ? Simd.Zero : Lanes.Load(task.Inputs[p] + (t * task.InputStrides[p]) + lane, count);
                SimdDraws draws = TForward.IsStochastic ? SimdDraws.Open(task.Seed, 0, task.FirstStep + t, lane) : default;
                TForward.Step(ref after[(long)w * TForward.States], in *(Simd*)(task.Constants + ((firstBlock + w) * task.ConstantStride)), in *inputs, ref draws);
            }
        }
    }

    private static void Start(in ScanTask task, int firstBlock, int width, Simd* adjoint)
    {
        for (int w = 0; w < width; w++)
        {
            int lane = (firstBlock + w) * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
            for (int v = 0; v < TStep.States; v++)
                adjoint[(w * TStep.States) + v] = task.FinalGradient is null ? Simd.Zero : Lanes.Load(task.FinalGradient + ((long)v * task.Lanes) + lane, count);
        }
    }

    private static void StoreInitial(in ScanTask task, int firstBlock, int width, Simd* adjoint)
    {
        for (int w = 0; w < width; w++)
        {
            int lane = (firstBlock + w) * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
            for (int v = 0; v < TStep.States; v++) Lanes.Store(adjoint[(w * TStep.States) + v], task.InitialGradient + ((long)v * task.Lanes) + lane, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sweep(in ScanTask task, int firstBlock, int width, Simd* states, Simd* adjoints)
    {
        var state = stackalloc Dual<Simd, TSurrogate>[Math.Max(1, TStep.States)];
        var input = stackalloc Dual<Simd, TSurrogate>[Math.Max(1, TStep.Ports)];
        var constants = stackalloc Dual<Simd, TSurrogate>[Math.Max(1, TStep.Constants)];
        Simd* next = stackalloc Simd[Math.Max(1, TStep.States)];
        LoadConstants(task, firstBlock, constants);
        for (int t = task.Steps - 1; t >= 0; t--)
        {
            for (int w = 0; w < width; w++)
            {
                int block = firstBlock + w, lane = block * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
                if (task.ConstantStride != 0) LoadConstants(task, block, constants);
                long at = ((long)t * task.Lanes) + lane;
                Simd* before = states + ((((long)t * width) + w) * TStep.States);
                Simd* adjoint = adjoints + ((long)w * TStep.States);
                Simd output = task.OutputGradient is null ? Simd.Zero : Lanes.Load(task.OutputGradient + at, count);
                if (task.TraceGradient is not null) adjoint[task.TracedVariable] += Lanes.Load(task.TraceGradient + at, count);
                for (int p = 0; p < TStep.Ports; p++)
                {
                    Simd x = task.Inputs[p] is null ? Simd.Zero : Lanes.Load(task.Inputs[p] + (t * task.InputStrides[p]) + lane, count);
                    input[p] = new(x, Simd.Zero);
                }

                long step = task.FirstStep + t;
                for (int d = 0; d < TStep.States; d++)
                    next[d] = Direction(before, d, state, constants, input, adjoint, output, task.Seed, step, lane);
                for (int p = 0; p < TStep.Ports; p++)
                {
                    if (task.InputGradients[p] is null) continue;
                    Simd x = input[p].Real;
                    input[p] = new(x, Simd.One);
                    Simd sum = Direction(before, -1, state, constants, input, adjoint, output, task.Seed, step, lane);
                    input[p] = new(x, Simd.Zero);
                    float* to = task.InputGradients[p] + (t * task.InputStrides[p]) + lane;
                    bool first = !task.InputAdds[p] && (task.InputStrides[p] != 0 || t == task.Steps - 1);
                    Lanes.Store(first ? sum : sum + Lanes.Load(to, count), to, count);
                }

                for (int l = 0; l < task.Learnt; l++)
                {
                    int c = task.LearntConstants[l];
                    Simd value = constants[c].Real;
                    constants[c] = new(value, Simd.One);
                    Simd sum = Direction(before, -1, state, constants, input, adjoint, output, task.Seed, step, lane);
                    constants[c] = new(value, Simd.Zero);
                    Simd* to = (Simd*)task.ConstantGradients + ((long)block * task.Learnt) + l;
                    *to = t == task.Steps - 1 ? sum : sum + *to;
                }

                for (int d = 0; d < TStep.States; d++) adjoint[d] = next[d];
            }
        }
    }

    // One column of the Jacobian, applied to the gradients of output and state.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd Direction(
        Simd* before,
        int variable,
        Dual<Simd, TSurrogate>* state,
        Dual<Simd, TSurrogate>* constants,
        Dual<Simd, TSurrogate>* input,
        Simd* adjoint,
        Simd output,
        ulong seed,
        long step,
        int lane)
    {
        for (int s = 0; s < TStep.States; s++) state[s] = new(before[s], s == variable ? Simd.One : Simd.Zero);
        DualDraws<TSurrogate> draws = TStep.IsStochastic ? new(SimdDraws.Open(seed, 0, step, lane)) : default;
        Dual<Simd, TSurrogate> emitted = TStep.Step(ref *state, in *constants, in *input, ref draws);
        Simd sum = output * emitted.Tangent;
        for (int s = 0; s < TStep.States; s++) sum = Simd.FusedMultiplyAdd(adjoint[s], state[s].Tangent, sum);
        return sum;
    }

    private static void LoadConstants(in ScanTask task, int block, Dual<Simd, TSurrogate>* constants)
    {
        Simd* from = (Simd*)(task.Constants + (block * task.ConstantStride));
        for (int c = 0; c < TStep.Constants; c++) constants[c] = new(from[c], Simd.Zero);
    }
}
