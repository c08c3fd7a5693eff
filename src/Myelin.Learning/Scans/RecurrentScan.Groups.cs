using Myelin.Learning.Products;

namespace Myelin.Learning.Scans;

// What one thread does: all steps of a group of samples, forward and backward.
internal sealed unsafe partial class RecurrentScan
{
    private Tensor weightSums;
    private Tensor biasSums;
    private float* driveGradient;
    private float* initialGradient;

    private void Forward(int group)
    {
        int row = group * groupRows, rows = Math.Min(groupRows, batch - row), lanes = rows * neurons, lane = row * neurons;
        float** ports = stackalloc float*[Math.Max(1, model.Ports)];
        long* strides = stackalloc long[Math.Max(1, model.Ports)];
        ScanTask step = Of(lane, lanes, ports, strides);
        float* state = Scratch.Rent(7, ((long)Variables * lanes) + (rows * (long)neurons / 2) + rows + 16);
        ushort* list = (ushort*)(state + ((long)Variables * lanes));
        step.Initial = state;
        step.Final = state;
        for (int v = 0; v < model.States; v++)
        {
            var to = new Span<float>(state + ((long)v * lanes), lanes);
            if (initial.Exists) new Span<float>(initial.Pointer + (v * Slice) + lane, lanes).CopyTo(to);
            else to.Fill(model.Resting[v]);
        }

        long emitted = Before(lane, lanes), total = 0;
        for (int t = 0; t < steps; t++)
        {
            long at = (t * Slice) + lane;
            if (kept.Exists && t % part == 0) new Span<float>(state, Variables * lanes).CopyTo(new Span<float>(Kept(t / part, lane), Variables * lanes));
            Drive(t, at, rows, emitted, list);
            ports[0] = drive.Pointer + at;
            step.Output = sent.Pointer + at;
            step.Trace = tracedVariable >= 0 ? traced.Pointer + at : null;
            step.FirstStep = firstStep + t;
            emitted = model.Forward.Run(step, 0, Blocks(lanes));
            total += emitted;
        }

        for (int v = 0; v < Variables; v++)
        {
            var to = new Span<float>(final.Pointer + (v * Slice) + lane, lanes);
            if (v < model.States) new Span<float>(state + ((long)v * lanes), lanes).CopyTo(to);
            else to.Clear();
        }

        Interlocked.Add(ref active, total);
    }

    private void Drive(int t, long at, int rows, long emitted, ushort* list)
    {
        int lanes = rows * neurons;
        float* now = drive.Pointer + at, before = SentBefore(t, at);
        if (bias.Exists)
        {
            for (int r = 0; r < rows; r++)
                TensorPrimitives.Add(new ReadOnlySpan<float>(x.Pointer + at + ((long)r * neurons), neurons), bias.Values, new Span<float>(now + ((long)r * neurons), neurons));
        }
        else
        {
            new Span<float>(x.Pointer + at, lanes).CopyTo(new Span<float>(now, lanes));
        }

        if (emitted == 0) return;
        if (!IsDense)
        {
            for (int r = 0; r < rows; r++) AddOwn(before + ((long)r * neurons), now + ((long)r * neurons));
        }
        else if (emitted < Activity.Worthwhile * lanes && neurons <= ActiveRows.WidestMatrix)
        {
            for (int r = 0; r < rows; r++)
            {
                float* spikes = before + ((long)r * neurons);
                SpikeProduct.AddRow(spikes, list, ActiveRows.Row(spikes, list, neurons), turned.Pointer, now + ((long)r * neurons), neurons);
            }
        }
        else
        {
            PackedFactor.AddProduct(before, packed.Pointer, now, rows, neurons, neurons);
        }
    }

    private void Backward(int group)
    {
        int row = group * groupRows, rows = Math.Min(groupRows, batch - row), lanes = rows * neurons, lane = row * neurons;
        long size = (long)Variables * lanes;
        float** ports = stackalloc float*[Math.Max(1, model.Ports)];
        long* strides = stackalloc long[Math.Max(1, model.Ports)];
        float** gradients = stackalloc float*[Math.Max(1, model.Ports)];
        bool* adds = stackalloc bool[Math.Max(1, model.Ports)];
        ScanTask step = Of(lane, lanes, ports, strides);
        for (int p = 0; p < model.Ports; p++)
        {
            gradients[p] = null;
            adds[p] = false;
        }

        step.InputGradients = gradients;
        step.InputAdds = adds;
        if (step.Learnt > 0) step.ConstantGradients += (long)(lane / Lanes.Block) * step.Learnt * Lanes.Block;
        float* states = Scratch.Rent(7, ((part + 2) * size) + (2L * lanes) + (neurons / 2) + 17);
        float* adjoint = states + (part * size), outputGradient = adjoint + (2 * size), unused = outputGradient + lanes;
        ushort* list = (ushort*)(unused + lanes);
        new Span<float>(adjoint, checked((int)(2 * size))).Clear();
        for (int first = (steps - 1) / part * part; first >= 0; first -= part)
        {
            int end = Math.Min(steps, first + part);
            Recompute(ref step, ports, first, end, lane, states, size, unused);
            for (int t = end - 1; t >= first; t--)
            {
                long at = (t * Slice) + lane;
                Gather(t, at, rows, outputGradient);
                ports[0] = drive.Pointer + at;
                gradients[0] = driveGradient + at;
                step.Initial = states + ((t - first) * size);
                step.OutputGradient = outputGradient;
                step.TraceGradient = tracedVariable >= 0 && Second.HasGradient ? Second.GradientPointer + at : null;
                step.FinalGradient = cutsTime ? null : adjoint + ((t + 1) % 2 * size);
                step.InitialGradient = cutsTime ? null : adjoint + (t % 2 * size);
                step.ConstantAdds = t < steps - 1;
                step.FirstStep = firstStep + t;
                (cutsTime ? model.Local : model.Backward).Run(step, 0, Blocks(lanes));
                AddUp(group, t, at, rows, list);
            }
        }

        if (initialGradient is null) return;
        for (int v = 0; v < model.States; v++)
        {
            var to = new Span<float>(initialGradient + (v * Slice) + lane, lanes);
            TensorPrimitives.Add(to, new ReadOnlySpan<float>(adjoint + ((long)v * lanes), lanes), to);
        }
    }

