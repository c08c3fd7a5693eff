namespace Myelin.Learning.Layers;

/// <summary>Joins the axes of a sample: [T, B, ...] to [T, B, N].</summary>
public sealed class Flatten : Module
{
    /// <inheritdoc/>
    public override bool IsTimeless => true;

    /// <inheritdoc/>
    public override bool IsLinear => true;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Flatten(2);
}
