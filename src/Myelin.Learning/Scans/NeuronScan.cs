using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Scans;

/// <summary>A population of neurons over time as an operation: one pass forward, one pass backward.</summary>
internal sealed unsafe class NeuronScan : Operation
{
    private const int MaximumPorts = 4;
    private const int BlocksPerChunk = 64;

    private readonly Tensor[] inputs = new Tensor[MaximumPorts];
    private readonly Action<int> runForward;
    private readonly Action<int> runBackward;
    private ScanModel model = null!;
    private Tensor initial;
    private Tensor final;
    private ScanTask task;
    private IScan backward = null!;
    private int neurons;
    private int tracedVariable;
    private ulong seed;
    private long firstStep;
    private long active;
    private bool hasTrace;
    private bool finalLearns;

    /// <summary>Made by the tape.</summary>
    public NeuronScan()
    {
        runForward = Forward;
        runBackward = Backward;
    }

    /// <summary>What a run gives.</summary>
    /// <param name="Output">What is emitted, [T, B, ...].</param>
    /// <param name="Trace">A state variable after every step, [T, B, ...], where asked for.</param>
    /// <param name="Final">The state after the last step, [S, B, ...]; a gradient passes through it only where asked for.</param>
    public readonly record struct Run(Tensor Output, Tensor Trace, Tensor Final);

    /// <summary>Runs a population.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">What arrives at each port, [T, B, ...]; no tensor where nothing does.</param>
    /// <param name="initial">The state before, [S, B, ...]; no tensor for the state at rest.</param>
    /// <param name="trace">The state variable to trace; -1 for none.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <param name="firstStep">The step that is the first.</param>
    /// <param name="finalLearns">Whether a gradient passes through the final state; only where nothing is traced.</param>
    public static Run Of(ScanModel model, ReadOnlySpan<Tensor> inputs, Tensor initial = default, int trace = -1, ulong seed = 0, long firstStep = 0, bool finalLearns = false)
    {
        Tensor first = inputs[^1];
        Shape shape = first.Shape;
        if (shape.Rank < 2) throw new ArgumentException($"{model.Model.Info.Name}: the input of a spiking layer is [T, B, ...], got {shape}.");
        if (inputs.Length > Math.Min(model.Ports, MaximumPorts)) throw new ArgumentException($"{model.Model.Info.Name} has {model.Ports} ports, got {inputs.Length} inputs.");
        foreach (Tensor input in inputs)
        {
            if (input.Exists && input.Shape != shape) throw new ArgumentException($"{model.Model.Info.Name}: the inputs of all ports have one shape, got {shape} and {input.Shape}.");
        }

        NeuronScan scan = Rent<NeuronScan>();
        scan.model = model;
        scan.initial = initial;
        Array.Clear(scan.inputs);
        inputs.CopyTo(scan.inputs);
        scan.neurons = shape.Rank > 2 ? shape.Product(2) : 1;
        if (shape.Rank == 2) scan.neurons = shape[1];
        scan.tracedVariable = trace;
        scan.hasTrace = trace >= 0;
        scan.finalLearns = finalLearns && trace < 0;
        scan.seed = seed;
        scan.firstStep = firstStep;
        return scan.Compute(shape);
    }

