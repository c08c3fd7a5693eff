using Myelin.Analysis.Energy;
using Myelin.Analysis.Quality;
using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Learning.Complexity;

/// <summary>The metrics of NeuroBench of a model on samples; those of a sample are means.</summary>
/// <remarks>Source: Yik et al. (2025), "The NeuroBench framework for benchmarking neuromorphic computing algorithms and systems", Nature Communications 16, 1545.</remarks>
public sealed record NeuroBench
{
    /// <summary>Number of samples.</summary>
    public required long Samples { get; init; }

    /// <summary>The fraction of samples whose class was found; no number where samples have no classes.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Memory of the model [bytes].</summary>
    public required double Footprint { get; init; }

    /// <summary>Number of parameters.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>The fraction of weights that are 0.</summary>
    public required double ConnectionSparsity { get; init; }

    /// <summary>The fraction of activations that are 0.</summary>
    public required double ActivationSparsity { get; init; }

    /// <summary>What every layer does.</summary>
    public required IReadOnlyList<LayerOperations> Layers { get; init; }

    /// <summary>Operations of a sample, of all layers.</summary>
    public OperationCounts Total => Layers.Aggregate(default(OperationCounts), (sum, layer) => sum + layer.Counts);

    /// <summary>Membrane potentials that change, in a sample.</summary>
    public double MembraneUpdates => Layers.Sum(l => l.MembraneUpdates);

    /// <summary>Arithmetic of neurons in steps that change their membranes, in a sample.</summary>
    public double EffectiveNeuronOperations => Layers.Sum(l => l.EffectiveNeuronOperations);

    /// <summary>Arithmetic of neurons in all steps, in a sample.</summary>
    public double DenseNeuronOperations => Layers.Sum(l => l.DenseNeuronOperations);

    /// <summary>What a probe has counted.</summary>
    /// <param name="model">The model.</param>
    /// <param name="probe">The probe, after the last batch.</param>
    /// <param name="accuracy">The fraction of samples whose class was found.</param>
    public static NeuroBench Of(Module model, OperationProbe probe, double accuracy)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(probe);
        return new NeuroBench
        {
            Samples = probe.Samples,
            Accuracy = accuracy,
            Footprint = model.Footprint(),
            ParameterCount = model.ParameterCount(),
            ConnectionSparsity = probe.ConnectionSparsity,
            ActivationSparsity = probe.ActivationSparsity,
            Layers = probe.Layers,
        };
    }

    /// <summary>Measures a model on samples.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The samples.</param>
    /// <param name="input">How samples become sequences.</param>
    /// <param name="loss">What reads classes off the model's output.</param>
    /// <param name="batchSize">Number of samples of a batch.</param>
    /// <param name="cancellation">Ends the measurement after the batch at hand.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static NeuroBench Of(Module model, IDataset set, SequenceInput input, Loss loss, int batchSize = 64, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(loss);
        using var loader = new DataLoader(set, new DataLoaderOptions { BatchSize = batchSize, Shuffle = false, PadToLongest = true });
        Tape tape = Tape.Current;
        using Tape.Pause pause = tape.PauseRecording();
        bool training = model.IsTraining;
        model.Evaluate();
        model.CarryState(false);
        var targets = new Targets();
        List<int> predicted = [], actual = [];
        int[] classes = new int[batchSize];
        try
        {
            using var probe = new OperationProbe(model);
            foreach (Batch batch in loader.Epoch(0))
            {
                cancellation.ThrowIfCancellationRequested();
                tape.Clear();
                targets.Set(batch, input.HasLengths);
                model.ResetState(batch.Number);
                Tensor output = model.Forward(input.Of(batch, -1 - batch.Number));
                probe.EndBatch(batch.Count);
                if (set.Classes == 0) continue;
                _ = loss.Of(output, targets);
                loss.Predict(output, classes.AsSpan(0, batch.Count));
                predicted.AddRange(classes.AsSpan(0, batch.Count));
                actual.AddRange(batch.Labels);
            }

            return Of(model, probe, actual.Count == 0 ? double.NaN : PredictionQuality.Accuracy([.. predicted], [.. actual]));
        }
        finally
        {
            tape.Clear();
            if (training) model.Train();
        }
    }
}
