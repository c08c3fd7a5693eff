using Myelin.Quantities;

namespace Myelin.Simulation.Recording;

/// <summary>A recorded state variable.</summary>
/// <param name="values">Samples x neurons, row-major.</param>
/// <param name="neurons">Number of neurons.</param>
/// <param name="every">Steps between samples.</param>
/// <param name="dt">Length of a step.</param>
public sealed class Trace(double[] values, int neurons, int every, Time dt)
{
    /// <summary>Number of samples.</summary>
    public int Samples => neurons == 0 ? 0 : values.Length / neurons;

    /// <summary>Number of neurons.</summary>
    public int Neurons => neurons;

    /// <summary>The value at the end of a sample's step, in the variable's unit.</summary>
    public double this[int sample, int neuron]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(neuron);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(neuron, neurons);
            return values[(sample * neurons) + neuron];
        }
    }

    /// <summary>The time of a sample: the end of its step.</summary>
    public Time TimeOf(int sample) => ((sample + 1.0) * every) * dt;

    /// <summary>All samples of one neuron.</summary>
    public double[] Of(int neuron)
    {
        var result = new double[Samples];
        for (int i = 0; i < result.Length; i++) result[i] = this[i, neuron];
        return result;
    }
}
