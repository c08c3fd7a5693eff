using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Scans;

/// <summary>
/// A population whose spikes come back to it one step later: drive[t] = x[t] + b + W s[t - 1]. The neurons' steps are those of
/// <see cref="NeuronScan"/>, one at a time; the gradient of the weights is one product over all steps.
/// </summary>
internal sealed unsafe class RecurrentScan : Operation
{
    private const int BlocksPerChunk = 64;

    private readonly Action<int> runForward;
    private readonly Action<int> runBackward;
    private ScanModel model = null!;
    private Tensor x;
    private Tensor weight;
    private Tensor bias;
    private Tensor initial;
    private Tensor previous;
    private Tensor drive;
    private Tensor states;
    private Tensor sent;
    private Tensor traced;
    private ScanTask task;
    private int neurons;
    private int tracedVariable;
    private ulong seed;
    private long firstStep;
    private long active;
    private bool cutsTime;

    /// <summary>Made by the tape.</summary>
    public RecurrentScan()
    {
        runForward = chunk => Interlocked.Add(ref active, Run(model.Forward, chunk));
        runBackward = chunk => Run(cutsTime ? model.Local : model.Backward, chunk);
    }

    /// <summary>Runs a population.</summary>
    /// <param name="model">The model; what comes back arrives at its first port.</param>
    /// <param name="x">[T, B, N].</param>
    /// <param name="weight">[N, N], from its column's neuron to its row's; or [N], each neuron to itself.</param>
    /// <param name="bias">[N]; may be left out.</param>
    /// <param name="initial">The state before, [S, B, N]; no tensor for the state at rest.</param>
    /// <param name="previous">What was sent at the step before, [B, N]; no tensor where there was none.</param>
    /// <param name="trace">The state variable to trace; -1 for none.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <param name="firstStep">The step that is the first.</param>
    /// <param name="cutsTime">Whether no gradient goes from a step to the one before, neither through states nor through recurrent weights.</param>
    public static NeuronScan.Run Of(ScanModel model, Tensor x, Tensor weight, Tensor bias, Tensor initial, Tensor previous, int trace, ulong seed, long firstStep, bool cutsTime = false)
    {
        Shape shape = x.Shape;
        if (shape.Rank != 3) throw new ArgumentException($"{model.Model.Info.Name}: the input of a recurrent layer is [T, B, N], got {shape}.");
        int n = shape[2];
        bool fits = weight.Shape.Rank == 2 ? weight.Shape[0] == n && weight.Shape[1] == n : weight.Shape.Rank == 1 && weight.Shape[0] == n;
        if (!fits) throw new ArgumentException($"{model.Model.Info.Name}: the recurrent weights of {n} neurons are [{n}, {n}] or [{n}], got {weight.Shape} for an input of {shape}.");
        RecurrentScan scan = Rent<RecurrentScan>();
        scan.model = model;
        scan.x = x.Expanded();
        scan.weight = weight;
        scan.bias = bias;
        scan.initial = initial;
        scan.previous = previous;
        scan.neurons = n;
        scan.tracedVariable = trace;
        scan.seed = seed;
        scan.firstStep = firstStep;
        scan.cutsTime = cutsTime;
        return scan.Compute(shape);
    }

