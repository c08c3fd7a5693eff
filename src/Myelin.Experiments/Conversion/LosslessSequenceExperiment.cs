using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Learning;
using Myelin.Learning.Tensors;
using Myelin.Neurons;

namespace Myelin.Experiments.Conversion;

/// <summary>A quantised convolutional recurrent network as a spiking one, without any error, on rows of MNIST.</summary>
public sealed class LosslessSequenceExperiment : Experiment
{
    private const string Different = "states of the recurrent layer that differ";
    private const string Classes = "samples whose class differs";

    // Powers of two, with which every sum of the two networks is exact in single precision.
    private const float Unit = 0.25f;
    private const float WeightStep = 1f / 256;
    private const int Cycle = 16;

    /// <summary>How often every training sample is seen.</summary>
    [Parameter("how often every training sample is seen", Quick = 1)]
    [Between(1, 1000)]
    public int Epochs { get; init; } = 6;

    /// <summary>Number of training samples.</summary>
    [Parameter("number of training samples", Quick = 1000)]
    [Between(100, 60_000)]
    public int TrainingSamples { get; init; } = 60_000;

    /// <summary>Number of test samples.</summary>
    [Parameter("number of test samples", Quick = 100)]
    [Between(10, 10_000)]
    public int TestSamples { get; init; } = 10_000;

    /// <summary>Neurons of the recurrent layer.</summary>
    [Parameter("neurons of the recurrent layer", Quick = 32)]
    [Between(1, 4096)]
    public int Hidden { get; init; } = 128;

    /// <summary>Most spikes of a neuron in a cycle of 16 steps.</summary>
    [Parameter("most spikes of a neuron in a cycle of 16 steps")]
    [Between(1, 15)]
    public int Levels { get; init; } = 15;

    /// <inheritdoc/>
    public override string Id => "lossless-sequence";

    /// <inheritdoc/>
    public override string Title => "A recurrent network converted without error";

    /// <inheritdoc/>
    public override string Summary =>
        "A network with a convolution along the rows of MNIST's images and a recurrent layer over rows learns with activations of 16 levels; its weights are then rounded to 256ths. The spiking network shows each row for a cycle of 16 steps; neurons " +
        "gather in one cycle and fire in the next, so that spikes which come back belong to the next row. Every state of every neuron is compared, for all rows of all samples. The paper's neurons take spikes back by negative ones; ours need none. " +
        "Its accuracies (99.16 % on sequences of single pixels) are of larger networks on longer sequences and are not compared.";

    /// <inheritdoc/>
    public override Paper Paper => new("J. Su, K. You, Z. Xu, W. Xu, Z. He", 2024, "Obtaining optimal spiking neural network in sequence learning via CRNN-SNN conversion", "ICANN 2024, Lecture Notes in Computer Science", "10.48550/arXiv.2408.09403");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [MnistFolder.Need];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.Value(Different, 0, 0), Claim.Value(Classes, 0, 0)];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(0, 0, 1L << 30, (Epochs * TrainingSamples / 3000.0) + (TestSamples / 300.0), "3000 training samples and 300 samples of the spiking network per second on two threads");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        (IDataset training, IDataset test) = OrdinaryTraining.Samples(context, MnistFolder.Need, TrainingSamples, TestSamples);
        var quantised = new QuantisedRowNetwork(channels: 8, Hidden, Levels, Unit, context.Seed);
        IReadOnlyList<Learning.Training.EpochRecord> history = OrdinaryTraining.Train(context, "Training", quantised, training, test, Epochs, 2e-3, new RowInput());
        double learnt = 100 * history[^1].ValidationAccuracy;
        quantised.RoundWeights(WeightStep);
        quantised.Evaluate();
        var spiking = new SpikingRowNetwork(quantised, Hidden, Levels, Cycle, Unit);
        spiking.Evaluate();
        Compare(context, quantised, spiking, test, learnt);
        context.Figure(new LineFigure("Accuracy over epochs", "The quantised network, before its weights are rounded.", "epoch", "accuracy [%]",
            new Series("training", [.. history.Select(h => (double)h.Epoch)], [.. history.Select(h => 100 * h.Accuracy)]),
            new Series("test", [.. history.Select(h => (double)h.Epoch)], [.. history.Select(h => 100 * h.ValidationAccuracy)])));
    }

    private void Compare(ExperimentContext context, QuantisedRowNetwork quantised, SpikingRowNetwork spiking, IDataset test, double learnt)
    {
        using Phase phase = context.Phase("Comparing", "compareSeconds");
        Tape tape = Tape.Current;
        using Tape.Pause pause = tape.PauseRecording();
        using var loader = new DataLoader(test, new DataLoaderOptions { BatchSize = 50, Shuffle = false });
        var rows = new RowInput();
        long states = 0, different = 0, classes = 0, seen = 0, correct = 0, also = 0;
        double spikes = 0, largest = 0;
        double[] mean = new double[QuantisedRowNetwork.Width];
        foreach (Batch batch in loader.Epoch(0))
        {
            tape.Clear();
            Tensor input = rows.Of(batch, 0);
            quantised.ResetState();
            spiking.ResetState();
            float[] one = quantised.Forward(input).Values.ToArray(), two = spiking.Forward(input).Values.ToArray();

            // A row is shown in its cycle, its features fire one cycle later, and the state one more.
            for (int row = 0; row < quantised.States.Length; row++)
            {
                float[] state = quantised.States[row], counts = spiking.Counts[row + 2];
                for (int i = 0; i < state.Length; i++)
                {
                    states++;
                    if (state[i] != counts[i]) different++;
                    mean[row] += counts[i];
                }
            }

            int outputs = one.Length / batch.Count;
            for (int b = 0; b < batch.Count; b++)
            {
                int first = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(one.AsSpan(b * outputs, outputs)), second = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(two.AsSpan(b * outputs, outputs));
                if (first != second) classes++;
                if (first == batch.Labels[b]) correct++;
                if (second == batch.Labels[b]) also++;
            }

            for (int i = 0; i < one.Length; i++) largest = Math.Max(largest, Math.Abs(one[i] - two[i]));
            seen += batch.Count;
            spikes += spiking.SpikesPerNeuron * batch.Count;
            phase.Report((double)seen / test.Count);
        }

        tape.Clear();
        context.Claim(Claims[0], different);
        context.Claim(Claims[1], classes);
        context.Result("states compared", states);
        context.Result("largest difference of an output", largest);
        context.Result("accuracy of the quantised network before its weights are rounded", learnt, "%");
        context.Result("accuracy of the quantised network", 100.0 * correct / seen, "%");
        context.Result("accuracy of the spiking network", 100.0 * also / seen, "%");
        context.Result("steps of a sample", (QuantisedRowNetwork.Width + 2) * Cycle);
        context.Result("spikes per neuron and sample", spikes / seen);
        double each = seen * (double)Hidden;
        context.Figure(new LineFigure("Spikes of the recurrent layer", "Mean number of spikes of a neuron while it gives back the state after each row.", "row", new Axis("spikes in a cycle") { FromZero = true }, new Series("recurrent layer", [.. Enumerable.Range(0, mean.Length).Select(r => (double)r)], [.. mean.Select(m => m / each)])));
    }
}
