using Myelin.Learning.Layers;
using Myelin.Learning.Losses;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// How the parameters of a model get their gradients from a batch. What a new algorithm implements: one file; a training loop switches by one
/// argument.
/// </summary>
public interface ILearningAlgorithm
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Why it cannot train a model, naming the layer; null where it can. Asked before the first batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="loss">The loss.</param>
    string? Refusal(Module model, Loss loss);

    /// <summary>Adds the gradients of a batch's loss to those of the parameters.</summary>
    /// <param name="step">The batch.</param>
    /// <returns>The loss and the number of samples classified as they should be.</returns>
    StepResult Learn(in LearningStep step);
}

/// <summary>A batch to learn from.</summary>
/// <param name="Model">The model.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Input">The input, [T, B, ...].</param>
/// <param name="Targets">What the samples should give.</param>
/// <param name="Scale">What the gradients are multiplied with: less than 1 where several batches are accumulated.</param>
/// <param name="Sequence">Which batch of the training it is.</param>
public readonly record struct LearningStep(Module Model, Loss Loss, Tensor Input, Targets Targets, float Scale, long Sequence);

/// <summary>What came of a batch.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Correct">Number of samples classified as they should be.</param>
public readonly record struct StepResult(double Loss, int Correct);
