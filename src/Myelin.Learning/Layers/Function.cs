namespace Myelin.Learning.Layers;

/// <summary>Any function of a tensor without parameters as a module, for free composition.</summary>
/// <param name="function">The function.</param>
public sealed class Function(Func<Tensor, Tensor> function) : Module
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => function(input);
}
