using Myelin.Data.Loading;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Inputs;

/// <summary>
/// The values of a sample one after another, a few at every step: [B, ...] to [T, B, n]. Of images, row by row, it is sequential MNIST with one value per step. Source: Le, Jaitly
/// and Hinton (2015), "A simple way to initialize recurrent networks of rectified linear units", section 4.2.
/// </summary>
/// <param name="values">Number of values of a step, n.</param>
public sealed class SerialInput(int values = 1) : SequenceInput
{
    /// <summary>Number of values of a step.</summary>
    public int Values { get; } = values >= 1 ? values : throw new ArgumentOutOfRangeException(nameof(values), values, "A step shows at least 1 value.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A sample's values do not make whole steps.</exception>
    public override Tensor Of(Batch batch, long iteration)
    {
        ArgumentNullException.ThrowIfNull(batch);
        int samples = batch.Count, size = batch.SampleSize;
        if (size % Values != 0) throw new ArgumentException($"Samples of {size} values cannot be shown {Values} at a step; the number must divide {size}.");
        Tensor input = Tensor.Empty([size / Values, samples, Values]);
        Span<float> to = input.Values;
        ReadOnlySpan<float> from = batch.Samples;
        for (int b = 0; b < samples; b++)
        {
            for (int t = 0; t < size / Values; t++) from.Slice((b * size) + (t * Values), Values).CopyTo(to.Slice(((t * samples) + b) * Values, Values));
        }

        return input;
    }
}