    /// <inheritdoc/>
    protected override void Backward()
    {
        float** ports = stackalloc float*[MaximumPorts];
        long* strides = stackalloc long[MaximumPorts];
        float** gradients = stackalloc float*[MaximumPorts];
        bool* adds = stackalloc bool[MaximumPorts];
        int* learnt = stackalloc int[Math.Max(1, model.LearntConstants.Length)];
        Shape shape = Result.Shape;
        Prepare(shape, ports, strides);
        for (int p = 0; p < MaximumPorts; p++)
        {
            gradients[p] = null;
            if (!inputs[p].Exists || !inputs[p].RequiresGradient) continue;
            gradients[p] = GradientTarget(inputs[p], out bool first);
            adds[p] = !first;
        }

        bool learns = false;
        foreach (LearntParameter parameter in model.Learnt) learns |= parameter.Value.Learns;
        backward = model.BackwardOf((double)active / Math.Max(1, shape.Count));
        task.Output = Result.Pointer;
        task.OutputGradient = Result.HasGradient ? Result.GradientPointer : null;
        task.TraceGradient = hasTrace && Second.HasGradient ? Second.GradientPointer : null;
        task.FinalGradient = finalLearns && Second.HasGradient ? Second.GradientPointer : null;
        task.InitialGradient = initial.Exists && initial.RequiresGradient ? InitialTarget() : null;
        task.InputGradients = gradients;
        task.InputAdds = adds;
        task.Learnt = learns ? model.LearntConstants.Length : 0;
        task.LearntConstants = learnt;
        model.LearntConstants.CopyTo(new Span<int>(learnt, model.LearntConstants.Length));
        int blocks = (task.Lanes + Lanes.Block - 1) / Lanes.Block;
        task.ConstantGradients = task.Learnt > 0 ? Scratch.Rent(4, (long)blocks * task.Learnt * Lanes.Block) : null;
        Workers.Run(Chunks(blocks), runBackward);
        if (task.Learnt > 0) model.Chain(task.ConstantGradients, task.Lanes, neurons);
    }

    private Run Compute(Shape shape)
    {
        float** ports = stackalloc float*[MaximumPorts];
        long* strides = stackalloc long[MaximumPorts];
        Prepare(shape, ports, strides);
        Tensor output = Tape.Current.New(shape);
        Tensor trace = hasTrace ? Tape.Current.New(shape) : default;
        final = Tape.Current.New(shape.Slice(1, shape.Rank).Under(Math.Max(1, model.States)));
        if (model.States == 0) final.Values.Clear();
        task.Output = output.Pointer;
        task.Trace = hasTrace ? trace.Pointer : null;
        task.TracedVariable = tracedVariable;
        task.Final = final.Pointer;
        active = 0;
        int blocks = (task.Lanes + Lanes.Block - 1) / Lanes.Block;
        Workers.Run(Chunks(blocks), runForward);
        output.Storage.Active = active;
        RecordAll(output);
        if (hasTrace) RecordSecond(trace);
        if (finalLearns) RecordSecond(final);
        return new Run(output, trace, final);
    }

    private void RecordAll(Tensor output)
    {
        // The tape asks only whether any operand requires a gradient.
        Tensor learnt = default;
        foreach (LearntParameter parameter in model.Learnt)
        {
            if (parameter.Value.Learns) learnt = parameter.Value;
        }

        Record(output, inputs[0], inputs[1], inputs[2], inputs[3], initial, learnt);
    }

    private void Prepare(Shape shape, float** ports, long* strides)
    {
        int lanes = shape.Product(1);
        for (int p = 0; p < MaximumPorts; p++)
        {
            ports[p] = inputs[p].Exists ? inputs[p].Pointer : null;
            strides[p] = inputs[p].Exists && !inputs[p].Repeats ? lanes : 0;
        }

        float* constants = model.Lower(lanes, neurons, out long stride);
        task = new ScanTask
        {
            Steps = shape[0],
            Lanes = lanes,
            Inputs = ports,
            InputStrides = strides,
            Constants = constants,
            ConstantStride = stride,
            Initial = initial.Exists ? initial.Pointer : null,
            RestingState = model.Resting,
            Seed = seed,
            FirstStep = firstStep,
        };
    }

    private float* InitialTarget()
    {
        float* target = GradientTarget(initial, out bool first);
        if (!first) throw new InvalidOperationException("The state that a run starts from is used more than once; differentiate one run at a time.");
        return target;
    }

    private static int Chunks(int blocks) => (blocks + BlocksPerChunk - 1) / BlocksPerChunk;

    private void Forward(int chunk)
    {
        long emitted = model.Forward.Run(task, chunk * BlocksPerChunk, Math.Min(BlocksPerChunk, ((task.Lanes + Lanes.Block - 1) / Lanes.Block) - (chunk * BlocksPerChunk)));
        Interlocked.Add(ref active, emitted);
    }

    private void Backward(int chunk) =>
        backward.Run(task, chunk * BlocksPerChunk, Math.Min(BlocksPerChunk, ((task.Lanes + Lanes.Block - 1) / Lanes.Block) - (chunk * BlocksPerChunk)));
}
