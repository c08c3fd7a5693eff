using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Data.Loading;
using Myelin.Data.Sets;
using Myelin.Encoding;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Training;

/// <summary>A network that the trainer has trained, in the simulator: how many spikes differ, and what that does to the accuracy.</summary>
public sealed class LoweringExperiment : SpikingDigitsExperiment
{
    private const int Pixels = 28 * 28;

    /// <inheritdoc/>
    public override int Epochs { get; init; } = 2;

    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 2e-3;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 20;

    /// <summary>Neurons of the hidden layer.</summary>
    [Parameter("neurons of the hidden layer", Quick = 64)]
    [Between(1, 100_000)]
    public int Hidden { get; init; } = 256;

    /// <summary>How many test samples the simulator runs.</summary>
    [Parameter("how many test samples the simulator runs", Quick = 50)]
    [Between(1, 10_000)]
    public int Simulated { get; init; } = 500;

    /// <inheritdoc/>
    public override string Id => "lowering";

    /// <inheritdoc/>
    public override string Title => "From the trainer to the simulator";

    /// <inheritdoc/>
    public override string Summary =>
        "A network of leaky integrate-and-fire neurons is trained on handwritten digits whose pixels are spikes of random times, made a description that the simulator runs, and run there on test " +
        "samples. Both add the same weights in another order, so a membrane within a rounding error of its threshold can spike in one and not in the other; counted are all such spikes of both layers. The bound is ours.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "J. K. Eshraghian, M. Ward, E. O. Neftci, X. Wang, G. Lenz, G. Dwivedi, M. Bennamoun, D. S. Jeong, W. D. Lu", 2023,
        "Training spiking neural networks using lessons from deep learning", "Proceedings of the IEEE 111(9), 1016-1054", "10.1109/JPROC.2023.3308088");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.AtMost("differing spikes", 0.01, "%")];

    /// <inheritdoc/>
    protected override double SamplesPerSecond => 4_000;

    /// <inheritdoc/>
    protected override Module Network(ulong seed) => new Sequential(
        new Linear(Pixels, Hidden, seed: seed), new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }),
        new Linear(Hidden, 10, seed: seed + 1), new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }));

    /// <inheritdoc/>
    protected override void Measure(ExperimentContext context, Module network, IDataset test, Evaluation judged)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(test);
        var model = (Sequential)network;
        var subset = new Subset(test, Enumerable.Range(0, Math.Min(Simulated, test.Count)));
        Spiking[] layers = [.. model.All.OfType<Spiking>()];
        long[] spikes = new long[layers.Length], differing = new long[layers.Length];
        int trained = 0, simulated = 0, touched = 0;
        using (Phase phase = context.Phase("Simulating", "simulateSeconds"))
        using (var loader = new DataLoader(subset, new DataLoaderOptions { BatchSize = 50, Shuffle = false }))
        {
            foreach (Batch batch in loader.Epoch(0))
            {
                (float[] input, float[][] outputs) = Forward(model, layers, batch);
                for (int b = 0; b < batch.Count; b++)
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    float[][] theirs = Simulate(model, input, b, batch.Count);
                    long before = differing.Sum();
                    for (int l = 0; l < layers.Length; l++) Compare(outputs[l], theirs[l], b, batch.Count, ref spikes[l], ref differing[l]);
                    if (differing.Sum() > before) touched++;
                    if (Winner(outputs[^1], b, batch.Count) == batch.Labels[b]) trained++;
                    if (Winner(theirs[^1], 0, 1) == batch.Labels[b]) simulated++;
                }

                phase.Report((double)(batch.Number + 1) * 50 / subset.Count, $"{differing.Sum()} of {spikes.Sum()} spikes differ");
            }
        }

        double percent = 100.0 * differing.Sum() / Math.Max(1, spikes.Sum());
        context.Result("differing spikes", percent, "%");
        context.Result("compared spikes", spikes.Sum());
        context.Result("samples with a differing spike", touched);
        context.Result("trainer's accuracy on the simulated samples", 100.0 * trained / subset.Count, "%");
        context.Result("simulator's accuracy", 100.0 * simulated / subset.Count, "%");
        if (!context.Quick) context.Claim(Claims[0], percent);
        var table = new Table("Spikes of trainer and simulator", $"Of {subset.Count} test samples, {Steps} steps each; a spike differs where one engine has it and the other has not.", "layer", "spikes", "differing", "differing [%]");
        for (int l = 0; l < layers.Length; l++) table.Add(layers[l].Path, spikes[l], differing[l], 100.0 * differing[l] / Math.Max(1, spikes[l]));
        context.Table(table);
    }

    // The trainer's input and the spikes of its layers, [T, B, N].
    private (float[] Input, float[][] Outputs) Forward(Sequential model, Spiking[] layers, Batch batch)
    {
        Tape tape = Tape.Current;
        using Tape.Pause pause = tape.PauseRecording();
        model.Evaluate();
        model.CarryState(false);
        model.ResetState(batch.Number);
        Tensor input = Input().Of(batch, -1 - batch.Number);
        float[] shown = input.Values.ToArray();
        model.Forward(input);
        float[][] outputs = [.. layers.Select(l => l.Spikes.Values.ToArray())];
        tape.Clear();
        return (shown, outputs);
    }

    // The spikes of the populations for one sample, [T, N].
    private float[][] Simulate(Sequential model, float[] input, int sample, int samples)
    {
        Network network = model.ToNetwork([Pixels]);
        Time dt = NetworkLowering.StepOf(model);
        var times = new List<double>();
        var neurons = new List<int>();
        for (int t = 0; t < Steps; t++)
        {
            for (int n = 0; n < Pixels; n++)
            {
                if (input[(((t * samples) + sample) * Pixels) + n] == 0) continue;
                times.Add((t + 1) * dt.InMilliseconds);
                neurons.Add(n);
            }
        }

        network.Drive(network.Populations[0], Syntax.SpikeReplay([.. times], [.. neurons]));
        Population[] layers = [.. network.Populations.Skip(1)];
        using var simulator = new Simulator(network, dt, r => { foreach (Population p in layers) r.Spikes(p); }, new SimulationOptions { Threads = 1 });
        simulator.Run(Steps * dt);
        return [.. layers.Select(p =>
        {
            float[] found = new float[Steps * p.Size];
            foreach ((int step, int neuron) in simulator.Spikes(p)) found[(step * p.Size) + neuron] = 1;
            return found;
        })];
    }

    private void Compare(float[] ours, float[] theirs, int sample, int samples, ref long spikes, ref long differing)
    {
        int neurons = theirs.Length / Steps;
        for (int t = 0; t < Steps; t++)
        {
            for (int n = 0; n < neurons; n++)
            {
                float here = ours[(((t * samples) + sample) * neurons) + n], there = theirs[(t * neurons) + n];
                if (here != 0) spikes++;
                if (here != there) differing++;
            }
        }
    }

    private int Winner(float[] spikes, int sample, int samples)
    {
        const int Classes = 10;
        float[] counts = new float[Classes];
        for (int t = 0; t < Steps; t++)
        {
            for (int c = 0; c < Classes; c++) counts[c] += spikes[(((t * samples) + sample) * Classes) + c];
        }

        return counts.AsSpan().IndexOf(counts.Max());
    }
}
