using Myelin.Learning.Tensors;
using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// Cross-entropy of every vote by itself: the outermost axis holds places, steps or both that judge alone, and the class is that of the largest sum of their
/// probabilities. So logistic regression on small parts of a sample judges the whole. After Grimaldi and Perrinet (2023), Biological Cybernetics 117.
/// </summary>
public sealed class VoteCrossEntropy : Loss
{
    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Check(output, targets);
        return RowCrossEntropy.Of(output.Expanded(), targets.Labels);
    }

    /// <inheritdoc/>
    public override void Scores(Tensor output, Span<float> scores)
    {
        ReadOnlySpan<float> values = output.Expanded().Values;
        int classes = output.Shape[^1];
        Span<float> vote = stackalloc float[classes];
        scores.Clear();
        for (int at = 0; at < values.Length; at += classes)
        {
            TensorPrimitives.SoftMax(values.Slice(at, classes), vote);
            Span<float> sum = scores.Slice(at % scores.Length, classes);
            TensorPrimitives.Add(sum, vote, sum);
        }
    }
}
