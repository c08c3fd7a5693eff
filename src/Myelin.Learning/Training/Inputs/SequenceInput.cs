using Myelin.Data.Loading;

namespace Myelin.Learning.Training.Inputs;

/// <summary>How the samples of a batch become the input of a model, [T, B, ...].</summary>
public abstract class SequenceInput
{
    /// <summary>Whether samples may have fewer steps than the input, their ends filled with zeros: losses then leave out what is beyond.</summary>
    public virtual bool HasLengths => false;

    /// <summary>The input of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="iteration">Which batch of the training: random codes draw from it.</param>
    public abstract Tensor Of(Batch batch, long iteration);
}