    // The states before every step of a part, from those that were kept before its first.
    private void Recompute(ref ScanTask step, float** ports, int first, int end, int lane, float* states, long size, float* unused)
    {
        new Span<float>(Kept(first / part, lane), checked((int)size)).CopyTo(new Span<float>(states, checked((int)size)));
        float* trace = step.Trace;
        step.Trace = null;
        step.Output = unused;
        for (int t = first; t < end - 1; t++)
        {
            ports[0] = drive.Pointer + (t * Slice) + lane;
            step.Initial = states + ((t - first) * size);
            step.Final = states + ((t + 1 - first) * size);
            step.FirstStep = firstStep + t;
            model.Forward.Run(step, 0, Blocks(step.Lanes));
        }

        step.Final = null;
        step.Trace = trace;
    }

    // The gradient of what was sent: from what reads it, and from the drive of the step after.
    private void Gather(int t, long at, int rows, float* gradient)
    {
        int lanes = rows * neurons;
        if (Result.HasGradient) new Span<float>(Result.GradientPointer + at, lanes).CopyTo(new Span<float>(gradient, lanes));
        else new Span<float>(gradient, lanes).Clear();
        if (t + 1 == steps || cutsTime) return;
        float* driven = driveGradient + at + Slice;
        if (IsDense)
        {
            PackedFactor.AddProduct(driven, packed.Pointer, gradient, rows, neurons, neurons);
            return;
        }

        for (int r = 0; r < rows; r++) AddOwn(driven + ((long)r * neurons), gradient + ((long)r * neurons));
    }

    // The gradients of bias and weights, while that of the drive is in cache.
    private void AddUp(int group, int t, long at, int rows, ushort* list)
    {
        float* gradient = driveGradient + at, before = SentBefore(t, at);
        for (int r = 0; r < rows; r++, gradient += neurons, before = before is null ? null : before + neurons)
        {
            var driven = new ReadOnlySpan<float>(gradient, neurons);
            if (biasSums.Exists)
            {
                var sum = new Span<float>(biasSums.Pointer + ((long)group * neurons), neurons);
                TensorPrimitives.Add(sum, driven, sum);
            }

            if (before is null || !weightSums.Exists) continue;
            if (IsDense)
            {
                SpikeProduct.AddOuter(before, list, ActiveRows.Row(before, list, neurons), gradient, weightSums.Pointer + ((long)group * neurons * neurons), neurons);
            }
            else
            {
                var sum = new Span<float>(weightSums.Pointer + ((long)group * neurons), neurons);
                TensorPrimitives.MultiplyAdd(driven, new ReadOnlySpan<float>(before, neurons), sum, sum);
            }
        }
    }

    private void AddOwn(float* from, float* to)
    {
        var row = new Span<float>(to, neurons);
        TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(from, neurons), weight.Values, row, row);
    }

    private ScanTask Of(int lane, int lanes, float** ports, long* strides)
    {
        for (int p = 0; p < model.Ports; p++)
        {
            ports[p] = null;
            strides[p] = 0;
        }

        ScanTask step = task;
        step.Lanes = lanes;
        step.FirstLane = lane;
        step.Inputs = ports;
        step.InputStrides = strides;
        return step;
    }

    // What was sent a step before; null where nothing was.
    private float* SentBefore(int t, long at) => t > 0 ? sent.Pointer + at - Slice : previous.Exists ? previous.Pointer + at : null;

    // How many of a group sent something before the first step.
    private long Before(int lane, int lanes)
    {
        if (!previous.Exists) return 0;
        long count = 0;
        foreach (float spike in new ReadOnlySpan<float>(previous.Pointer + lane, lanes)) count += spike == 0 ? 0 : 1;
        return count;
    }

    // A group's states lie together.
    private float* Kept(int index, int lane) => kept.Pointer + (((index * Slice) + lane) * Variables);
}
