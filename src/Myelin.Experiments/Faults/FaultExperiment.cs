using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Data.Sets;
using Myelin.Experiments.Conversion;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Hardware.Faults;
using Myelin.Learning;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Training;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Faults;

/// <summary>What happens to a trained network in a device that is not perfect: a network of one hidden layer learns digits, becomes a network of neurons and synapses, and that is put through faults and simulated.</summary>
public abstract class FaultExperiment : Experiment
{
    private protected const int Pixels = 28 * 28;

    private (IDataset Training, IDataset Test)? sets;

    /// <summary>How often every training sample is seen.</summary>
    [Parameter("how often every training sample is seen", Quick = 2)]
    [Between(1, 1000)]
    public int Epochs { get; init; } = 3;

    /// <summary>Number of training samples.</summary>
    [Parameter("number of training samples", Quick = 2000)]
    [Between(100, 60_000)]
    public int TrainingSamples { get; init; } = 60_000;

    /// <summary>Number of test samples that the simulator runs for every accuracy.</summary>
    [Parameter("number of test samples that the simulator runs for every accuracy", Quick = 40)]
    [Between(10, 10_000)]
    public int TestSamples { get; init; } = 500;

    /// <summary>Number of time steps that a sample is shown for.</summary>
    [Parameter("number of time steps that a sample is shown for", Quick = 8)]
    [Between(2, 1000)]
    public int Steps { get; init; } = 15;

    /// <summary>Neurons of the hidden layer.</summary>
    [Parameter("neurons of the hidden layer", Quick = 48)]
    [Between(8, 10_000)]
    public int Hidden { get; init; } = 128;

    /// <summary>How many seeds decide where faults strike.</summary>
    [Parameter("how many seeds decide where faults strike", Quick = 2)]
    [Between(1, 1000)]
    public int Seeds { get; init; } = 5;

    /// <summary>Whether digits are drawn by a program, so that no data is needed.</summary>
    [Parameter("digits that a program draws in place of MNIST", Quick = true)]
    public bool Synthetic { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => Synthetic ? [] : [MnistFolder.Need];

    private protected Dither Input => field ??= new Dither(Pixels, Steps);

    private protected ulong[] SeedList(ulong seed) => [.. Enumerable.Range(0, Seeds).Select(i => seed + (ulong)i)];

    private protected (IDataset Training, IDataset Test) Sets(ExperimentContext context)
    {
        if (sets is { } known) return known;
        if (context.Threads > 0) Workers.Threads = context.Threads;
        if (Synthetic) return (sets = (new SyntheticDigits(TrainingSamples, context.Seed), new SyntheticDigits(TestSamples, context.Seed + 1))).Value;
        var folder = new DataFolder(context.DataPath("."));
        return (sets = (OrdinaryTraining.First(Mnist.Load(folder, Split.Train), TrainingSamples), Mnist.Load(folder, Split.Test))).Value;
    }

    private protected LabelledSamples TestSet(ExperimentContext context) => LabelledSamples.Of(Sets(context).Test, 0, TestSamples);

    /// <summary>Trains a network.</summary>
    /// <param name="context">Where progress goes.</param>
    /// <param name="name">What is shown.</param>
    /// <param name="noise">Deviation of the noise on weights while training; 0 for none.</param>
    private protected Sequential Train(ExperimentContext context, string name, double noise = 0)
    {
        (IDataset training, _) = Sets(context);
        using Phase shown = context.Phase(name, noise == 0 ? "trainSeconds" : "trainThroughNoiseSeconds");
        Module Weights(int inputs, int outputs, ulong which)
        {
            var linear = new Linear(inputs, outputs, bias: false, seed: context.Seed + which);
            return noise > 0 ? new NoisyWeights(linear, noise, context.Seed + which) : linear;
        }

        var model = new Sequential(
            Weights(Pixels, Hidden, 0), new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }), Weights(Hidden, 10, 1), new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }));
        const int Batch = 128;
        long steps = (long)Epochs * ((training.Count + Batch - 1) / Batch);
        var trainer = new Trainer(model, new AdamW(model.Parameters.Select(p => p.Parameter), 2e-3, weightDecay: 1e-4), new CountCrossEntropy(), Input)
        {
            Schedule = new OneCycle(3e-3, steps, 0.2),
            Progress = new TrainingPhase(shown),
        };
        trainer.Fit(training, null, new TrainingPlan { Epochs = Epochs, BatchSize = Batch, Seed = context.Seed }, context.Cancellation);
        return model;
    }

    private protected static Network NetworkOf(Sequential model) => model.ToNetwork([Pixels]);

    /// <summary>The accuracy of a network with a fault, in the simulator [%]. May be called by several threads with the same network.</summary>
    private protected double Accuracy(Network network, Fault fault, ulong seed, LabelledSamples samples, CancellationToken cancellation)
    {
        using var run = new SpikingRun(fault.Apply(network, seed), Dt);
        double[] spikes = new double[Pixels];
        int correct = 0;
        for (int s = 0; s < samples.Count; s++)
        {
            cancellation.ThrowIfCancellationRequested();
            run.Reset();
            for (int t = 0; t < Steps; t++)
            {
                if (fault.ActsWhileRunning) fault.BetweenSteps(run.Running, seed, run.Step);
                Input.Step(samples.Sample(s), t, spikes);
                run.Advance(spikes);
            }

            if (TrojanRun.Winner(run.Output) == samples.Labels[s]) correct++;
        }

        return 100.0 * correct / samples.Count;
    }

    private protected static Time Dt { get; } = Time.FromValue(1);
}
