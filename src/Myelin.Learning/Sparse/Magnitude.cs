namespace Myelin.Learning.Sparse;

/// <summary>The size of the weight. Source: Han, Pool, Tran and Dally (2015), NeurIPS, "Learning both weights and connections for efficient neural networks".</summary>
public sealed class Magnitude : Importance
{
    /// <inheritdoc/>
    public override void Score(WeightMask mask, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(mask);
        TensorPrimitives.Abs(mask.Weights.Values, scores);
    }
}
