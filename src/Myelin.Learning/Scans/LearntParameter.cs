using Myelin.Learning.Tensors;

namespace Myelin.Learning.Scans;

/// <summary>A parameter of a neuron model that is learnt.</summary>
/// <param name="Index">Which of the model's parameters.</param>
/// <param name="Value">Its value in its unit: one number for the layer, or one for each neuron, [N].</param>
/// <param name="Low">Values below count as this one.</param>
/// <param name="High">Values above count as this one.</param>
internal sealed record LearntParameter(int Index, Parameter Value, double Low, double High)
{
    /// <summary>The value of a neuron within its limits.</summary>
    public double Of(int neuron)
    {
        Span<float> values = Value.Values;
        return Math.Clamp(values[values.Length == 1 ? 0 : neuron], Low, High);
    }
}
