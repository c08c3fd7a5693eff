using Myelin.Neurons;

namespace Myelin.Experiments.MetaNeurons;

/// <summary>A number of a neuron that may be learnt beside the weights.</summary>
/// <param name="Name">The model's name of it.</param>
/// <param name="Start">Where it starts, and stays where it is not learnt.</param>
/// <param name="Low">The least value.</param>
/// <param name="High">The largest value.</param>
internal sealed record InnerParameter(string Name, double Start, double Low, double High);

/// <summary>A kind of neurons with what may be learnt of it.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="Parameters">What may be learnt.</param>
/// <param name="Of">The model with these values, in the order of the parameters.</param>
/// <param name="Decay">Which of the values is what remains of the membrane after a step.</param>
internal sealed record NeuronKind(string Name, IReadOnlyList<InnerParameter> Parameters, Func<double[], INeuronModel> Of, int Decay)
{
    /// <summary>Leaky integrate-and-fire, and the probabilistic meta-neuron: what it has more is that what arrives fails at random and varies.</summary>
    public static IReadOnlyList<NeuronKind> All { get; } =
    [
        new(
            "LIF", [new(nameof(Leaky.Beta), 0.9, 0.3, 0.995), new(nameof(Leaky.Threshold), 1, 0.2, 5)],
            p => new Leaky { Beta = p[0], Threshold = p[1], Reset = ResetMode.Zero, ResetTiming = ResetTiming.SameStep }, 0),
        new(
            "meta",
            [new(nameof(MetaNeuron.Release), 0.75, 0.05, 1), new(nameof(MetaNeuron.Spread), 0.5, 0, 1), new(nameof(MetaNeuron.Decay), 0.9, 0.3, 0.995), new(nameof(MetaNeuron.Threshold), 1, 0.2, 5)],
            p => new MetaNeuron { Release = p[0], Spread = p[1], Decay = p[2], Threshold = p[3] }, 2),
    ];

    /// <summary>Where the parameters start.</summary>
    public double[] Start => [.. Parameters.Select(p => p.Start)];
}
