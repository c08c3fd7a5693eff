using Myelin.Neurons;
using Myelin.Tests.Reference;

namespace Myelin.Tests.Neurons;

/// <summary>How a discrete-time layer of another program maps to our model.</summary>
/// <param name="Build">Our model with the parameters of a case; the number is the neuron's index in the layer.</param>
internal sealed record GoldenLayer(Func<ReferenceNumbers, int, INeuronModel> Build)
{
    /// <summary>The port that gets the layer's input.</summary>
    public string Port { get; init; } = "Current";

    /// <summary>Our state variable and the other program's tensor of it.</summary>
    public (string State, string Tensor) Membrane { get; init; } = ("U", "mem");

    /// <summary>Our parameters and the other program's tensors of their gradients.</summary>
    public (string Parameter, string Tensor)[] Gradients { get; init; } = [];
}
