using Myelin.Data.Loading;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Inputs;

/// <summary>Samples that are sequences: [B, T, ...] to [T, B, ...].</summary>
public sealed class TimeMajorInput : SequenceInput
{
    /// <inheritdoc/>
    public override bool HasLengths => true;

    /// <inheritdoc/>
    public override Tensor Of(Batch batch, long iteration)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ReadOnlySpan<int> shape = batch.Shape;
        if (shape.Length < 3) throw new ArgumentException($"A sequence is [T, N], so a batch of them has three axes or more; got {Shape.Create(shape)}.");
        int samples = batch.Count, steps = shape[1], size = batch.SampleSize / steps;
        Tensor input = Tensor.Empty(Shape.Create([steps, samples, .. shape[2..]]));
        Span<float> values = input.Values;
        ReadOnlySpan<float> from = batch.Samples;
        for (int b = 0; b < samples; b++)
        {
            for (int t = 0; t < steps; t++) from.Slice(((b * steps) + t) * size, size).CopyTo(values.Slice(((t * samples) + b) * size, size));
        }

        return input;
    }
}
