namespace Myelin.Learning.Layers;

/// <summary>
/// Branches that all get the same input and whose results are joined: what a residual block derives from. Where the joined number is a sum of weights and
/// constants of the branches' spikes, a network of neurons and synapses can have it: every branch that ends in spikes is a population, and whoever reads the
/// junction is reached from all of them.
/// </summary>
public abstract class Junction : Module
{
    /// <summary>Makes a junction; the branches are called branch0, branch1, ...</summary>
    /// <param name="branches">The branches; one without layers, <c>new Sequential()</c>, hands its input on.</param>
    /// <exception cref="ArgumentException">There is no branch.</exception>
    protected Junction(params ReadOnlySpan<Module> branches)
    {
        if (branches.Length == 0) throw new ArgumentException("A junction needs at least one branch.");
        for (int i = 0; i < branches.Length; i++) Add($"branch{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}", branches[i]);
    }

    /// <summary>What becomes of the branches' results.</summary>
    /// <param name="results">One for each branch, [T, B, ...].</param>
    public abstract Tensor Join(ReadOnlySpan<Tensor> results);

    /// <inheritdoc/>
    protected sealed override Tensor Compute(Tensor input)
    {
        Tensor[] results = new Tensor[Children.Count];
        for (int i = 0; i < results.Length; i++) results[i] = Children[i].Forward(input);
        return Join(results);
    }
}
