using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>
/// Resilient backpropagation, as torch.optim.Rprop: every weight has a step size that grows while its gradient keeps its sign and shrinks, without
/// a step, when it changes; w = w - sign(g) size. For gradients of the whole data set; learning rates after the first step mean nothing to it.
/// </summary>
/// <remarks>Source: Riedmiller and Braun (1993), "A direct adaptive method for faster backpropagation learning: the RPROP algorithm".</remarks>
public sealed class Rprop : FusedOptimiser<RpropUpdate>
{
    private readonly double shrink;
    private readonly double grow;
    private readonly double smallest;
    private readonly double largest;

    /// <summary>Makes the optimiser of these parameters.</summary>
    /// <param name="parameters">What is learnt; <see cref="Optimiser.Add"/> adds more with other rates.</param>
    /// <param name="learningRate">The step size to begin with.</param>
    /// <param name="shrink">The factor where a gradient changes its sign, in (0, 1).</param>
    /// <param name="grow">The factor where a gradient keeps its sign, above 1.</param>
    /// <param name="smallest">The smallest step size.</param>
    /// <param name="largest">The largest step size.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Rprop(IEnumerable<Parameter> parameters, double learningRate = 1e-2, double shrink = 0.5, double grow = 1.2, double smallest = 1e-6, double largest = 50)
        : base(learningRate, 0, "gradient", "size")
    {
        if (shrink is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(shrink), $"The factor of a shrinking step size must be between 0 and 1, got {shrink}.");
        if (!(grow > 1 && double.IsFinite(grow))) throw new ArgumentOutOfRangeException(nameof(grow), $"The factor of a growing step size must be finite and above 1, got {grow}.");
        this.shrink = shrink;
        this.grow = grow;
        this.smallest = NotNegative(smallest, "smallest step size");
        this.largest = NotNegative(largest, "largest step size");
        if (smallest > largest) throw new ArgumentOutOfRangeException(nameof(smallest), $"The smallest step size {smallest} must not be above the largest, {largest}.");
        AddAll(parameters);
    }

    private protected override RpropUpdate Update(ParameterState state)
    {
        if (state.Steps == 1) state.Fill(1, (float)state.Group.LearningRate);
        return new RpropUpdate
        {
            Shrink = Vector512.Create((float)shrink),
            Grow = Vector512.Create((float)grow),
            Smallest = Vector512.Create((float)smallest),
            Largest = Vector512.Create((float)largest),
        };
    }
}

/// <summary>A step of <see cref="Rprop"/>.</summary>
public struct RpropUpdate : IUpdate
{
    internal Vector512<float> Shrink;
    internal Vector512<float> Grow;
    internal Vector512<float> Smallest;
    internal Vector512<float> Largest;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector512<float> Apply(Vector512<float> weight, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
    {
        // The signs are multiplied, not the gradients: the product of two small ones would be 0.
        Vector512<float> zero = Vector512<float>.Zero, one = Vector512<float>.One;
        Vector512<float> agreement = Sign.Times(first, Sign.Times(gradient, one));
        Vector512<float> turned = Vector512.LessThan(agreement, zero);
        Vector512<float> factor = Vector512.ConditionalSelect(turned, Shrink, Vector512.ConditionalSelect(Vector512.GreaterThan(agreement, zero), Grow, one));
        second = Vector512.Min(Vector512.Max(second * factor, Smallest), Largest);
        first = Vector512.ConditionalSelect(turned, zero, gradient);
        return weight - Sign.Times(first, second);
    }
}
