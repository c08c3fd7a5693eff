using Myelin.Learning.Tensors;
using Myelin.Learning.Training;

namespace Myelin.Learning.Attacks;

/// <summary>The fast gradient sign method: every number moves by the bound, in the direction in which the loss grows. Goodfellow, Shlens and Szegedy (2015), ICLR, arXiv:1412.6572.</summary>
public sealed record FastGradientSign : Attack
{
    /// <inheritdoc/>
    public override float[] On(AttackedModel model, ReadOnlySpan<float> samples, Shape shape, Targets targets)
    {
        ArgumentNullException.ThrowIfNull(model);
        float[] moved = samples.ToArray(), gradient = new float[samples.Length];
        model.Gradient(samples, shape, targets, gradient);
        Move(moved, samples, gradient, Epsilon);
        return moved;
    }
}
