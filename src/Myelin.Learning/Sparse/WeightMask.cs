using Myelin.Learning.Tensors;

namespace Myelin.Learning.Sparse;

/// <summary>Which numbers of a parameter there are; the others are exactly 0.</summary>
/// <param name="name">The parameter's full name, for messages.</param>
/// <param name="weights">The parameter.</param>
public sealed class WeightMask(string name, Parameter weights)
{
    private readonly bool[] keeps = [.. Enumerable.Repeat(true, checked((int)weights.Shape.Count))];

    /// <summary>The parameter's full name.</summary>
    public string Name => name;

    /// <summary>The parameter.</summary>
    public Parameter Weights => weights;

    /// <summary>Which of its numbers there are, row-major.</summary>
    public Span<bool> Keeps => keeps;

    /// <summary>How many there are.</summary>
    public int Kept => keeps.AsSpan().Count(true);

    /// <summary>The part that is left out, 0 to 1.</summary>
    public double Sparsity => 1 - ((double)Kept / keeps.Length);

    /// <summary>Sets the weights that are left out to 0.</summary>
    public void Apply() => Clear(weights.Values);

    /// <summary>Sets the gradients of the weights that are left out to 0, so that an optimiser gathers no momentum for them.</summary>
    public void ApplyToGradient() => Clear(weights.Gradient);

    /// <summary>Leaves out the weights that are 0: what a resumed training begins with.</summary>
    public void LeaveOutZeros()
    {
        for (int i = 0; i < keeps.Length; i++) keeps[i] = weights.Values[i] != 0;
    }

    private void Clear(Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!keeps[i]) values[i] = 0;
        }
    }
}
