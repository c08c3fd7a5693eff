using Myelin.Learning.Tensors;
using Myelin.Learning.Training;

namespace Myelin.Learning.Attacks;

/// <summary>Samples that are changed a little so that a model no longer gives what it should: none of their numbers by more than a bound.</summary>
public abstract record Attack
{
    /// <summary>The most that a number may change by, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public required double Epsilon { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), FormattableString.Invariant($"The bound of an attack must be at least 0 and finite, got {value}.")); }

    /// <summary>The smallest number that a sample can have.</summary>
    public float Low { get; init; }

    /// <summary>The largest number that a sample can have.</summary>
    public float High { get; init; } = 1;

    /// <summary>Changes samples.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samples">[B, ...], within <see cref="Low"/> and <see cref="High"/>.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="targets">What they should give.</param>
    /// <returns>The changed samples.</returns>
    public abstract float[] On(AttackedModel model, ReadOnlySpan<float> samples, Shape shape, Targets targets);

    /// <summary>Moves numbers by a step in the direction of the signs of a gradient, and back to where they may be.</summary>
    /// <param name="moved">The numbers.</param>
    /// <param name="original">What they were at first.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="step">Length of the step.</param>
    private protected void Move(Span<float> moved, ReadOnlySpan<float> original, ReadOnlySpan<float> gradient, double step)
    {
        for (int i = 0; i < moved.Length; i++) moved[i] = Within(moved[i] + (float)(step * Math.Sign(gradient[i])), original[i]);
    }

    /// <summary>The nearest number that is allowed.</summary>
    /// <param name="value">The number.</param>
    /// <param name="original">What it was at first.</param>
    private protected float Within(float value, float original) => Math.Clamp(Math.Clamp(value, (float)(original - Epsilon), (float)(original + Epsilon)), Low, High);
}
