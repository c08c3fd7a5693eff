using Myelin.Randomness;

namespace Myelin.Learning.Sparse;

/// <summary>Those whose gradient in the batch at hand is largest. Source: Evci, Gale, Menick, Castro and Elsen (2020), ICML (RigL), section 3.</summary>
public sealed class GradientGrowth : Growth
{
    /// <inheritdoc/>
    public override void Score(WeightMask mask, Span<float> scores, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ReadOnlySpan<float> gradient = mask.Weights.Gradient;
        if (gradient.IsEmpty) scores.Clear();
        else TensorPrimitives.Abs(gradient, scores);
    }
}
