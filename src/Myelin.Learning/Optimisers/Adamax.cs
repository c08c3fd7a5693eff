using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>
/// Adam with the largest gradient in place of the root mean square, as torch.optim.Adamax: m = b1 m + (1 - b1) g, u = max(b2 u, |g| + eps),
/// w = w - rate / (1 - b1^t) m / u.
/// </summary>
/// <remarks>Source: Kingma and Ba (2015), "Adam: a method for stochastic optimization", section 7.1.</remarks>
public sealed class Adamax : FusedOptimiser<AdamaxUpdate>
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;

    /// <summary>Makes the optimiser of these parameters.</summary>
    /// <param name="parameters">What is learnt; <see cref="Optimiser.Add"/> adds more with other rates.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="beta1">How much of the mean gradient is kept, in [0, 1).</param>
    /// <param name="beta2">How much of the largest gradient is kept, in [0, 1).</param>
    /// <param name="epsilon">Added to the size of a gradient.</param>
    /// <param name="weightDecay">Added to the gradient: weightDecay w.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Adamax(IEnumerable<Parameter> parameters, double learningRate = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate, weightDecay, "mean", "largest")
    {
        this.beta1 = Fraction(beta1, "beta1");
        this.beta2 = Fraction(beta2, "beta2");
        this.epsilon = NotNegative(epsilon, "epsilon");
        AddAll(parameters);
    }

    private protected override AdamaxUpdate Update(ParameterState state) => new()
    {
        Decay = Vector512.Create((float)state.Group.WeightDecay),
        Kept = Vector512.Create((float)beta1),
        Taken = Vector512.Create((float)(1 - beta1)),
        KeptLargest = Vector512.Create((float)beta2),
        Epsilon = Vector512.Create((float)epsilon),
        Rate = Vector512.Create((float)(state.Group.LearningRate / (1 - Math.Pow(beta1, state.Steps)))),
    };
}

/// <summary>A step of <see cref="Adamax"/>.</summary>
public struct AdamaxUpdate : IUpdate
{
    internal Vector512<float> Decay;
    internal Vector512<float> Kept;
    internal Vector512<float> Taken;
    internal Vector512<float> KeptLargest;
    internal Vector512<float> Epsilon;
    internal Vector512<float> Rate;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector512<float> Apply(Vector512<float> weight, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
    {
        Vector512<float> g = Vector512.FusedMultiplyAdd(Decay, weight, gradient);
        first = Vector512.FusedMultiplyAdd(Kept, first, Taken * g);
        second = Vector512.Max(KeptLargest * second, Vector512.Abs(g) + Epsilon);
        return weight - (Rate * (first / second));
    }
}
