using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers.Norms;

/// <summary>
/// Temporal effective batch normalisation (TEBN): batch normalisation over time, batch and space, times a learnt number for every step: [T, B, C, ...] to the
/// same. Source: Duan, Ding, Chen, Yu and Huang (2022), NeurIPS, "Temporal effective batch normalization in spiking neural networks", eqs. 9 to 11 (from memory).
/// </summary>
public sealed class TemporalBatchNorm : Module
{
    private readonly BatchNorm norm;

    /// <summary>Makes a layer whose weights and scales are 1 and whose bias is 0.</summary>
    /// <param name="channels">C.</param>
    /// <param name="steps">T.</param>
    public TemporalBatchNorm(int channels, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        norm = Add("norm", new BatchNorm(channels));
        Scales = AddParameter("scales", [steps]);
        Scales.Values.Fill(1);
    }

    /// <summary>The number of every step, [T].</summary>
    public Parameter Scales { get; }

    /// <summary>[C].</summary>
    public Parameter Weight => norm.Weight;

    /// <summary>[C].</summary>
    public Parameter Bias => norm.Bias;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        Shape shape = input.Shape;
        if (shape.Rank < 3 || shape[0] != Scales.Shape[0])
            throw new ArgumentException($"{Path} (TemporalBatchNorm) has a scale for each of {Scales.Shape[0]} steps, got an input of {shape}; weights of synapses do not change from step to step, so a network of neurons and synapses cannot have it.");
        Span<int> column = stackalloc int[shape.Rank];
        column.Fill(1);
        column[0] = shape[0];
        return norm.Forward(input) * Scales.Tensor.Reshape(Shape.Create(column));
    }
}
