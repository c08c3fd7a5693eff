using Myelin.Data.Loading;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Inputs;

/// <summary>Every sample is shown unchanged at every step (direct coding): [B, ...] to [T, B, ...] that holds one slice only.</summary>
/// <param name="steps">T.</param>
public sealed class RepeatedInput(int steps) : SequenceInput
{
    /// <inheritdoc/>
    public override Tensor Of(Batch batch, long iteration)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Tensor.From(batch.Samples, Shape.Create(batch.Shape)).RepeatOverTime(steps);
    }
}
