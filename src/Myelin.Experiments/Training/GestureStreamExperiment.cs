using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Learning.Lowering;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation.Inference;
using Myelin.Spikes;
using Myelin.Values.Surrogates;
using static Myelin.Syntax;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Training;

/// <summary>Gestures before an event camera, learnt from short recordings and then told from a live stream, event by event.</summary>
public sealed class GestureStreamExperiment : TrainingExperiment
{
    private const int StepMilliseconds = 4;

    private static readonly Claim reaction = Claim.AtMost("median time from a change of gesture to the right decision", 105, "ms");

    /// <inheritdoc/>
    public override int Epochs { get; init; } = 6;

    /// <inheritdoc/>
    public override int BatchSize { get; init; } = 50;

    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 3e-3;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 25;

    /// <summary>Number of training samples; a quarter of it are test samples.</summary>
    [Parameter("number of training samples; a quarter of it are test samples", Quick = 600)]
    [Between(60, 1_000_000)]
    public int SampleCount { get; init; } = 3_000;

    /// <summary>Neurons of the hidden layer.</summary>
    [Parameter("neurons of the hidden layer")]
    [Between(1, 100_000)]
    public int Hidden { get; init; } = 128;

    /// <summary>Number of gestures in the live stream.</summary>
    [Parameter("number of gestures in the live stream", Quick = 12)]
    [Between(2, 10_000)]
    public int GestureCount { get; init; } = 60;

    /// <summary>How long each is shown [ms].</summary>
    [Parameter("how long each gesture is shown [ms]")]
    [Between(100, 60_000)]
    public int GestureMilliseconds { get; init; } = 500;

    /// <inheritdoc/>
    public override string Id => "gesture-stream";

    /// <inheritdoc/>
    public override string Title => "Gestures told from a live stream of events";

    /// <inheritdoc/>
    public override string Summary =>
        "A network of leaky neurons learns six gestures from short recordings of an event camera, which a program generates. Then it runs on a live stream, in which one gesture follows another: " +
        "events are pushed as they come, and after every step of 4 ms the network says what it sees. The paper's system tells ten recorded gestures 105 ms after they begin; its recordings are not these.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "A. Amir et al.", 2017, "A low power, fully event-based gesture recognition system", "IEEE Conference on Computer Vision and Pattern Recognition, 7388-7397", "10.1109/CVPR.2017.781");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.AtLeast(TestAccuracy, 95, "%"), reaction];

    /// <inheritdoc/>
    protected override int SamplesPerEpoch => SampleCount;

    /// <inheritdoc/>
    protected override double SamplesPerSecond => 400;

    /// <inheritdoc/>
    protected override IReadOnlyList<string>? ClassNames => Gestures.Names;

    /// <inheritdoc/>
    protected override (IDataset Training, IDataset Test) Samples(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (Set(SampleCount, context.Seed), Set(Math.Max(60, SampleCount / 4), context.Seed + 1));
    }

    /// <inheritdoc/>
    protected override SequenceInput Input() => new TimeMajorInput();

