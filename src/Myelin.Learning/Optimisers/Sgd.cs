using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>
/// Stochastic gradient descent with momentum, as torch.optim.SGD: m = momentum m + (1 - dampening) g, where the first m is g;
/// w = w - rate m, or w - rate (g + momentum m) with Nesterov's momentum.
/// </summary>
/// <remarks>Sources: Polyak (1964); Sutskever et al. (2013), "On the importance of initialization and momentum in deep learning".</remarks>
public sealed class Sgd : FusedOptimiser<SgdUpdate>
{
    private readonly double momentum;
    private readonly double dampening;
    private readonly bool nesterov;

    /// <summary>Makes the optimiser of these parameters.</summary>
    /// <param name="parameters">What is learnt; <see cref="Optimiser.Add"/> adds more with other rates.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="momentum">How much of the last step is kept, in [0, 1).</param>
    /// <param name="dampening">How much of a gradient does not enter the momentum.</param>
    /// <param name="weightDecay">Added to the gradient: weightDecay w.</param>
    /// <param name="nesterov">Whether the gradient is corrected for the step that momentum will take.</param>
    /// <exception cref="ArgumentException">A number is out of range, or Nesterov's momentum has no momentum or dampening.</exception>
    public Sgd(IEnumerable<Parameter> parameters, double learningRate = 1e-3, double momentum = 0, double dampening = 0, double weightDecay = 0, bool nesterov = false)
        : base(learningRate, weightDecay, momentum == 0 ? [] : ["momentum"])
    {
        this.momentum = Fraction(momentum, "momentum");
        if (!double.IsFinite(dampening)) throw new ArgumentOutOfRangeException(nameof(dampening), $"The dampening of an optimiser must be finite, got {dampening}.");
        if (nesterov && (momentum == 0 || dampening != 0))
            throw new ArgumentException($"Nesterov's momentum needs a momentum and no dampening, got momentum {momentum} and dampening {dampening}.");
        this.dampening = dampening;
        this.nesterov = nesterov;
        AddAll(parameters);
    }

    private protected override SgdUpdate Update(ParameterState state)
    {
        float kept = (float)momentum, taken = state.Steps == 1 ? 1 : (float)(1 - dampening), rate = (float)state.Group.LearningRate;
        bool plain = momentum == 0;

        // The step is made of the gradient and of the momentum, each as much as this.
        return new SgdUpdate(
            Vector512.Create((float)state.Group.WeightDecay),
            Vector512.Create(kept),
            Vector512.Create(taken),
            Vector512.Create(plain || nesterov ? rate : 0),
            Vector512.Create(plain ? 0 : nesterov ? rate * kept : rate));
    }
}

/// <summary>A step of <see cref="Sgd"/>.</summary>
public readonly struct SgdUpdate : IUpdate
{
    private readonly Vector512<float> decay;
    private readonly Vector512<float> kept;
    private readonly Vector512<float> taken;
    private readonly Vector512<float> ofGradient;
    private readonly Vector512<float> ofMomentum;

    internal SgdUpdate(Vector512<float> decay, Vector512<float> kept, Vector512<float> taken, Vector512<float> ofGradient, Vector512<float> ofMomentum)
    {
        this.decay = decay;
        this.kept = kept;
        this.taken = taken;
        this.ofGradient = ofGradient;
        this.ofMomentum = ofMomentum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Apply(Vector512<float> weight, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
    {
        Vector512<float> g = Vector512.FusedMultiplyAdd(decay, weight, gradient);
        first = Vector512.FusedMultiplyAdd(kept, first, taken * g);
        Vector512<float> step = Vector512.FusedMultiplyAdd(ofMomentum, first, ofGradient * g);
        return weight - step;
    }
}
