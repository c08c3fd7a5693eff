using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Training.Algorithms.Passes;
using Myelin.Randomness;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// Spatial learning through time from K steps of each sequence, drawn without replacement and anew for every batch: all steps are computed,
/// K are differentiated. Their gradients count T / K times, so that their mean is <see cref="Sltt"/>'s. Source: Meng et al. (2023), ICCV,
/// section 4 (SLTT-K); the factor T / K is inferred: it makes the learning rate of SLTT the right one.
/// </summary>
/// <param name="steps">K; all steps where a sequence has fewer.</param>
/// <param name="seed">What the steps are drawn from.</param>
/// <param name="atOnce">The most neighbouring steps that are computed together.</param>
public sealed class SlttK(int steps = 2, ulong seed = 1, int atOnce = 4) : ILearningAlgorithm
{
    /// <inheritdoc/>
    public string Name => $"SLTT-{steps}";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss)
    {
        if (steps < 1) return $"SLTT-K learns from at least 1 step, got {steps}.";
        return atOnce < 1 ? $"SLTT-K computes at least 1 step at once, got {atOnce}." : SpatialPass.Refusal(Name, model, loss);
    }

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step)
    {
        int all = step.Input.Shape[0];
        Span<bool> learns = all <= 1024 ? stackalloc bool[all] : new bool[all];
        learns.Clear();
        var random = new RandomStream(seed, StreamPurpose.Data, (uint)step.Sequence, (uint)(step.Sequence >> 32));

        // Floyd's choice of K of T.
        for (int last = Math.Max(0, all - steps); last < all; last++)
        {
            int drawn = random.NextInt(last + 1);
            learns[learns[drawn] ? last : drawn] = true;
        }

        return SpatialPass.Learn(step, learns, atOnce);
    }
}
