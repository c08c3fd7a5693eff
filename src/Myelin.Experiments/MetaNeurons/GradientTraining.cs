using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.MetaNeurons;

/// <summary>A layer of hidden neurons and one of output neurons, trained by surrogate gradients through all steps; inner parameters, where they are learnt, are each neuron's own.</summary>
internal static class GradientTraining
{
    private const int Batch = 20;

    /// <summary>Trains, and judges by samples that were not learnt from.</summary>
    /// <param name="kind">The neurons.</param>
    /// <param name="learnsNeurons">Whether inner parameters are learnt beside the weights.</param>
    /// <param name="training">Samples to learn from.</param>
    /// <param name="test">Samples to judge by.</param>
    /// <param name="hidden">Number of hidden neurons.</param>
    /// <param name="epochs">How often every sample is learnt.</param>
    /// <param name="seed">Names everything random.</param>
    public static Outcome Run(NeuronKind kind, bool learnsNeurons, SpikeClasses training, SpikeClasses test, int hidden, int epochs, ulong seed)
    {
        Spiking inside = Neurons(kind, learnsNeurons, hidden), outside = Neurons(kind, learnsNeurons, 2);
        var first = new Sequential(new Linear(training.SampleShape[1], hidden, seed: seed), inside);
        var network = new Sequential(first, new Linear(hidden, 2, seed: seed + 100), outside);
        var inner = inside.OwnParameters.Concat(outside.OwnParameters).ToHashSet();
        var optimiser = new Adam(network.Parameters.Select(p => p.Parameter).Where(p => !inner.Contains(p)), 1e-2);
        if (learnsNeurons) optimiser.Add(inner, 1e-2);
        var trainer = new Trainer(network, optimiser, new CountCrossEntropy { Rates = false }, new TimeMajorInput());
        IReadOnlyList<EpochRecord> history = trainer.Fit(training, null, new TrainingPlan { Epochs = epochs, BatchSize = Batch, Seed = seed });
        double accuracy = trainer.Evaluate(test).Accuracy;
        double[] values = kind.Start;
        for (int p = 0; learnsNeurons && p < values.Length; p++) values[p] = inside.OwnParameters[p].Values.ToArray().Average(v => Math.Clamp(v, kind.Parameters[p].Low, kind.Parameters[p].High));
        return new Outcome(accuracy, RuleTraining.ByComplexity(Trains(first, training), training, Trains(first, test), test), values, [.. history.Select(h => h.Accuracy)]);
    }

    private static Spiking Neurons(NeuronKind kind, bool learns, int count)
    {
        Spiking layer = new Spiking<Arctangent<Two>>(kind.Of(kind.Start));
        foreach (InnerParameter p in kind.Parameters)
        {
            if (learns) layer = layer.Learn(p.Name, count, p.Low, p.High);
        }

        return layer;
    }

    // What the hidden neurons fire: [T, hidden] for each sample.
    private static List<float[]> Trains(Module first, SpikeClasses samples)
    {
        int steps = samples.SampleShape[0], inputs = samples.SampleShape[1];
        float[] all = new float[samples.Count * steps * inputs];
        for (int i = 0; i < samples.Count; i++)
        {
            for (int t = 0; t < steps; t++) samples[i].Slice(t * inputs, inputs).CopyTo(all.AsSpan(((t * samples.Count) + i) * inputs));
        }

        first.Evaluate();
        using var pause = Tape.Current.PauseRecording();
        Tensor spikes = first.Forward(Tensor.From(all, [steps, samples.Count, inputs]));
        int hidden = spikes.Shape[2];
        List<float[]> trains = [];
        for (int i = 0; i < samples.Count; i++)
        {
            float[] train = new float[steps * hidden];
            for (int t = 0; t < steps; t++) spikes.Values.Slice(((t * samples.Count) + i) * hidden, hidden).CopyTo(train.AsSpan(t * hidden));
            trains.Add(train);
        }

        Tape.Current.Clear();
        return trains;
    }
}
