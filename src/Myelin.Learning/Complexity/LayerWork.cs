using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Learning.Complexity;

/// <summary>What a layer did in a pass.</summary>
public sealed record LayerWork
{
    /// <summary>The sums of weights times inputs that it computed.</summary>
    public IReadOnlyList<SynapticSum> Sums { get; init; } = [];

    /// <summary>What came out of neurons or of an activation function, [T, B, ...]: its zeros are the sparsity of activations. No tensor for other layers.</summary>
    public Tensor Activations { get; init; }

    /// <summary>The neurons that it brought from step to step; null where there are none.</summary>
    public NeuronWork? Neurons { get; init; }
}

/// <summary>A sum of weights times inputs.</summary>
/// <param name="Weight">The weights, of which the zeros are the sparsity of connections.</param>
/// <param name="Input">The inputs, [T, B, ...].</param>
/// <param name="Of">The sum for other inputs and weights, without a bias: [T, B, ...] and the shape of <see cref="Multiplied"/> to [T, B, ...].</param>
public sealed record SynapticSum(Parameter Weight, Tensor Input, Func<Tensor, Tensor, Tensor> Of)
{
    /// <summary>What inputs are multiplied with; the weights where left out, or a kernel made of them.</summary>
    public Tensor Multiplied { get; init; } = Weight.Used;
}

/// <summary>Neurons that were brought from step to step.</summary>
/// <param name="Model">Their model.</param>
/// <param name="Dt">Length of a step.</param>
/// <param name="Membrane">The membrane potential after every step, [T, B, ...]; no tensor where the model has no state.</param>
public sealed record NeuronWork(INeuronModel Model, Time Dt, Tensor Membrane);
