using System.Diagnostics;
using Myelin.Data.Generated;
using Myelin.Experiments.Running;
using Myelin.Learning;
using Myelin.Learning.Layers;
using Myelin.Learning.Lowering;
using Myelin.Learning.Tensors;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation.Inference;

namespace Myelin.Experiments.Benchmarks.Jobs.Inference;

/// <summary>
/// One sample at a time through the engine for live streams, beside the trainer's forward pass of the same model, sample and number of steps: the median of many
/// samples. Digits that a program draws are coded by rate, a pixel's brightness being its probability to spike in a step.
/// </summary>
public abstract class InferenceJob : WholeJob
{
    private const int Steps = 25, Samples = 200, Before = 20;

    private readonly List<PeerFigure> peers = [];
    private readonly List<FurtherFigure> further = [];

    /// <inheritdoc/>
    public override string Unit => "us";

    /// <inheritdoc/>
    public override long MemoryBytes => 256L << 20;

    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers => peers;

    /// <inheritdoc/>
    public override IReadOnlyList<FurtherFigure> Further => further;

    /// <summary>The model; its last layer is one of neurons.</summary>
    protected abstract Sequential Model();

    /// <summary>Shape of a sample at one step.</summary>
    protected abstract Shape Sample { get; }

    /// <inheritdoc/>
    public sealed override double Run(WholeJobContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        Sequential model = Model();
        model.Evaluate();
        Time dt = NetworkLowering.StepOf(model);
        Network network = model.ToNetwork(Sample);
        using var engine = new InferenceEngine(network, dt, network.Populations[0], network.Populations[^1]);
        float[][] samples = Digits(context.Seed);
        AddressEvent[][] events = [.. samples.Select(sample => Events(sample, dt))];
        using Phase phase = context.Phase(Name);
        double streamed = Median(i => Stream(engine, events[i % events.Length]), phase, () => engine.Latency.Clear());
        (double p50, double p99) = (engine.Latency.P50, engine.Latency.P99);
        long spikes = engine.SpikeCount;
        double dense = Median(i => Forward(model, samples[i % samples.Length]), phase, () => { });
        peers.Clear();
        peers.Add(new PeerFigure("Myelin's trainer, forward", dense, "the same sample, here"));
        further.Clear();
        further.Add(new FurtherFigure("step, p50", p50, "us"));
        further.Add(new FurtherFigure("step, p99", p99, "us"));
        further.Add(new FurtherFigure("events in a sample", events.Average(e => (double)e.Length), ""));
        further.Add(new FurtherFigure("spikes in a sample", (double)spikes / (Before + Samples), ""));
        return streamed;
    }

    private static double Median(Action<int> once, Phase phase, Action warm)
    {
        double[] microseconds = new double[Samples];
        for (int i = -Before; i < Samples; i++)
        {
            if (i == 0) warm();
            long start = Stopwatch.GetTimestamp();
            once(i + Before);
            if (i >= 0) microseconds[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            phase.Report((double)(i + Before + 1) / (Before + Samples));
        }

        Array.Sort(microseconds);
        return microseconds[Samples / 2];
    }

    private static void Stream(InferenceEngine engine, AddressEvent[] events)
    {
        engine.Reset();
        engine.Push(events);
        for (int i = 0; i < Steps; i++) engine.Step();
    }

    private void Forward(Sequential model, float[] spikes)
    {
        using Tape.Pause pause = Tape.Current.PauseRecording();
        model.ResetState();
        _ = model.Forward(Tensor.From(spikes, [Steps, 1, .. Sample])).Values[0];
        Tape.Current.Clear();
    }

    private static float[][] Digits(ulong seed)
    {
        const int Different = 50;
        var digits = new SyntheticDigits(Different, seed);
        var random = new Random((int)(seed & 0xFFFF));
        float[][] samples = new float[Different][];
        for (int s = 0; s < Different; s++)
        {
            float[] pixels = Pixels(digits, s);
            samples[s] = new float[Steps * pixels.Length];
            for (int i = 0; i < samples[s].Length; i++) samples[s][i] = random.NextSingle() < pixels[i % pixels.Length] ? 1 : 0;
        }

        return samples;
    }

    private static float[] Pixels(SyntheticDigits digits, int index)
    {
        float[] pixels = new float[28 * 28];
        digits.Read(index, pixels);
        return pixels;
    }

    private static AddressEvent[] Events(float[] spikes, Time dt)
    {
        int width = spikes.Length / Steps;
        return [.. Enumerable.Range(0, spikes.Length).Where(i => spikes[i] != 0).Select(i => new AddressEvent((long)Math.Round(i / width * dt.InMicroseconds), i % width))];
    }
}
