using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Algorithms.Passes;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Learning.Continual;

/// <summary>
/// Continual learning by Hebbian orthogonal projection around any algorithm: once a task is learnt, <see cref="Keep"/> has lateral neurons of every
/// <see cref="Linear"/> layer learn the principal subspace of what arrives there; from then on gradients are those of traces projected orthogonally to it, so that
/// what the layers do for old inputs stays. Whatever the algorithm, a gradient is a sum of outer products with presynaptic traces, so the projection of the gradient is
/// the gradient of projected traces. A bias, which is a weight from a source that always fires, stays as it is. The optimiser must scale no weight by itself
/// (<see cref="Optimisers.Sgd"/> without weight decay), else steps leave the orthogonal space. Source: Xiao, Meng, Zhang, He and Lin (2024), ICLR (HLOP), sections
/// 4.2 and 4.3; the lateral neurons learn from mean activity over time, as theirs do from weighted rates, but after a task and not during its last epoch.
/// </summary>
/// <param name="inner">The algorithm.</param>
/// <param name="seed">What the lateral weights are drawn from.</param>
public sealed class OrthogonalProjection(ILearningAlgorithm inner, ulong seed = 1) : ILearningAlgorithm
{
    private readonly Dictionary<Linear, LateralSubspace> subspaces = [];

    /// <inheritdoc/>
    public string Name => $"{inner.Name} with HLOP";

    /// <summary>Number of tasks that are kept.</summary>
    public int Tasks { get; private set; }

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss) => inner.Refusal(model, loss) ?? Stage.ChainRefusal(Name, model);

    /// <summary>The subspace of what arrives at a layer; null where nothing is kept of it.</summary>
    /// <param name="layer">The layer.</param>
    public LateralSubspace? Subspace(Linear layer) => subspaces.GetValueOrDefault(layer);

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step)
    {
        StepResult result = inner.Learn(step);
        foreach ((Linear layer, LateralSubspace subspace) in subspaces)
        {
            subspace.Project(layer.Weight.Gradient);
            layer.Bias?.Gradient.Clear();
        }

        return result;
    }

    /// <summary>Learns what is to be kept: the subspaces of the activity that samples of a task evoke.</summary>
    /// <param name="model">The model, which has learnt the task.</param>
    /// <param name="input">How samples become sequences.</param>
    /// <param name="task">Samples of the task.</param>
    /// <param name="neurons">Number of new lateral neurons of each <see cref="Linear"/> layer, from the input on.</param>
    /// <param name="options">How they learn; defaults where left out.</param>
    /// <returns>The part of the squared activity that the subspaces of the layers hold, 0 to 1; over the last quarter of the batches.</returns>
    /// <exception cref="ArgumentException">The model is no chain of modules, or the numbers of neurons are not one for each layer.</exception>
    public double[] Keep(Module model, SequenceInput input, IDataset task, IReadOnlyList<int> neurons, KeepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(neurons);
        options ??= new KeepOptions();
        if (Stage.ChainRefusal(Name, model) is { } refusal) throw new ArgumentException(refusal, nameof(model));
        Module[] chain = [.. Stage.Chain(model)!.SelectMany(stage => stage.Neurons is null ? stage.Before : [.. stage.Before, stage.Neurons])];
        Linear[] layers = [.. chain.OfType<Linear>()];
        if (layers.Length != neurons.Count) throw new ArgumentException($"The model has {layers.Length} linear layers and needs as many numbers of lateral neurons, got {neurons.Count}.", nameof(neurons));
        for (int i = 0; i < layers.Length; i++)
        {
            if (!subspaces.TryGetValue(layers[i], out LateralSubspace? known)) subspaces[layers[i]] = known = new LateralSubspace(layers[i].Weight.Shape[1]);
            known.Add(neurons[i], seed + (ulong)((Tasks * layers.Length) + i));
        }

        double[] held = Watch(model, chain, input, task, options);
        Tasks++;
        return held;
    }

    private double[] Watch(Module model, Module[] chain, SequenceInput input, IDataset task, KeepOptions options)
    {
        using var loader = new DataLoader(task, new DataLoaderOptions { BatchSize = options.BatchSize, Seed = seed, PadToLongest = true });
        Tape tape = Tape.Current;
        using Tape.Pause pause = tape.PauseRecording();
        bool training = model.IsTraining;
        model.Evaluate();
        model.CarryState(false);
        double[] held = new double[chain.OfType<Linear>().Count()];
        int batches = loader.BatchCount * options.Epochs, done = 0, judged = 0;
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            foreach (Batch batch in loader.Epoch(epoch))
            {
                tape.Clear();
                model.ResetState(batch.Number);
                bool isJudged = 4 * ++done > 3 * batches;
                if (isJudged) judged++;
                Tensor x = input.Of(batch, -1 - batch.Number);
                int layer = 0;
                foreach (Module module in chain)
                {
                    if (module is Linear weights)
                    {
                        double part = subspaces[weights].Learn(Mean(x), options.Rate, options.Times);
                        if (isJudged) held[layer] += part;
                        layer++;
                    }

                    x = module.Forward(x);
                }
            }
        }

        tape.Clear();
        if (training) model.Train();
        return [.. held.Select(part => part / Math.Max(1, judged))];
    }

    private static ReadOnlySpan<float> Mean(Tensor sequence)
    {
        if (sequence.Repeats) return sequence.Slice(0).Values;
        int steps = sequence.Shape[0];
        float[] mean = new float[sequence.Shape.Count / steps];
        for (int t = 0; t < steps; t++) TensorPrimitives.Add(mean, sequence.Slice(t).Values, mean);
        TensorPrimitives.Divide(mean, steps, mean);
        return mean;
    }
}
