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

    // Steps between asking for a row and using it.
    private const int Ahead = 4;

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
            for (int p = 0; p < TForward.Ports && t + Ahead < task.Steps; p++)
            {
                if (task.InputStrides[p] != 0) Lanes.Prefetch(task.Inputs[p] + ((t + Ahead) * task.InputStrides[p]) + (firstBlock * Lanes.Block), width);
            }

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

    private static void Sweep(in ScanTask task, int firstBlock, int width, Simd* states, Simd* adjoints)
    {
        // Aligned: a value that lies across two cache lines costs twice.
        int duals = Math.Max(1, TStep.States) + Math.Max(1, TStep.Ports) + Math.Max(1, TStep.Constants);
        var memory = (Dual<Simd, TSurrogate>*)Scratch.Rent(6, ((long)duals * 2 * Lanes.Block) + ((long)width * (TStep.States + 2) * Lanes.Block));
        var column = new Column(memory, (Simd*)(memory + duals));
        LoadConstants(task, firstBlock, column.Constants);
        for (int t = task.Steps - 1; t >= 0; t--)
        {
            Simd* before = states + ((long)t * width * TStep.States);
            Gather(task, t, firstBlock, width, adjoints, column);
            for (int d = 0; d < TStep.States; d++)
                Differentiate(task, t, firstBlock, width, before, adjoints, column, d, -1, -1, column.Results + ((long)(d + 1) * width));
            for (int p = 0; p < TStep.Ports; p++)
            {
                if (task.InputGradients[p] is null) continue;
                Differentiate(task, t, firstBlock, width, before, adjoints, column, -1, p, -1, column.Results + ((long)(TStep.States + 1) * width));
                StoreInput(task, t, p, firstBlock, width, column.Results + ((long)(TStep.States + 1) * width));
            }

            for (int l = 0; l < task.Learnt; l++)
            {
                Simd* sums = column.Results + ((long)(TStep.States + 1) * width);
                Differentiate(task, t, firstBlock, width, before, adjoints, column, -1, -1, task.LearntConstants[l], sums);
                for (int w = 0; w < width; w++)
                {
                    Simd* to = (Simd*)task.ConstantGradients + ((long)(firstBlock + w) * task.Learnt) + l;
                    *to = t == task.Steps - 1 && !task.ConstantAdds ? sums[w] : sums[w] + *to;
                }
            }

            for (int d = 0; d < TStep.States; d++)
            {
                Simd* next = column.Results + ((long)(d + 1) * width);
                for (int w = 0; w < width; w++) adjoints[((long)w * TStep.States) + d] = next[w];
            }
        }
    }

    // The gradient of the strip's output, and that of the trace added to that of the state.
    private static void Gather(in ScanTask task, int t, int firstBlock, int width, Simd* adjoints, Column column)
    {
        if (t >= Ahead)
        {
            long soon = ((long)(t - Ahead) * task.Lanes) + (firstBlock * Lanes.Block);
            if (task.OutputGradient is not null) Lanes.Prefetch(task.OutputGradient + soon, width);
            if (task.TraceGradient is not null) Lanes.Prefetch(task.TraceGradient + soon, width);
            for (int p = 0; p < TStep.Ports; p++)
            {
                if (task.InputStrides[p] == 0) continue;
                Lanes.Prefetch(task.Inputs[p] + soon, width);
                if (task.InputGradients[p] is not null) Lanes.Prefetch(task.InputGradients[p] + soon, width);
            }
        }

        for (int w = 0; w < width; w++)
        {
            int lane = (firstBlock + w) * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
            long at = ((long)t * task.Lanes) + lane;
            column.Results[w] = task.OutputGradient is null ? Simd.Zero : Lanes.Load(task.OutputGradient + at, count);
            if (task.TraceGradient is not null) adjoints[((long)w * TStep.States) + task.TracedVariable] += Lanes.Load(task.TraceGradient + at, count);
        }
    }

    private static void StoreInput(in ScanTask task, int t, int port, int firstBlock, int width, Simd* sums)
    {
        bool first = !task.InputAdds[port] && (task.InputStrides[port] != 0 || t == task.Steps - 1);
        for (int w = 0; w < width; w++)
        {
            int lane = (firstBlock + w) * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
            float* to = task.InputGradients[port] + (t * task.InputStrides[port]) + lane;
            Lanes.Store(first ? sums[w] : sums[w] + Lanes.Load(to, count), to, count);
        }
    }

    // One column of the Jacobian of every block of the strip, applied to the gradients of output and state. A method of its own, so that the
    // compiler inlines the whole step: there is a limit to what it inlines into one method.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Differentiate(
        in ScanTask task, int t, int firstBlock, int width, Simd* before, Simd* adjoint, Column column, int variable, int port, int constant, Simd* result)
    {
        Dual<Simd, TSurrogate>* state = column.State, input = column.Input, constants = column.Constants;
        if (constant >= 0) constants[constant] = new(constants[constant].Real, Simd.One);
        for (int w = 0; w < width; w++)
        {
            int block = firstBlock + w, lane = block * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
            if (task.ConstantStride != 0)
            {
                LoadConstants(task, block, constants);
                if (constant >= 0) constants[constant] = new(constants[constant].Real, Simd.One);
            }

            for (int p = 0; p < TStep.Ports; p++)
            {
                Simd x = task.Inputs[p] is null ? Simd.Zero : Lanes.Load(task.Inputs[p] + (t * task.InputStrides[p]) + lane, count);
                input[p] = new(x, p == port ? Simd.One : Simd.Zero);
            }

            for (int s = 0; s < TStep.States; s++) state[s] = new(before[s], s == variable ? Simd.One : Simd.Zero);
            DualDraws<TSurrogate> draws = TStep.IsStochastic ? new(SimdDraws.Open(task.Seed, 0, task.FirstStep + t, lane)) : default;
            Dual<Simd, TSurrogate> emitted = TStep.Step(ref *state, in *constants, in *input, ref draws);
            Simd sum = column.Results[w] * emitted.Tangent;
            for (int s = 0; s < TStep.States; s++) sum = Simd.FusedMultiplyAdd(adjoint[s], state[s].Tangent, sum);
            result[w] = sum;
            before += TStep.States;
            adjoint += TStep.States;
        }

        if (constant >= 0) constants[constant] = new(constants[constant].Real, Simd.Zero);
    }

    private static void LoadConstants(in ScanTask task, int block, Dual<Simd, TSurrogate>* constants)
    {
        Simd* from = (Simd*)(task.Constants + (block * task.ConstantStride));
        for (int c = 0; c < TStep.Constants; c++) constants[c] = new(from[c], Simd.Zero);
    }

    /// <summary>Memory for one step over values with derivatives, and for the strip's results: first the gradient of the output.</summary>
    private readonly struct Column(Dual<Simd, TSurrogate>* memory, Simd* results)
    {
        public readonly Dual<Simd, TSurrogate>* State = memory;
        public readonly Dual<Simd, TSurrogate>* Input = memory + Math.Max(1, TStep.States);
        public readonly Dual<Simd, TSurrogate>* Constants = memory + Math.Max(1, TStep.States) + Math.Max(1, TStep.Ports);
        public readonly Simd* Results = results;
    }
}