    /// <inheritdoc/>
    protected override void Backward()
    {
        Shape shape = Result.Shape;
        int steps = shape[0], lanes = shape.Product(1), batch = shape[1];
        long slice = lanes;
        Tape tape = Tape.Current;
        int variables = Math.Max(1, model.States);
        Tensor driveGradient = tape.New(shape), outputGradient = tape.New(shape.Slice(1, 3)), adjoint = tape.New([2, variables, lanes]);
        adjoint.Values.Clear();
        float** ports = stackalloc float*[model.Ports];
        long* strides = stackalloc long[model.Ports];
        float** gradients = stackalloc float*[model.Ports];
        bool* adds = stackalloc bool[model.Ports];
        int* learnt = stackalloc int[Math.Max(1, model.LearntConstants.Length)];
        model.LearntConstants.CopyTo(new Span<int>(learnt, model.LearntConstants.Length));
        bool learns = false;
        foreach (LearntParameter parameter in model.Learnt) learns |= parameter.Value.Learns;
        Prepare(shape, ports, strides);
        int blocks = (lanes + Lanes.Block - 1) / Lanes.Block;
        task.CutsTime = cutsTime;
        task.InputGradients = gradients;
        task.InputAdds = adds;
        task.Learnt = learns ? model.LearntConstants.Length : 0;
        task.LearntConstants = learnt;
        task.ConstantGradients = task.Learnt > 0 ? Scratch.Rent(4, (long)blocks * task.Learnt * Lanes.Block) : null;
        task.TracedVariable = tracedVariable;
        for (int t = steps - 1; t >= 0; t--)
        {
            Span<float> gradient = outputGradient.Values;
            if (Result.HasGradient) new Span<float>(Result.GradientPointer + (t * slice), lanes).CopyTo(gradient);
            else gradient.Clear();
            if (t + 1 < steps && !cutsTime) SendBack(driveGradient.Pointer + ((t + 1) * slice), outputGradient.Pointer, batch);
            ports[0] = drive.Pointer + (t * slice);
            gradients[0] = driveGradient.Pointer + (t * slice);
            task.Initial = states.Pointer + (t * slice * variables);
            task.OutputGradient = outputGradient.Pointer;
            task.TraceGradient = tracedVariable >= 0 && Second.HasGradient ? Second.GradientPointer + (t * slice) : null;
            task.FinalGradient = cutsTime ? null : adjoint.Pointer + ((t + 1) % 2 * slice * variables);
            task.InitialGradient = cutsTime ? null : adjoint.Pointer + (t % 2 * slice * variables);
            task.ConstantAdds = t < steps - 1;
            task.FirstStep = firstStep + t;
            Workers.Run(Chunks(blocks), runBackward);
        }

        if (x.RequiresGradient) TensorPrimitives.Add(GradientOf(x), driveGradient.Values, GradientOf(x));
        if (bias.Exists && bias.RequiresGradient) AddRows(driveGradient.Pointer, steps * batch);
        if (weight.RequiresGradient && steps > 1) AddWeights(driveGradient.Pointer + slice, sent.Pointer, (steps - 1) * batch);
        if (weight.RequiresGradient && previous.Exists) AddWeights(driveGradient.Pointer, previous.Pointer, batch);
        if (task.Learnt > 0) model.Chain(task.ConstantGradients, lanes, neurons);
        if (initial.Exists && initial.RequiresGradient && !cutsTime) TensorPrimitives.Add(GradientOf(initial), adjoint.Values[..(variables * lanes)], GradientOf(initial));
    }

    private NeuronScan.Run Compute(Shape shape)
    {
        int steps = shape[0], lanes = shape.Product(1), batch = shape[1], variables = Math.Max(1, model.States);
        long slice = lanes;
        Tape tape = Tape.Current;
        drive = tape.New(shape);
        states = tape.New([steps + 1, variables, lanes]);
        sent = tape.New(shape);
        traced = tracedVariable >= 0 ? tape.New(shape) : default;
        Span<float> first = states.Values[..(variables * lanes)];
        if (initial.Exists) initial.Values.CopyTo(first);
        else
        {
            for (int v = 0; v < model.States; v++) first.Slice(v * lanes, lanes).Fill(model.Resting[v]);
        }

        float** ports = stackalloc float*[model.Ports];
        long* strides = stackalloc long[model.Ports];
        Prepare(shape, ports, strides);
        int blocks = (lanes + Lanes.Block - 1) / Lanes.Block;
        active = 0;
        for (int t = 0; t < steps; t++)
        {
            Drive(t, batch, slice);
            ports[0] = drive.Pointer + (t * slice);
            task.Initial = states.Pointer + (t * slice * variables);
            task.Final = states.Pointer + ((t + 1) * slice * variables);
            task.Output = sent.Pointer + (t * slice);
            task.Trace = tracedVariable >= 0 ? traced.Pointer + (t * slice) : null;
            task.TracedVariable = tracedVariable;
            task.FirstStep = firstStep + t;
            Workers.Run(Chunks(blocks), runForward);
        }

        sent.Storage.Active = active;
        Tensor final = tape.View(states, shape.Slice(1, shape.Rank).Under(variables), steps * slice * variables, requiresGradient: false);
        Tensor learnt = default;
        foreach (LearntParameter parameter in model.Learnt)
        {
            if (parameter.Value.Learns) learnt = parameter.Value;
        }

        Record(sent, x, weight, bias, initial, learnt);
        if (tracedVariable >= 0) RecordSecond(traced);
        return new NeuronScan.Run(sent, traced, final, drive, initial);
    }

