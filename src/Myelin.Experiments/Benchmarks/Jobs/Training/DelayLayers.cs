using Myelin.Experiments.Running;
using Myelin.Learning;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;

namespace Myelin.Experiments.Benchmarks.Jobs.Training;

/// <summary>
/// What delays cost: a training step (forward, backward, Adam; no neurons) of layers with delays, in turn with that of the same layer without, by processor time, which other work on the machine
/// changes less than the time that passes.
/// </summary>
public sealed class DelayLayers : WholeJob
{
    private const int Steps = 100, Batch = 64, Neurons = 256, Longest = 25, Before = 3, Rounds = 11;

    private static readonly (string Name, Func<Sequential> Make)[] layers =
    [
        ("Linear", () => new Sequential(new Linear(Neurons, Neurons, seed: 1))),
        ("AxonalDelay and Linear, rounded", () => new Sequential(Rounded(new AxonalDelay(Neurons, Longest, seed: 2)), new Linear(Neurons, Neurons, seed: 1))),
        ("AxonalDelay and Linear, spread", () => new Sequential(new AxonalDelay(Neurons, Longest, seed: 2), new Linear(Neurons, Neurons, seed: 1))),
        ("DelayedLinear, rounded", () => new Sequential(Rounded(new DelayedLinear(Neurons, Neurons, Longest, seed: 2)))),
        ("DelayedLinear, at the nearest step", () => new Sequential(new DelayedLinear(Neurons, Neurons, Longest, seed: 2) { UsesNearest = true })),
        ("DelayedLinear, spread", () => new Sequential(new DelayedLinear(Neurons, Neurons, Longest, seed: 2))),
    ];

    private readonly List<FurtherFigure> further = [];

    /// <inheritdoc/>
    public override string Name => "train-delays";

    /// <inheritdoc/>
    public override string Description => "256 to 256 neurons, 64 samples, 100 steps, rounded delays of synapses up to 25: a training step, as a multiple of that without delays";

    /// <inheritdoc/>
    public override string Unit => "times";

    /// <inheritdoc/>
    public override IReadOnlyList<FurtherFigure> Further => further;

    /// <inheritdoc/>
    public override long MemoryBytes => 1L << 30;

    /// <inheritdoc/>
    public override double Run(WholeJobContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        further.Clear();
        using Phase phase = context.Phase(Name);
        double times = 0;
        foreach (double? rate in (double?[])[null, 0.1])
        {
            double[] milliseconds = Measure(rate, phase, rate is null ? 0 : 0.5);
            string input = rate is null ? "dense input" : "10 % spikes";
            for (int i = 0; i < layers.Length; i++)
            {
                further.Add(new FurtherFigure($"{layers[i].Name}, {input}", milliseconds[i], "ms"));
                if (i > 0) further.Add(new FurtherFigure($"{layers[i].Name}, {input}, of Linear", milliseconds[i] / milliseconds[0], "times"));
                if (rate is null && layers[i].Name is "DelayedLinear, rounded") times = milliseconds[i] / milliseconds[0];
            }
        }

        return times;
    }

    private static SpacedLayer Rounded(SpacedLayer layer)
    {
        layer.Round();
        return layer;
    }

    // Medians of steps that take turns.
    private static double[] Measure(double? rate, Phase phase, double done)
    {
        float[] spikes = TrainingJob.Numbers(Steps * Batch * Neurons, rate), gradient = TrainingJob.Numbers(Steps * Batch * Neurons);
        Sequential[] models = [.. layers.Select(l => l.Make())];
        Adam[] optimisers = [.. models.Select(m => new Adam(m.Parameters.Select(p => p.Parameter).Where(p => p.Learns), 1e-6))];
        double[][] found = [.. models.Select(_ => new double[Rounds])];
        for (int round = -Before; round < Rounds; round++)
        {
            for (int i = 0; i < models.Length; i++)
            {
                Tape.Current.Clear();
                Tensor input = Tensor.From(spikes, [Steps, Batch, Neurons], requiresGradient: true);
                TimeSpan start = Environment.CpuUsage.TotalTime;
                optimisers[i].ZeroGradient();
                Tape.Current.Backward(models[i].Forward(input), gradient);
                optimisers[i].Step();
                if (round >= 0) found[i][round] = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
            }

            phase.Report(done + (0.5 * (round + Before + 1) / (Before + Rounds)));
        }

        Tape.Current.Clear();
        foreach (double[] times in found) Array.Sort(times);
        return [.. found.Select(f => f[Rounds / 2])];
    }
}
