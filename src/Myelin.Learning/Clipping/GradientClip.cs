using Myelin.Learning.Optimisers;

namespace Myelin.Learning.Clipping;

/// <summary>Keeps gradients from being too large, between the backward pass and the step.</summary>
public abstract class GradientClip
{
    private protected GradientClip()
    {
    }

    /// <summary>Clips the gradients of all parameters of an optimiser.</summary>
    /// <param name="optimiser">Whose parameters.</param>
    /// <returns>The norm or the largest size of the gradients before, by which the clip decides; not a number where a gradient is not.</returns>
    public abstract double Apply(Optimiser optimiser);

    private protected static double Positive(double maximum, string what) => maximum > 0 && double.IsFinite(maximum)
        ? maximum
        : throw new ArgumentOutOfRangeException(nameof(maximum), $"The largest {what} of a gradient must be finite and above 0, got {maximum}.");
}
