using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>
/// Adaptive moments, as torch.optim.Adam: m = b1 m + (1 - b1) g and v = b2 v + (1 - b2) g^2, both corrected for their start at 0;
/// w = w - rate m / (sqrt(v) + eps). With AMSGrad, v is the largest there was.
/// </summary>
/// <remarks>Sources: Kingma and Ba (2015), "Adam: a method for stochastic optimization"; Reddi et al. (2018), "On the convergence of Adam and beyond".</remarks>
public class Adam : FusedOptimiser<AdamUpdate>
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly bool amsGrad;

    /// <summary>Makes the optimiser of these parameters.</summary>
    /// <param name="parameters">What is learnt; <see cref="Optimiser.Add"/> adds more with other rates.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="beta1">How much of the mean gradient is kept, in [0, 1).</param>
    /// <param name="beta2">How much of the mean square is kept, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator.</param>
    /// <param name="weightDecay">Added to the gradient: weightDecay w.</param>
    /// <param name="amsGrad">Whether the largest mean square there was takes the place of the present one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Adam(IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, bool amsGrad = false)
        : base(learningRate, weightDecay, amsGrad ? ["mean", "square", "largest_square"] : ["mean", "square"])
    {
        this.beta1 = Fraction(beta1, "beta1");
        this.beta2 = Fraction(beta2, "beta2");
        this.epsilon = NotNegative(epsilon, "epsilon");
        this.amsGrad = amsGrad;
        AddAll(parameters);
    }

    /// <summary>Whether the weights decay by themselves instead of through the gradient.</summary>
    private protected virtual bool DecaysApart => false;

    private protected sealed override AdamUpdate Update(ParameterState state)
    {
        ParameterGroup group = state.Group;
        double meanStart = 1 - Math.Pow(beta1, state.Steps), squareStart = 1 - Math.Pow(beta2, state.Steps);
        return new AdamUpdate
        {
            Moments = new Moments(beta1, beta2),
            Decay = Vector512.Create(DecaysApart ? 0 : (float)group.WeightDecay),
            Keep = Vector512.Create(DecaysApart ? (float)(1 - (group.LearningRate * group.WeightDecay)) : 1),
            Rate = Vector512.Create((float)(group.LearningRate / meanStart)),
            Root = Vector512.Create((float)(1 / Math.Sqrt(squareStart))),
            Epsilon = Vector512.Create((float)epsilon),
            AmsGrad = amsGrad,
        };
    }
}

/// <summary>A step of <see cref="Adam"/> or <see cref="AdamW"/>.</summary>
public struct AdamUpdate : IUpdate
{
    internal Moments Moments;
    internal Vector512<float> Decay;
    internal Vector512<float> Keep;
    internal Vector512<float> Rate;
    internal Vector512<float> Root;
    internal Vector512<float> Epsilon;
    internal bool AmsGrad;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector512<float> Apply(Vector512<float> weight, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
    {
        Moments.Take(Vector512.FusedMultiplyAdd(Decay, weight, gradient), ref first, ref second);
        Vector512<float> square = second;
        if (AmsGrad)
        {
            third = Vector512.Max(third, second);
            square = third;
        }

        Vector512<float> denominator = Vector512.FusedMultiplyAdd(Vector512.Sqrt(square), Root, Epsilon);
        return (weight * Keep) - (Rate * (first / denominator));
    }
}
