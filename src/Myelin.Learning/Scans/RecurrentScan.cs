using System.Numerics;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Scans;

/// <summary>
/// A population whose spikes come back to it one step later: drive[t] = x[t] + b + W s[t - 1]. Samples do not act on each other, so a group of a few of
/// them goes through all steps on one thread, with its states and the packed weights in cache and no barrier per step. Groups depend on the shape
/// only, so no result depends on the number of threads. The neurons' steps are those of <see cref="NeuronScan"/>, one at a time.
/// </summary>
internal sealed unsafe partial class RecurrentScan : Operation
{
    // What the states of a group over a part of the steps may take of the second-level cache, in bytes.
    private const int Room = 384 * 1024;

    // With more neurons a sum of weight gradients for every group would be too large, and a product over all steps is as good.
    private const int MostSummed = 512;

    private readonly Action<int> runForward;
    private readonly Action<int> runBackward;
    private ScanModel model = null!;
    private Tensor x;
    private Tensor weight;
    private Tensor bias;
    private Tensor initial;
    private Tensor previous;
    private Tensor drive;
    private Tensor kept;
    private Tensor final;
    private Tensor sent;
    private Tensor traced;
    private Tensor packed;
    private Tensor turned;
    private ScanTask task;
    private int neurons;
    private int batch;
    private int steps;
    private int groupRows;
    private int part;
    private int tracedVariable;
    private ulong seed;
    private long firstStep;
    private long active;
    private bool cutsTime;

    /// <summary>Made by the tape.</summary>
    public RecurrentScan()
    {
        runForward = Forward;
        runBackward = Backward;
    }

    private int Variables => Math.Max(1, model.States);

    private long Slice => (long)batch * neurons;

    private int Groups => (batch + groupRows - 1) / groupRows;