    private void Drive(int t, int batch, long slice)
    {
        Span<float> now = new(drive.Pointer + (t * slice), (int)slice);
        new Span<float>(x.Pointer + (t * slice), (int)slice).CopyTo(now);
        if (bias.Exists)
        {
            Span<float> b = bias.Values;
            for (int r = 0; r < batch; r++) TensorPrimitives.Add(now.Slice(r * neurons, neurons), b, now.Slice(r * neurons, neurons));
        }

        if (t == 0 && !previous.Exists) return;
        float* before = t == 0 ? previous.Pointer : sent.Pointer + ((t - 1) * slice);
        if (weight.Shape.Rank == 2)
        {
            MatrixProduct.Multiply(before, false, weight.Pointer, true, drive.Pointer + (t * slice), batch, neurons, neurons, add: true);
            return;
        }

        Span<float> w = weight.Values;
        for (int r = 0; r < batch; r++)
        {
            Span<float> row = now.Slice(r * neurons, neurons);
            TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(before + ((long)r * neurons), neurons), w, row, row);
        }
    }

    // The gradient of what was sent from that of what it drove.
    private void SendBack(float* from, float* to, int batch)
    {
        if (weight.Shape.Rank == 2)
        {
            MatrixProduct.Multiply(from, false, weight.Pointer, false, to, batch, neurons, neurons, add: true);
            return;
        }

        for (int r = 0; r < batch; r++)
        {
            Span<float> row = new(to + ((long)r * neurons), neurons);
            TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(from + ((long)r * neurons), neurons), weight.Values, row, row);
        }
    }

    private void AddRows(float* rows, int count)
    {
        Span<float> sum = GradientOf(bias);
        for (int r = 0; r < count; r++) TensorPrimitives.Add(sum, new ReadOnlySpan<float>(rows + ((long)r * neurons), neurons), sum);
    }

    // From row r of what was sent, one step earlier, to row r of the drive.
    private void AddWeights(float* driven, float* from, int rows)
    {
        float* target = GradientTarget(weight, out bool first);
        if (weight.Shape.Rank == 2)
        {
            MatrixProduct.Multiply(driven, true, from, false, target, neurons, neurons, rows, !first);
            return;
        }

        Span<float> sum = new(target, neurons);
        if (first) sum.Clear();
        for (int r = 0; r < rows; r++)
            TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(driven + ((long)r * neurons), neurons), new ReadOnlySpan<float>(from + ((long)r * neurons), neurons), sum, sum);
    }

    private void Prepare(Shape shape, float** ports, long* strides)
    {
        int lanes = shape.Product(1);
        for (int p = 0; p < model.Ports; p++)
        {
            ports[p] = null;
            strides[p] = 0;
        }

        float* constants = model.Lower(lanes, neurons, out long stride);
        task = new ScanTask
        {
            Steps = 1,
            Lanes = lanes,
            Inputs = ports,
            InputStrides = strides,
            Constants = constants,
            ConstantStride = stride,
            RestingState = model.Resting,
            Seed = seed,
        };
    }

    private static int Chunks(int blocks) => (blocks + BlocksPerChunk - 1) / BlocksPerChunk;

    private long Run(IScan scan, int chunk) =>
        scan.Run(task, chunk * BlocksPerChunk, Math.Min(BlocksPerChunk, ((task.Lanes + Lanes.Block - 1) / Lanes.Block) - (chunk * BlocksPerChunk)));
}