    /// <inheritdoc/>
    protected override Module Network(ulong seed) => new Sequential(
        new Convolution2d(2, 12, 5, stride: 2, padding: 2, seed: seed),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.7 }, StepMilliseconds * ms),
        new Flatten(),
        new Linear(12 * 10 * 10, Hidden, seed: seed + 1),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.8 }, StepMilliseconds * ms),
        new Linear(Hidden, 6, seed: seed + 2),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9, Reset = ResetMode.None }, StepMilliseconds * ms) { Reads = nameof(Leaky.State<float>.U) });

    /// <inheritdoc/>
    protected override void Measure(ExperimentContext context, Module network, IDataset test, Evaluation judged)
    {
        ArgumentNullException.ThrowIfNull(context);
        var random = new Random((int)(context.Seed & 0x7FFFFFFF));
        int[] shown = new int[GestureCount];
        for (int i = 0; i < shown.Length; i++) shown[i] = i == 0 ? random.Next(6) : (shown[i - 1] + 1 + random.Next(5)) % 6;
        Gestures set = Set(1, context.Seed + 2);
        EventStream events = set.Live(shown, GestureMilliseconds);
        Network description = ((Sequential)network).ToNetwork([2, set.Side, set.Side]);
        using var engine = new InferenceEngine(
            description,
            StepMilliseconds * ms,
            description.Populations[0],
            description.Populations[^1],
            new InferenceOptions { Reads = nameof(Leaky.State<float>.U), Pixels = (2, set.Side, set.Side) });
        int[] decided;
        using (context.Phase("Telling gestures of a live stream", "streamSeconds")) decided = Tell(engine, events, GestureCount * GestureMilliseconds / StepMilliseconds);
        Judge(context, shown, decided);
        context.Result("events in the stream", events.Count);
        context.Result("latency of a step, p50", engine.Latency.P50, "us");
        context.Result("latency of a step, p99", engine.Latency.P99, "us");
        context.Result("synaptic events in a step", (double)engine.SynapticEvents / engine.Steps);
        Show(context, shown, decided, events);
    }

    // Events are pushed as they come, a packet for each step.
    private static int[] Tell(InferenceEngine engine, EventStream events, int steps)
    {
        int[] decided = new int[steps];
        for (int step = 0; step < steps; step++)
        {
            engine.Push(events.Slice(step * engine.Dt, (step + 1) * engine.Dt));
            engine.Step();
            decided[step] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(engine.Output);
        }

        return decided;
    }

    private void Judge(ExperimentContext context, int[] shown, int[] decided)
    {
        int each = GestureMilliseconds / StepMilliseconds, right = 0;
        var times = new List<double>();
        for (int g = 0; g < shown.Length; g++)
        {
            ReadOnlySpan<int> own = decided.AsSpan(g * each, each);
            right += own.Count(shown[g]);
            int first = own.IndexOf(shown[g]);
            times.Add(first < 0 ? GestureMilliseconds : (first + 1) * StepMilliseconds);
        }

        times.Sort();
        context.Result("steps of the stream with the right decision", 100.0 * right / decided.Length, "%");
        context.Result("gestures that were right at their end", 100.0 * Enumerable.Range(0, shown.Length).Count(g => decided[((g + 1) * each) - 1] == shown[g]) / shown.Length, "%");
        context.Result(reaction.Name, times[times.Count / 2], "ms");
        if (!context.Quick) context.Claim(reaction, times[times.Count / 2]);
    }

    private void Show(ExperimentContext context, int[] shown, int[] decided, EventStream events)
    {
        const int First = 10;
        int steps = Math.Min(First, GestureCount) * GestureMilliseconds / StepMilliseconds;
        double[] time = [.. Enumerable.Range(0, steps).Select(s => (s + 1.0) * StepMilliseconds)];
        context.Figure(new LineFigure(
            "Decisions on the live stream",
            $"What is shown, and what the network says after every step: {string.Join(", ", Gestures.Names.Select((n, i) => $"{i} {n}"))}.",
            "time [ms]",
            "gesture",
            new Series("shown", time, [.. time.Select((_, s) => (double)shown[s * StepMilliseconds / GestureMilliseconds])]),
            new Series("decided", time, [.. time.Select((_, s) => (double)decided[s])])));
        EventStream some = events.Slice(0 * ms, Math.Min(4, GestureCount) * GestureMilliseconds * ms);
        Series Of(string name, bool rising)
        {
            int[] at = [.. Enumerable.Range(0, some.Count).Where(i => some.Polarities[i] == rising && i % 4 == 0)];
            return new Series(name, [.. at.Select(i => some.TimesInMicroseconds[i] / 1000.0)], [.. at.Select(i => (double)some.Xs[i])]);
        }

        context.Figure(new ScatterFigure("Events of the first gestures", "One in four events, by pixel column; each gesture lasts " + $"{GestureMilliseconds} ms.", "time [ms]", "column", Of("rising", true), Of("falling", false)));
    }

    private Gestures Set(int count, ulong seed) => new(count, seed) { Steps = Steps, StepMilliseconds = StepMilliseconds };
}
