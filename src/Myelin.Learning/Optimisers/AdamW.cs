using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>Adam whose weights decay apart from the gradient, as torch.optim.AdamW: w = w (1 - rate weightDecay), then the step of <see cref="Adam"/>.</summary>
/// <remarks>Source: Loshchilov and Hutter (2019), "Decoupled weight decay regularization".</remarks>
public sealed class AdamW : Adam
{
    /// <summary>Makes the optimiser of these parameters.</summary>
    /// <param name="parameters">What is learnt; <see cref="Optimiser.Add"/> adds more with other rates.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="beta1">How much of the mean gradient is kept, in [0, 1).</param>
    /// <param name="beta2">How much of the mean square is kept, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator.</param>
    /// <param name="weightDecay">The share of a weight that decays in a step is learningRate weightDecay.</param>
    /// <param name="amsGrad">Whether the largest mean square there was takes the place of the present one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public AdamW(IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2, bool amsGrad = false)
        : base(parameters, learningRate, beta1, beta2, epsilon, weightDecay, amsGrad)
    {
    }

    private protected override bool DecaysApart => true;
}
