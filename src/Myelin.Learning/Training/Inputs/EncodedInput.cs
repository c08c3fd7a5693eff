using Myelin.Data.Loading;
using Myelin.Encoding;
using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Training.Inputs;

/// <summary>Every sample becomes spikes over time by a code: [B, ...] to [T, B, N].</summary>
/// <param name="code">The code.</param>
/// <param name="steps">T.</param>
/// <param name="seed">What a random code draws from.</param>
public sealed class EncodedInput(IEncoder code, int steps, ulong seed = 1) : SequenceInput
{
    private float[] spikes = [];

    /// <inheritdoc/>
    public override Tensor Of(Batch batch, long iteration)
    {
        ArgumentNullException.ThrowIfNull(batch);
        int samples = batch.Count, neurons = code.Neurons(batch.SampleSize);
        Tensor input = Tensor.Empty([steps, samples, neurons]);
        Span<float> values = input.Values;
        if (spikes.Length < steps * neurons) spikes = new float[steps * neurons];
        Span<float> train = spikes.AsSpan(0, steps * neurons);
        for (int b = 0; b < samples; b++)
        {
            var random = new RandomStream(seed, StreamPurpose.Data, (uint)iteration, (uint)batch.Indices[b]);
            code.Encode(batch.Sample(b), train, ref random);
            for (int t = 0; t < steps; t++) train.Slice(t * neurons, neurons).CopyTo(values.Slice(((t * samples) + b) * neurons, neurons));
        }

        return input;
    }
}
