using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>
/// Gradients relative to the root of the sum of their squares so far, as torch.optim.Adagrad: s = s + g^2,
/// w = w - rate / (1 + (t - 1) rateDecay) g / (sqrt(s) + eps).
/// </summary>
/// <remarks>Source: Duchi, Hazan and Singer (2011), "Adaptive subgradient methods for online learning and stochastic optimization".</remarks>
public sealed class Adagrad : FusedOptimiser<AdagradUpdate>
{
    private readonly double rateDecay;
    private readonly double initialSum;
    private readonly double epsilon;

    /// <summary>Makes the optimiser of these parameters.</summary>
    /// <param name="parameters">What is learnt; <see cref="Optimiser.Add"/> adds more with other rates.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="rateDecay">How fast the learning rate falls with the steps.</param>
    /// <param name="weightDecay">Added to the gradient: weightDecay w.</param>
    /// <param name="initialSum">What the sum of squares begins with.</param>
    /// <param name="epsilon">Added to the denominator.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Adagrad(IEnumerable<Parameter> parameters, double learningRate = 1e-2, double rateDecay = 0, double weightDecay = 0, double initialSum = 0, double epsilon = 1e-10)
        : base(learningRate, weightDecay, "sum")
    {
        this.rateDecay = NotNegative(rateDecay, "decay of the learning rate");
        this.initialSum = NotNegative(initialSum, "initial sum");
        this.epsilon = NotNegative(epsilon, "epsilon");
        AddAll(parameters);
    }

    private protected override AdagradUpdate Update(ParameterState state)
    {
        if (state.Steps == 1) state.Fill(0, (float)initialSum);
        return new AdagradUpdate
        {
            Decay = Vector512.Create((float)state.Group.WeightDecay),
            Epsilon = Vector512.Create((float)epsilon),
            Rate = Vector512.Create((float)(state.Group.LearningRate / (1 + ((state.Steps - 1) * rateDecay)))),
        };
    }
}

/// <summary>A step of <see cref="Adagrad"/>.</summary>
public struct AdagradUpdate : IUpdate
{
    internal Vector512<float> Decay;
    internal Vector512<float> Epsilon;
    internal Vector512<float> Rate;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector512<float> Apply(Vector512<float> weight, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
    {
        Vector512<float> g = Vector512.FusedMultiplyAdd(Decay, weight, gradient);
        first = Vector512.FusedMultiplyAdd(g, g, first);
        return weight - (Rate * (g / (Vector512.Sqrt(first) + Epsilon)));
    }
}
