using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>
/// Gradients relative to their root mean square, as torch.optim.RMSprop: v = a v + (1 - a) g^2, w = w - rate g / (sqrt(v) + eps). Centered, the
/// square of the mean gradient is taken off v; with momentum, m = momentum m + g / (sqrt(v) + eps) takes the place of the quotient.
/// </summary>
/// <remarks>
/// Sources: Tieleman and Hinton (2012), lecture 6.5; centered: Graves (2013), "Generating sequences with recurrent neural networks". A variance
/// that rounding makes negative counts as 0, where PyTorch's step is not a number.
/// </remarks>
public sealed class RmsProp : FusedOptimiser<RmsPropUpdate>
{
    private readonly double alpha;
    private readonly double epsilon;
    private readonly double momentum;
    private readonly bool centered;

    /// <summary>Makes the optimiser of these parameters.</summary>
    /// <param name="parameters">What is learnt; <see cref="Optimiser.Add"/> adds more with other rates.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="alpha">How much of the mean square is kept, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator.</param>
    /// <param name="weightDecay">Added to the gradient: weightDecay w.</param>
    /// <param name="momentum">How much of the last step is kept, in [0, 1).</param>
    /// <param name="centered">Whether the gradient is relative to its standard deviation instead of its root mean square.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RmsProp(IEnumerable<Parameter> parameters, double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0, double momentum = 0, bool centered = false)
        : base(learningRate, weightDecay, centered ? ["square", "momentum", "mean"] : momentum > 0 ? ["square", "momentum"] : ["square"])
    {
        this.alpha = Fraction(alpha, "alpha");
        this.epsilon = NotNegative(epsilon, "epsilon");
        this.momentum = Fraction(momentum, "momentum");
        this.centered = centered;
        AddAll(parameters);
    }

    private protected override RmsPropUpdate Update(ParameterState state) => new()
    {
        Decay = Vector512.Create((float)state.Group.WeightDecay),
        Kept = Vector512.Create((float)alpha),
        Taken = Vector512.Create((float)(1 - alpha)),
        Centering = Vector512.Create(centered ? 1f : 0f),
        Epsilon = Vector512.Create((float)epsilon),
        Momentum = Vector512.Create((float)momentum),
        Rate = Vector512.Create((float)state.Group.LearningRate),
    };
}

/// <summary>A step of <see cref="RmsProp"/>.</summary>
public struct RmsPropUpdate : IUpdate
{
    internal Vector512<float> Decay;
    internal Vector512<float> Kept;
    internal Vector512<float> Taken;
    internal Vector512<float> Centering;
    internal Vector512<float> Epsilon;
    internal Vector512<float> Momentum;
    internal Vector512<float> Rate;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector512<float> Apply(Vector512<float> weight, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
    {
        Vector512<float> g = Vector512.FusedMultiplyAdd(Decay, weight, gradient);
        first = Vector512.FusedMultiplyAdd(Kept, first, Taken * (g * g));
        third = Vector512.FusedMultiplyAdd(Kept, third, Taken * g);
        Vector512<float> variance = Vector512.FusedMultiplyAdd(-Centering * third, third, first);
        Vector512<float> quotient = g / (Vector512.Sqrt(Vector512.Max(variance, Vector512<float>.Zero)) + Epsilon);
        second = Vector512.FusedMultiplyAdd(Momentum, second, quotient);
        return weight - (Rate * second);
    }
}
