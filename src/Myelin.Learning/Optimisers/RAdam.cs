using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>
/// Adam that waits until its mean square is known well enough, as torch.optim.RAdam: with r = 2 / (1 - b2) - 1 and
/// r(t) = r - 2 t b2^t / (1 - b2^t), a step is rate m until r(t) is above 5 and then
/// rate m sqrt(1 - b2^t) / (sqrt(v) + eps) sqrt((r(t) - 4) (r(t) - 2) r / ((r - 4) (r - 2) r(t))).
/// </summary>
/// <remarks>Source: Liu et al. (2020), "On the variance of the adaptive learning rate and beyond".</remarks>
public sealed class RAdam : FusedOptimiser<RAdamUpdate>
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;

    /// <summary>Makes the optimiser of these parameters.</summary>
    /// <param name="parameters">What is learnt; <see cref="Optimiser.Add"/> adds more with other rates.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="beta1">How much of the mean gradient is kept, in [0, 1).</param>
    /// <param name="beta2">How much of the mean square is kept, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator.</param>
    /// <param name="weightDecay">Added to the gradient: weightDecay w.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RAdam(IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate, weightDecay, "mean", "square")
    {
        this.beta1 = Fraction(beta1, "beta1");
        this.beta2 = Fraction(beta2, "beta2");
        this.epsilon = NotNegative(epsilon, "epsilon");
        AddAll(parameters);
    }

    private protected override RAdamUpdate Update(ParameterState state)
    {
        double power = Math.Pow(beta2, state.Steps), length = (2 / (1 - beta2)) - 1, now = length - (2 * state.Steps * power / (1 - power));
        double rate = state.Group.LearningRate / (1 - Math.Pow(beta1, state.Steps));
        bool adaptive = now > 5;
        double rectified = Math.Sqrt((now - 4) * (now - 2) * length / ((length - 4) * (length - 2) * now) * (1 - power));
        return new RAdamUpdate
        {
            Moments = new Moments(beta1, beta2),
            Decay = Vector512.Create((float)state.Group.WeightDecay),
            Rate = Vector512.Create((float)(adaptive ? rate * rectified : rate)),

            // Until then the denominator is 1.
            OfRoot = Vector512.Create(adaptive ? 1f : 0f),
            Added = Vector512.Create(adaptive ? (float)epsilon : 1f),
        };
    }
}

/// <summary>A step of <see cref="RAdam"/>.</summary>
public struct RAdamUpdate : IUpdate
{
    internal Moments Moments;
    internal Vector512<float> Decay;
    internal Vector512<float> Rate;
    internal Vector512<float> OfRoot;
    internal Vector512<float> Added;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector512<float> Apply(Vector512<float> weight, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
    {
        Moments.Take(Vector512.FusedMultiplyAdd(Decay, weight, gradient), ref first, ref second);
        return weight - (Rate * (first / Vector512.FusedMultiplyAdd(Vector512.Sqrt(second), OfRoot, Added)));
    }
}