    private bool IsDense => weight.Shape.Rank == 2;

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
    public static NeuronScan.Run Of(
        ScanModel model, Tensor x, Tensor weight, Tensor bias, Tensor initial, Tensor previous, int trace, ulong seed, long firstStep, bool cutsTime = false)
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
        scan.batch = shape[1];
        scan.steps = shape[0];
        scan.groupRows = RowsOfGroup(shape[1], n);
        scan.tracedVariable = trace;
        scan.seed = seed;
        scan.firstStep = firstStep;
        scan.cutsTime = cutsTime;
        scan.part = (int)Math.Clamp(Room / ((long)scan.Variables * scan.groupRows * n * sizeof(float)), 1, 64);
        return scan.Compute(shape);
    }

    /// <inheritdoc/>
    protected override void Backward()
    {
        Tape tape = Tape.Current;
        int lanes = checked((int)Slice);
        Prepare();
        bool learns = false;
        foreach (LearntParameter parameter in model.Learnt) learns |= parameter.Value.Learns;
        int* learnt = stackalloc int[Math.Max(1, model.LearntConstants.Length)];
        model.LearntConstants.CopyTo(new Span<int>(learnt, model.LearntConstants.Length));
        task.Learnt = learns ? model.LearntConstants.Length : 0;
        task.LearntConstants = learnt;
        task.ConstantGradients = task.Learnt > 0 ? Scratch.Rent(4, (long)Blocks(lanes) * task.Learnt * Lanes.Block) : null;

        // Where nobody has written the gradient of x, that of the drive is it.
        bool first = false;
        float* target = x.RequiresGradient ? GradientTarget(x, out first) : null;
        Tensor separate = first ? default : tape.New(x.Shape);
        driveGradient = first ? target : separate.Pointer;
        bool dense = IsDense;
        if (dense) PackedFactor.Pack(new Strided(weight.Pointer, neurons, 1), packed.Pointer, neurons, neurons);
        bool sums = !dense || (neurons <= MostSummed && active < Activity.Worthwhile * Slice * steps);
        weightSums = weight.RequiresGradient && sums ? Zeros(tape.New([Groups, dense ? neurons : 1, neurons])) : default;
        biasSums = bias.Exists && bias.RequiresGradient ? Zeros(tape.New([Groups, neurons])) : default;
        initialGradient = null;
        if (initial.Exists && initial.RequiresGradient && !cutsTime)
        {
            initialGradient = GradientTarget(initial, out bool whole);
            if (whole) new Span<float>(initialGradient, lanes * Variables).Clear();
        }

        Workers.Run(Groups, runBackward);
        if (!first && x.RequiresGradient) TensorPrimitives.Add(GradientOf(x), separate.Values, GradientOf(x));
        if (biasSums.Exists) AddGroups(biasSums, GradientOf(bias));
        if (weight.RequiresGradient && (steps > 1 || previous.Exists)) AddWeights();
        if (task.Learnt > 0) model.Chain(task.ConstantGradients, lanes, neurons);
    }

    private NeuronScan.Run Compute(Shape shape)
    {
        Tape tape = Tape.Current;
        int parts = (steps + part - 1) / part, lanes = checked((int)Slice);
        drive = tape.New(shape);
        sent = tape.New(shape);
        traced = tracedVariable >= 0 ? tape.New(shape) : default;
        kept = tape.Records ? tape.New([parts, Variables, lanes]) : default;
        final = tape.New(shape.Slice(1, shape.Rank).Under(Variables));
        if (IsDense)
        {
            turned = tape.New([neurons, neurons]);
            Transposition.Run(weight.Pointer, turned.Pointer, neurons, neurons);
            packed = tape.New([checked((int)PackedFactor.Length(neurons, neurons))]);
            PackedFactor.Pack(new Strided(turned.Pointer, neurons, 1), packed.Pointer, neurons, neurons);
        }

        Prepare();
        active = 0;
        Workers.Run(Groups, runForward);
        sent.Storage.Active = active;
        Tensor learnt = default;
        foreach (LearntParameter parameter in model.Learnt)
        {
            if (parameter.Value.Learns) learnt = parameter.Value;
        }

        Record(sent, x, weight, bias, initial, learnt);
        if (tracedVariable >= 0) RecordSecond(traced);
        return new NeuronScan.Run(sent, traced, final, drive, initial);
    }

    private void Prepare()
    {
        float* constants = model.Lower(Math.Min(batch, groupRows) * neurons, neurons, out long stride);
        task = new ScanTask
        {
            Steps = 1,
            Constants = constants,
            ConstantStride = stride,
            RestingState = model.Resting,
            TracedVariable = tracedVariable,
            Seed = seed,
            CutsTime = cutsTime,
        };
    }

    private void AddWeights()
    {
        if (weightSums.Exists)
        {
            if (!IsDense)
            {
                AddGroups(weightSums, GradientOf(weight));
                return;
            }

            // Summed with the sender's row outermost, as what spikes adds to one row.
            Span<float> sum = weightSums.Values[..(neurons * neurons)];
            for (int g = 1; g < Groups; g++) TensorPrimitives.Add(sum, weightSums.Values.Slice(g * neurons * neurons, neurons * neurons), sum);
            float* gradient = GradientTarget(weight, out bool whole);
            Transposition.Run(weightSums.Pointer, gradient, neurons, neurons, !whole);
            return;
        }

        float* target = GradientTarget(weight, out bool first);
        if (steps > 1) MatrixProduct.Multiply(driveGradient + Slice, true, sent.Pointer, false, target, neurons, neurons, checked((int)((steps - 1) * (long)batch)), !first);
        if (previous.Exists) MatrixProduct.Multiply(driveGradient, true, previous.Pointer, false, target, neurons, neurons, batch, !first || steps > 1);
    }

    private static void AddGroups(Tensor sums, Span<float> target)
    {
        for (int g = 0; g < sums.Shape[0]; g++) TensorPrimitives.Add(target, sums.Values.Slice(g * target.Length, target.Length), target);
    }

    private static Tensor Zeros(Tensor tensor)
    {
        tensor.Values.Clear();
        return tensor;
    }

    // About a tile's rows, fewer where the batch is so small that threads would have nothing to do; always whole blocks of lanes.
    private static int RowsOfGroup(int batch, int neurons)
    {
        int whole = Lanes.Block / (int)BigInteger.GreatestCommonDivisor(Math.Max(1, neurons), Lanes.Block);
        int groups = Math.Clamp((batch + Tile.Rows - 1) / Tile.Rows, Math.Clamp(batch, 1, 4), Math.Max(1, batch));
        int rows = Math.Max(1, (batch + groups - 1) / groups);
        return (rows + whole - 1) / whole * whole;
    }

    private static int Blocks(int lanes) => (lanes + Lanes.Block - 1) / Lanes.Block;
}
