using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>
/// Adam with Nesterov's momentum, as torch.optim.NAdam: with u(t) = b1 (1 - 0.96^(t momentumDecay) / 2) and U(t) the product of u up to t,
/// w = w - rate ((1 - u(t)) / (1 - U(t)) g + u(t + 1) / (1 - U(t + 1)) m) / (sqrt(v) + eps).
/// </summary>
/// <remarks>
/// Source: Dozat (2016), "Incorporating Nesterov momentum into Adam". PyTorch before 2.0 had u(t) once more in U(t + 1), which it then mended;
/// this is the mended, published form.
/// </remarks>
public sealed class NAdam : FusedOptimiser<NAdamUpdate>
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly double momentumDecay;
    private readonly Dictionary<ParameterState, (long Steps, double Product)> products = [];

    /// <summary>Makes the optimiser of these parameters.</summary>
    /// <param name="parameters">What is learnt; <see cref="Optimiser.Add"/> adds more with other rates.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="beta1">How much of the mean gradient is kept, in [0, 1).</param>
    /// <param name="beta2">How much of the mean square is kept, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator.</param>
    /// <param name="weightDecay">Added to the gradient: weightDecay w.</param>
    /// <param name="momentumDecay">How fast the momentum grows to beta1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public NAdam(IEnumerable<Parameter> parameters, double learningRate = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, double momentumDecay = 4e-3)
        : base(learningRate, weightDecay, "mean", "square")
    {
        this.beta1 = Fraction(beta1, "beta1");
        this.beta2 = Fraction(beta2, "beta2");
        this.epsilon = NotNegative(epsilon, "epsilon");
        this.momentumDecay = NotNegative(momentumDecay, "decay of the momentum");
        AddAll(parameters);
    }

    /// <summary>Whether U(t + 1) has u(t) twice, as in PyTorch before 2.0, for comparison with its numbers.</summary>
    internal bool CountsMomentumTwice { get; init; }

    private protected override NAdamUpdate Update(ParameterState state)
    {
        double rate = state.Group.LearningRate, momentum = Momentum(state.Steps), next = Momentum(state.Steps + 1), product = Product(state);
        double nextProduct = product * next * (CountsMomentumTwice ? momentum : 1);
        return new NAdamUpdate
        {
            Moments = new Moments(beta1, beta2),
            Decay = Vector512.Create((float)state.Group.WeightDecay),
            OfGradient = Vector512.Create((float)(rate * (1 - momentum) / (1 - product))),
            OfMean = Vector512.Create((float)(rate * next / (1 - nextProduct))),
            Root = Vector512.Create((float)(1 / Math.Sqrt(1 - Math.Pow(beta2, state.Steps)))),
            Epsilon = Vector512.Create((float)epsilon),
        };
    }

    private double Momentum(long step) => beta1 * (1 - (0.5 * Math.Pow(0.96, step * momentumDecay)));

    // A function of the steps alone, multiplied in the same order whether or not the run was resumed.
    private double Product(ParameterState state)
    {
        (long steps, double product) = products.GetValueOrDefault(state, (0, 1));
        if (steps > state.Steps) (steps, product) = (0, 1);

        // Once it is 0 it stays so.
        while (steps < state.Steps && product > 0) product *= Momentum(++steps);
        products[state] = (state.Steps, product);
        return product;
    }
}

/// <summary>A step of <see cref="NAdam"/>.</summary>
public struct NAdamUpdate : IUpdate
{
    internal Moments Moments;
    internal Vector512<float> Decay;
    internal Vector512<float> OfGradient;
    internal Vector512<float> OfMean;
    internal Vector512<float> Root;
    internal Vector512<float> Epsilon;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector512<float> Apply(Vector512<float> weight, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
    {
        Vector512<float> g = Vector512.FusedMultiplyAdd(Decay, weight, gradient);
        Moments.Take(g, ref first, ref second);
        Vector512<float> step = Vector512.FusedMultiplyAdd(OfMean, first, OfGradient * g);
        return weight - (step / Vector512.FusedMultiplyAdd(Vector512.Sqrt(second), Root, Epsilon));
    }
}
