using System.Diagnostics;
using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Learning.Clipping;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Sparse;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Learning.Training;

/// <summary>
/// Trains a model on samples: the same seed gives the same model to the last bit, whatever the number of threads, and with or without a break.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="optimiser">What changes its parameters.</param>
/// <param name="loss">What is made small.</param>
/// <param name="input">How samples become sequences.</param>
public sealed class Trainer(Module model, Optimiser optimiser, Loss loss, SequenceInput input)
{
    private readonly Targets targets = new();

    /// <summary>The model.</summary>
    public Module Model => model;

    /// <summary>How gradients are computed; back-propagation through time where not set.</summary>
    public ILearningAlgorithm Algorithm { get; init; } = new Bptt();

    /// <summary>The learning rate over the steps; constant where not set.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>
    /// The width of the bumps of layers with learnt delays or positions over the steps, as a part of each layer's <see cref="SpacedLayer.InitialSigma"/>, as a schedule
    /// has it for a learning rate; constant where not set.
    /// </summary>
    public Schedule? Sigma { get; init; }

    /// <summary>
    /// The step from which on layers with learnt delays or positions use every weight at the nearest place (<see cref="SpacedLayer.UsesNearest"/>), so that rounding them after
    /// training changes nothing; never where not set.
    /// </summary>
    public long? NearestFrom { get; init; }

    /// <summary>How gradients are clipped; not at all where not set.</summary>
    public GradientClip? Clip { get; init; }

    /// <summary>What keeps weights out of the model; nothing where not set.</summary>
    public Sparsifier? Sparsity { get; init; }

    /// <summary>Who wants to know how training goes.</summary>
    public ITrainingProgress? Progress { get; init; }

    /// <summary>Trains.</summary>
    /// <param name="training">The samples to learn from.</param>
    /// <param name="validation">The samples to judge by after every epoch; null for none.</param>
    /// <param name="plan">How long and in which portions.</param>
    /// <param name="cancellation">Ends training after the batch at hand, with a checkpoint to resume from where the plan has a folder.</param>
    /// <returns>What came of every epoch.</returns>
    /// <exception cref="TrainingException">The algorithm cannot train the model, or the loss is no longer finite; the message names the layer.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public IReadOnlyList<EpochRecord> Fit(IDataset training, IDataset? validation, TrainingPlan plan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(plan);
        plan.Check();
        if (Algorithm.Refusal(model, loss) is { } refusal) throw new TrainingException(refusal);
        using var loader = new DataLoader(training, new DataLoaderOptions { BatchSize = plan.BatchSize, Seed = plan.Seed, Transform = plan.Augmentation, PadToLongest = true });
        var run = new TrainingRun(this, optimiser, plan, loader.BatchCount);
        return run.Go(loader, validation, cancellation);
    }

    /// <summary>Judges the model on samples; nothing is learnt.</summary>
    /// <param name="set">The samples.</param>
    /// <param name="batchSize">Number of samples of a batch.</param>
    public Evaluation Evaluate(IDataset set, int batchSize = 256)
    {
        ArgumentNullException.ThrowIfNull(set);
        using var loader = new DataLoader(set, new DataLoaderOptions { BatchSize = batchSize, Shuffle = false, PadToLongest = true });
        Tape tape = Tape.Current;
        using Tape.Pause pause = tape.PauseRecording();
        bool training = model.IsTraining;
        model.Evaluate();
        model.CarryState(false);
        var clock = Stopwatch.StartNew();
        var tally = new SpikeTally(model);
        long[][] confusion = [.. Enumerable.Range(0, set.Classes).Select(_ => new long[set.Classes])];
        double total = 0;
        int seen = 0, correct = 0;
        int[] classes = new int[batchSize];
        foreach (Batch batch in loader.Epoch(0))
        {
            tape.Clear();
            targets.Set(batch, input.HasLengths);
            model.ResetState(batch.Number);
            Tensor output = model.Forward(input.Of(batch, -1 - batch.Number));
            total += loss.Of(output, targets).Item * batch.Count;
            Span<int> predicted = classes.AsSpan(0, batch.Count);
            if (set.Classes > 0)
            {
                loss.Predict(output, predicted);
                for (int b = 0; b < predicted.Length; b++)
                {
                    if (predicted[b] < set.Classes) confusion[batch.Labels[b]][predicted[b]]++;
                    if (predicted[b] == batch.Labels[b]) correct++;
                }
            }

            tally.Add(batch.Count);
            seen += batch.Count;
        }

        tape.Clear();
        if (training) model.Train();
        return new Evaluation(total / Math.Max(1, seen), seen == 0 || set.Classes == 0 ? double.NaN : (double)correct / seen, confusion, tally.PerNeuron, seen, clock.Elapsed.TotalSeconds);
    }

    /// <summary>Learns from a batch: gradients only, no step.</summary>
    internal StepResult Learn(Batch batch, long iteration, float scale)
    {
        Tape.Current.Clear();
        targets.Set(batch, input.HasLengths);
        if (Sigma is not null || NearestFrom is not null)
        {
            foreach (SpacedLayer layer in model.All.OfType<SpacedLayer>())
            {
                if (Sigma is not null) layer.Sigma = Sigma.Rate(layer.InitialSigma, iteration);
                if (NearestFrom is { } step) layer.UsesNearest = iteration >= step;
            }
        }

        return Algorithm.Learn(new LearningStep(model, loss, input.Of(batch, iteration), targets, scale, iteration));
    }
}
