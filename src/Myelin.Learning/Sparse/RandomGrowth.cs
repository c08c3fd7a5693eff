using Myelin.Randomness;

namespace Myelin.Learning.Sparse;

/// <summary>Any of them. Source: Mocanu et al. (2018), Nature Communications 9, 2383 (sparse evolutionary training).</summary>
public sealed class RandomGrowth : Growth
{
    /// <inheritdoc/>
    public override void Score(WeightMask mask, Span<float> scores, ref RandomStream random) => random.FillUniform(scores);
}
