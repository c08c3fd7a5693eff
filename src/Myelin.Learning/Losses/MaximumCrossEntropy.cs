using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// Cross-entropy of the maximum over time, of membrane potentials as a rule (max-over-time; snnTorch's ce_max_membrane_loss). Source: Cramer et
/// al. (2022), IEEE Trans. Neural Networks and Learning Systems 33, eq. 6.
/// </summary>
public sealed class MaximumCrossEntropy : Loss
{
    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Check(output, targets);
        return RowCrossEntropy.Of(TimeMaximum.Of(output, targets.Lengths), targets.Labels);
    }

    /// <inheritdoc/>
    public override void Scores(Tensor output, Span<float> scores)
    {
        ReadOnlySpan<float> values = output.Expanded().Values;
        values[..scores.Length].CopyTo(scores);
        for (int at = scores.Length; at < values.Length; at += scores.Length) TensorPrimitives.Max(scores, values.Slice(at, scores.Length), scores);
    }
}
