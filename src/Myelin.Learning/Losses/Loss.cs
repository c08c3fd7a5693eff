using Myelin.Learning.Tensors;
using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>What training makes small, and how a class is read off the output of a model. One file per loss.</summary>
public abstract class Loss
{
    /// <summary>The loss.</summary>
    /// <param name="output">The output of the model, [T, B, C].</param>
    /// <param name="targets">What the samples should give.</param>
    /// <returns>One number.</returns>
    /// <exception cref="ArgumentException">The targets do not fit the output; the message says how.</exception>
    public abstract Tensor Of(Tensor output, Targets targets);

    /// <summary>
    /// Whether the loss of a sequence is the mean of the losses of its steps. Algorithms that learn at every step need one that is; one of sums,
    /// maxima or times over the whole sequence is known at its end only.
    /// </summary>
    public virtual bool IsPerStep => false;

    /// <summary>
    /// What some steps contribute to the loss of their sequence, for a loss that is per step: the parts' contributions add up to
    /// <see cref="Of"/> of the whole.
    /// </summary>
    /// <param name="output">The output of the model at these steps, [steps, B, C].</param>
    /// <param name="targets">What the samples should give.</param>
    /// <param name="first">The first of the steps.</param>
    /// <param name="all">T, the number of steps of the sequence.</param>
    /// <returns>One number.</returns>
    /// <exception cref="InvalidOperationException">The loss is not per step.</exception>
    public virtual Tensor OfPart(Tensor output, Targets targets, int first, int all) => IsPerStep
        ? Of(output, targets) * ((float)output.Shape[0] / all)
        : throw new InvalidOperationException($"{GetType().Name} is a loss of the whole sequence and has no part for some of its steps.");

    /// <summary>
    /// Whether its gradient does not tell what moving a spike would do: a loss that sees the first spike only says nothing about a spike at a later
    /// step, while there is one before it.
    /// </summary>
    public virtual bool IsBlindToLaterSpikes => false;

    /// <summary>A number per sample and class, the largest of which tells the class.</summary>
    /// <param name="output">The output of the model, [T, B, C].</param>
    /// <param name="scores">Receives [B, C].</param>
    public virtual void Scores(Tensor output, Span<float> scores)
    {
        ReadOnlySpan<float> values = output.Expanded().Values;
        scores.Clear();
        for (int at = 0; at < values.Length; at += scores.Length) TensorPrimitives.Add(scores, values.Slice(at, scores.Length), scores);
    }

    /// <summary>The class of every sample.</summary>
    /// <param name="output">The output of the model, [T, B, C].</param>
    /// <param name="classes">Receives [B].</param>
    public void Predict(Tensor output, Span<int> classes)
    {
        int width = output.Shape[^1];
        Span<float> scores = Tensor.Empty([classes.Length, width]).Values;
        Scores(output, scores);
        for (int b = 0; b < classes.Length; b++) classes[b] = TensorPrimitives.IndexOfMax<float>(scores.Slice(b * width, width));
    }

    /// <summary>How many samples are classified as they should be.</summary>
    public int Correct(Tensor output, Targets targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Span<int> classes = stackalloc int[targets.Labels.Length];
        Predict(output, classes);
        int correct = 0;
        for (int b = 0; b < classes.Length; b++)
        {
            if (classes[b] == targets.Labels[b]) correct++;
        }

        return correct;
    }

    /// <summary>Refuses labels that the output has no class for.</summary>
    protected static void Check(Tensor output, Targets targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Shape shape = output.Shape;
        if (shape.Rank != 3) throw new ArgumentException($"A loss on classes takes an output of [T, B, C], got {shape}.");
        if (targets.Labels.Length != shape[1]) throw new ArgumentException($"The output {shape} has {shape[1]} samples, the targets have {targets.Labels.Length}.");
        foreach (int label in targets.Labels)
        {
            if ((uint)label >= (uint)shape[2]) throw new ArgumentException($"The label {label} is no class of the output {shape}, which has {shape[2]}: 0 to {shape[2] - 1}.");
        }
    }
}
