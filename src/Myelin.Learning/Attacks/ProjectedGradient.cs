using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Randomness;

namespace Myelin.Learning.Attacks;

/// <summary>
/// Projected gradient descent: several steps in the direction in which the loss grows, each back into the bound, from a random place within it. Of all steps, that with the largest loss counts. Madry, Makelov, Schmidt,
/// Tsipras and Vladu (2018), ICLR, arXiv:1706.06083.
/// </summary>
public sealed record ProjectedGradient : Attack
{
    /// <summary>Number of steps, at least 1.</summary>
    public int Iterations { get; init; } = 10;

    /// <summary>Length of a step; null for 2.5 bounds over the number of steps.</summary>
    public double? Step { get; init; }

    /// <summary>Whether the first place is drawn; otherwise it is the sample.</summary>
    public bool StartsAtRandom { get; init; } = true;

    /// <summary>What the first place is drawn from.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc/>
    public override float[] On(AttackedModel model, ReadOnlySpan<float> samples, Shape shape, Targets targets)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (Iterations < 1) throw new ArgumentException($"Projected gradient descent needs at least 1 step, got {Iterations}.");
        float[] moved = samples.ToArray(), gradient = new float[samples.Length], best = samples.ToArray();
        if (StartsAtRandom)
        {
            var random = new RandomStream(Seed, StreamPurpose.Data, (uint)samples.Length);
            for (int i = 0; i < moved.Length; i++) moved[i] = Within(moved[i] + (float)(Epsilon * ((2 * random.NextDouble()) - 1)), samples[i]);
        }

        double most = model.Loss(samples, shape, targets), step = Step ?? 2.5 * Epsilon / Iterations;
        for (int iteration = 0; iteration <= Iterations; iteration++)
        {
            double loss = model.Gradient(moved, shape, targets, gradient);
            if (loss > most) (most, best) = (loss, [.. moved]);
            if (iteration < Iterations) Move(moved, samples, gradient, step);
        }

        return best;
    }
}
