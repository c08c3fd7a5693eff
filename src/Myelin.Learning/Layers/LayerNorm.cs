using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers;

/// <summary>Mean 0 and variance 1 over the innermost axis of every step and sample (torch.nn.LayerNorm). Source: Ba, Kiros and Hinton (2016), arXiv:1607.06450.</summary>
public sealed class LayerNorm : Module
{
    /// <summary>Makes a layer whose weights are 1 and whose bias is 0.</summary>
    /// <param name="features">Length of the innermost axis.</param>
    public LayerNorm(int features)
    {
        Weight = AddParameter("weight", [features]);
        Bias = AddParameter("bias", [features]);
        Weight.Values.Fill(1);
    }

    /// <summary>[features].</summary>
    public Parameter Weight { get; }

    /// <summary>[features].</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public override bool IsTimeless => true;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.LayerNorm(1, Weight, Bias);
}
