using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>
/// Evolved sign momentum: w = w (1 - rate weightDecay) - rate sign(b1 m + (1 - b1) g), then m = b2 m + (1 - b2) g. One array of state.
/// </summary>
/// <remarks>Source: Chen et al. (2023), "Symbolic discovery of optimization algorithms", algorithm 2.</remarks>
public sealed class Lion : FusedOptimiser<LionUpdate>
{
    private readonly double beta1;
    private readonly double beta2;

    /// <summary>Makes the optimiser of these parameters.</summary>
    /// <param name="parameters">What is learnt; <see cref="Optimiser.Add"/> adds more with other rates.</param>
    /// <param name="learningRate">How far a weight moves in a step; three to ten times less than Adam's.</param>
    /// <param name="beta1">The share of the momentum in the direction of a step, in [0, 1).</param>
    /// <param name="beta2">How much of the momentum is kept, in [0, 1).</param>
    /// <param name="weightDecay">The share of a weight that decays in a step is learningRate weightDecay.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Lion(IEnumerable<Parameter> parameters, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        : base(learningRate, weightDecay, "momentum")
    {
        this.beta1 = Fraction(beta1, "beta1");
        this.beta2 = Fraction(beta2, "beta2");
        AddAll(parameters);
    }

    private protected override LionUpdate Update(ParameterState state) => new()
    {
        OfMomentum = Vector512.Create((float)beta1),
        OfGradient = Vector512.Create((float)(1 - beta1)),
        KeptMomentum = Vector512.Create((float)beta2),
        TakenGradient = Vector512.Create((float)(1 - beta2)),
        Rate = Vector512.Create((float)state.Group.LearningRate),
        Keep = Vector512.Create((float)(1 - (state.Group.LearningRate * state.Group.WeightDecay))),
    };
}

/// <summary>A step of <see cref="Lion"/>.</summary>
public struct LionUpdate : IUpdate
{
    internal Vector512<float> OfMomentum;
    internal Vector512<float> OfGradient;
    internal Vector512<float> KeptMomentum;
    internal Vector512<float> TakenGradient;
    internal Vector512<float> Rate;
    internal Vector512<float> Keep;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector512<float> Apply(Vector512<float> weight, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
    {
        Vector512<float> direction = Vector512.FusedMultiplyAdd(OfMomentum, first, OfGradient * gradient);
        first = Vector512.FusedMultiplyAdd(KeptMomentum, first, TakenGradient * gradient);
        return (weight * Keep) - Sign.Times(direction, Rate);
    }
}
