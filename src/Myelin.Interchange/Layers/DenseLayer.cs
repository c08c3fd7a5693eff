namespace Myelin.Interchange.Layers;

/// <summary>y = W x + b.</summary>
/// <param name="Outputs">Number of rows of W.</param>
/// <param name="Weight">W, (out, in), rows one after the other.</param>
/// <param name="Bias">b, (out); empty for none.</param>
public sealed record DenseLayer(int Outputs, ReadOnlyMemory<float> Weight, ReadOnlyMemory<float> Bias) : Layer
{
    /// <summary>Number of columns of W.</summary>
    public int Inputs => Weight.Length / Math.Max(1, Outputs);

    /// <inheritdoc/>
    public override long ParameterCount => Weight.Length + (long)Bias.Length;

    /// <inheritdoc/>
    public override string ToString() => $"dense {Inputs} to {Outputs}";

    internal override int[] OutputFor(IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        if (inputs[0].Count != 1 || inputs[0][0] != Inputs) throw new LayerShapeException($"multiplies vectors of {Inputs} elements, but gets {Text(inputs[0])}");
        if (Bias.Length != 0 && Bias.Length != Outputs) throw new LayerShapeException($"has a bias of {Bias.Length} elements for {Outputs} outputs");
        return [Outputs];
    }
}
