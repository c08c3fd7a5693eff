using System.Reflection;
using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Tests.Reference;

namespace Myelin.Tests.Neurons;

/// <summary>How a discrete-time layer of another program maps to our model.</summary>
/// <param name="Build">Our model with the parameters of a case; the number is the neuron's index in the layer.</param>
internal sealed record GoldenLayer(Func<ReferenceNumbers, int, INeuronModel> Build)
{
    /// <summary>Length of a step.</summary>
    public Time Dt { get; init; } = 1 * Syntax.ms;

    /// <summary>The port that gets the layer's input.</summary>
    public string Port { get; init; } = "Current";

    /// <summary>Our state variable and the other program's tensor of it.</summary>
    public (string State, string Tensor) Membrane { get; init; } = ("U", "mem");

    /// <summary>State variables that do not start as our model starts.</summary>
    public (string State, double Number)[] Initial { get; init; } = [];

    /// <summary>Our parameters and the other program's tensors of their gradients.</summary>
    public (string Parameter, string Tensor)[] Gradients { get; init; } = [];

    /// <summary>Largest relative deviation in single precision, measured and rounded up.</summary>
    public double FloatTolerance { get; init; } = 2e-6;

    /// <summary>
    /// The derivative of a model's constants with respect to a parameter: central differences of sixth order, because not every parameter
    /// enters them linearly.
    /// </summary>
    public double[] ConstantTangent(INeuronModel model, string parameter)
    {
        const double width = 1.0 / 1024;
        double[] first = Difference(1), second = Difference(2), third = Difference(3);
        return [.. first.Select((f, i) => ((45 * f) - (9 * second[i]) + third[i]) / (60 * width))];

        double[] Difference(int widths) => [.. Changed(widths * width).LowerConstants(Dt).Zip(Changed(-widths * width).LowerConstants(Dt), (up, down) => up - down)];

        INeuronModel Changed(double by)
        {
            PropertyInfo property = model.GetType().GetProperty(parameter)!;
            object copy = RuntimeHelpers.GetObjectValue(model);
            property.SetValue(copy, (double)property.GetValue(model)! + by);
            return (INeuronModel)copy;
        }
    }
}
