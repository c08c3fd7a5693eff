namespace Myelin.Learning.Layers;

/// <summary>Modules one after the other.</summary>
public sealed class Sequential : Module
{
    /// <summary>Puts modules one after the other; their names are their numbers.</summary>
    /// <param name="modules">The modules, from input to output.</param>
    public Sequential(params ReadOnlySpan<Module> modules)
    {
        for (int i = 0; i < modules.Length; i++) Add(i.ToString(System.Globalization.CultureInfo.InvariantCulture), modules[i]);
    }

    /// <inheritdoc/>
    public override bool IsTimeless => Children.All(child => child.IsTimeless);

    /// <summary>One of the modules.</summary>
    public Module this[int index] => Children[index];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        Tensor x = input;
        for (int i = 0; i < Children.Count; i++) x = Children[i].Forward(x);
        return x;
    }
}
