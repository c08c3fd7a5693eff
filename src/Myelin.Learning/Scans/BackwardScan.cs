using System.Runtime.CompilerServices;
using Myelin.Learning.Products;
using Myelin.Learning.Scans.SpikeTimes;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Values;
using Myelin.Values.Tangents;

namespace Myelin.Learning.Scans;

/// <summary>
/// The gradient of a model's steps, backward through time. The states of a strip of neurons are computed once more, into cache, so no state of
/// the forward pass has to be kept; then the exact Jacobian of each step, a few directions at a time, is applied to the gradient of the state.
/// </summary>
/// <typeparam name="TStep">The model over values with derivatives; of the same model as <typeparamref name="TForward"/>.</typeparam>
/// <typeparam name="TForward">The model.</typeparam>
/// <typeparam name="TTangent">The derivatives of as many directions as are computed together.</typeparam>
/// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
/// <param name="correction">What spikes add to the gradient besides that derivative; null for nothing.</param>
internal sealed unsafe class BackwardScan<TStep, TForward, TTangent, TSurrogate>(SpikeCorrection? correction = null) : IScan, IJacobian
    where TStep : struct, INeuronStep<Dual<Simd, TTangent, TSurrogate>>
    where TForward : struct, INeuronStep<Simd>
    where TTangent : unmanaged, ITangent<Simd, TTangent>
    where TSurrogate : struct, ISurrogate
{
    // What a strip's states over all steps may take of the second-level cache, in bytes.
    private const int Room = 192 * 1024;
    private const int Widest = 64;

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

    // State t of the strip is before step t; nobody needs the one after the last.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Recompute(in ScanTask task, int firstBlock, int width, Simd* states)
    {
        Simd* inputs = stackalloc Simd[Math.Max(1, TForward.Ports)];
        long step = (long)width * TForward.States;
        for (int t = 0; t < task.Steps - 1; t++)
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
                SimdDraws draws = TForward.IsStochastic ? SimdDraws.Open(task.Seed, 0, task.FirstStep + t, task.FirstLane + lane) : default;
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

    /// <inheritdoc/>
    public void Apply(in ScanTask task, int t, int firstBlock, int width, in StripGradient strip, int* directions, int count, Simd* results)
    {
        int duals = Math.Max(1, TStep.States) + Math.Max(1, TStep.Ports) + Math.Max(1, TStep.Constants);
        float* memory = Scratch.Rent(0, (long)duals * (1 + TTangent.Directions) * Lanes.Block);
        var work = new Workspace((Dual<Simd, TTangent, TSurrogate>*)memory, strip.Output);
        for (int d = 0; d < count; d += TTangent.Directions)
            Differentiate(task, t, firstBlock, width, strip.Before, strip.Adjoint, work, directions + d, results + ((long)d * width));
    }

    private void Sweep(in ScanTask task, int firstBlock, int width, Simd* states, Simd* adjoints)
    {
        // A direction is a state variable, then a port whose gradient is wanted, then a learnt constant.
        int* directions = stackalloc int[TStep.States + TStep.Ports + TStep.Constants + TTangent.Directions];
        int count = 0;
        for (int s = 0; s < TStep.States && !task.CutsTime; s++) directions[count++] = s;
        for (int p = 0; p < TStep.Ports; p++)
        {
            if (task.InputGradients[p] is not null) directions[count++] = TStep.States + p;
        }

        for (int l = 0; l < task.Learnt; l++) directions[count++] = TStep.States + TStep.Ports + task.LearntConstants[l];
        for (int i = 0; i < TTangent.Directions; i++) directions[count + i] = -1;

        // Aligned: a value that lies across two cache lines costs twice.
        int duals = Math.Max(1, TStep.States) + Math.Max(1, TStep.Ports) + Math.Max(1, TStep.Constants);
        int perDual = (1 + TTangent.Directions) * Lanes.Block;
        float* memory = Scratch.Rent(6, ((long)duals * perDual) + ((long)width * (count + TTangent.Directions + 1) * Lanes.Block));
        var work = new Workspace((Dual<Simd, TTangent, TSurrogate>*)memory, (Simd*)(memory + ((long)duals * perDual)));
        for (int t = task.Steps - 1; t >= 0; t--)
        {
            if (task.CutsTime && t < task.Steps - 1) new Span<Simd>(adjoints, width * TStep.States).Clear();
            Gather(task, t, firstBlock, width, adjoints, work.Output);
            Simd* results = work.Output + width;
            Simd* before = states + ((long)t * width * TStep.States);
            for (int d = 0; d < count; d += TTangent.Directions) Differentiate(task, t, firstBlock, width, before, adjoints, work, directions + d, results + ((long)d * width));
            correction?.Add(task, t, firstBlock, width, new StripGradient { Before = before, Adjoint = adjoints, Output = work.Output }, directions, count, results);
            Put(task, t, firstBlock, width, directions, count, results, adjoints);
        }
    }

    // The gradient of the strip's output, and that of the trace added to that of the state.
    private static void Gather(in ScanTask task, int t, int firstBlock, int width, Simd* adjoints, Simd* output)
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
                if (task.InputGradients[p] is not null && task.InputAdds[p]) Lanes.Prefetch(task.InputGradients[p] + soon, width);
            }
        }

        for (int w = 0; w < width; w++)
        {
            int lane = (firstBlock + w) * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
            long at = ((long)t * task.Lanes) + lane;
            output[w] = task.OutputGradient is null ? Simd.Zero : Lanes.Load(task.OutputGradient + at, count);
            if (task.TraceGradient is not null) adjoints[((long)w * TStep.States) + task.TracedVariable] += Lanes.Load(task.TraceGradient + at, count);
        }
    }

    // Puts the results of the directions where they belong.
    private static void Put(in ScanTask task, int t, int firstBlock, int width, int* directions, int count, Simd* results, Simd* adjoints)
    {
        bool last = t == task.Steps - 1;
        for (int d = 0; d < count; d++, results += width)
        {
            int direction = directions[d];
            if (direction < TStep.States)
            {
                for (int w = 0; w < width; w++) adjoints[((long)w * TStep.States) + direction] = results[w];
            }
            else if (direction < TStep.States + TStep.Ports)
            {
                StoreInput(task, t, direction - TStep.States, firstBlock, width, results);
            }
            else
            {
                int learnt = d - (count - task.Learnt);
                for (int w = 0; w < width; w++)
                {
                    Simd* to = (Simd*)task.ConstantGradients + ((long)(firstBlock + w) * task.Learnt) + learnt;
                    *to = last && !task.ConstantAdds ? results[w] : results[w] + *to;
                }
            }
        }
    }

    private static void StoreInput(in ScanTask task, int t, int port, int firstBlock, int width, Simd* sums)
    {
        bool first = !task.InputAdds[port] && (task.InputStrides[port] != 0 || t == task.Steps - 1);
        bool past = first && task.InputStrides[port] != 0 && Lanes.GoesPast(task.InputGradients[port], task.Steps, task.Lanes);
        for (int w = 0; w < width; w++)
        {
            int lane = (firstBlock + w) * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
            float* to = task.InputGradients[port] + (t * task.InputStrides[port]) + lane;
            Lanes.Store(first ? sums[w] : sums[w] + Lanes.Load(to, count), to, count, past);
        }
    }

    // Some columns of the Jacobian of every block of the strip, applied to the gradients of output and state. A method of its own, so that the
    // compiler inlines the whole step: there is a limit to what it inlines into one method.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Differentiate(in ScanTask task, int t, int firstBlock, int width, Simd* before, Simd* adjoint, Workspace work, int* directions, Simd* results)
    {
        Dual<Simd, TTangent, TSurrogate>* state = work.State, input = work.Input, constants = work.Constants;
        if (task.ConstantStride == 0) LoadConstants(task, firstBlock, directions, constants);
        for (int p = 0; p < TStep.Ports; p++) input[p] = new(Simd.Zero, Along(TStep.States + p, directions));
        for (int w = 0; w < width; w++)
        {
            int block = firstBlock + w, lane = block * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
            if (task.ConstantStride != 0) LoadConstants(task, block, directions, constants);
            for (int p = 0; p < TStep.Ports; p++)
            {
                Simd x = task.Inputs[p] is null ? Simd.Zero : Lanes.Load(task.Inputs[p] + (t * task.InputStrides[p]) + lane, count);
                input[p] = new(x, input[p].Tangent);
            }

            for (int s = 0; s < TStep.States; s++) state[s] = new(before[s], Along(s, directions));
            DualDraws<TTangent, TSurrogate> draws = TStep.IsStochastic ? new(SimdDraws.Open(task.Seed, 0, task.FirstStep + t, task.FirstLane + lane)) : default;
            TTangent sum = work.Output[w] * TStep.Step(ref *state, in *constants, in *input, ref draws).Tangent;
            for (int s = 0; s < TStep.States; s++) sum = TTangent.FusedMultiplyAdd(adjoint[s], state[s].Tangent, sum);
            for (int i = 0; i < TTangent.Directions; i++) results[(i * width) + w] = sum[i];
            before += TStep.States;
            adjoint += TStep.States;
        }
    }

    private static void LoadConstants(in ScanTask task, int block, int* directions, Dual<Simd, TTangent, TSurrogate>* constants)
    {
        Simd* from = (Simd*)(task.Constants + (block * task.ConstantStride));
        for (int c = 0; c < TStep.Constants; c++) constants[c] = new(from[c], Along(TStep.States + TStep.Ports + c, directions));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTangent Along(int variable, int* directions)
    {
        int along = -1;
        for (int i = 0; i < TTangent.Directions; i++) along = directions[i] == variable ? i : along;
        return TTangent.Along(along);
    }

    /// <summary>Memory for one step over values with derivatives, for the gradient of the strip's output and, behind it, for results.</summary>
    private readonly struct Workspace(Dual<Simd, TTangent, TSurrogate>* duals, Simd* output)
    {
        public readonly Dual<Simd, TTangent, TSurrogate>* State = duals;
        public readonly Dual<Simd, TTangent, TSurrogate>* Input = duals + Math.Max(1, TStep.States);
        public readonly Dual<Simd, TTangent, TSurrogate>* Constants = duals + Math.Max(1, TStep.States) + Math.Max(1, TStep.Ports);
        public readonly Simd* Output = output;
    }
}
