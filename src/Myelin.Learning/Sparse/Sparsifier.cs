using Myelin.Learning.Tensors;

namespace Myelin.Learning.Sparse;

/// <summary>
/// Keeps weights out of a model while it is trained: before a step of the optimiser their gradients are set to 0, after it the weights, so whatever momentum
/// or decay does, they stay exactly 0, and a network made of the model has no synapses for them. What decides which weights derives from it, in one file.
/// </summary>
public abstract class Sparsifier
{
    private readonly WeightMask[] masks;

    /// <summary>Masks for some parameters that leave out nothing yet.</summary>
    /// <param name="weights">The parameters with their full names, such as those of <c>model.Parameters</c> that are weights.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    protected Sparsifier(IEnumerable<(string Name, Parameter Parameter)> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        masks = [.. weights.Select(w => new WeightMask(w.Name, w.Parameter))];
        if (masks.Length == 0) throw new ArgumentException("There is no parameter to leave weights out of.");
    }

    /// <summary>The masks, one for each parameter.</summary>
    public IReadOnlyList<WeightMask> Masks => masks;

    /// <summary>The part of all weights that is left out, 0 to 1.</summary>
    public double Sparsity => 1 - (masks.Sum(m => (double)m.Kept) / masks.Sum(m => (double)m.Weights.Shape.Count));

    /// <summary>Called when gradients are there and the optimiser has not stepped yet.</summary>
    /// <param name="step">Which step of the optimiser, from 0.</param>
    public void BeforeStep(long step)
    {
        Decide(step);
        foreach (WeightMask mask in masks) mask.ApplyToGradient();
    }

    /// <summary>Called when the optimiser has stepped.</summary>
    public void AfterStep()
    {
        foreach (WeightMask mask in masks) mask.Apply();
        Observe();
    }

    /// <summary>Goes on from weights that were read from a checkpoint: those that are 0 are left out.</summary>
    public void Resume()
    {
        foreach (WeightMask mask in masks) mask.LeaveOutZeros();
    }

    /// <summary>Changes the masks where it is time to.</summary>
    /// <param name="step">Which step of the optimiser, from 0.</param>
    protected abstract void Decide(long step);

    /// <summary>Looks at the last pass; nothing by default.</summary>
    protected virtual void Observe()
    {
    }

    /// <summary>The largest number of weights that a sparsity leaves.</summary>
    internal static int Left(double sparsity, long weights) => (int)Math.Round((1 - sparsity) * weights, MidpointRounding.AwayFromZero);

    /// <summary>Refuses a sparsity that leaves a parameter without weights.</summary>
    /// <exception cref="InvalidOperationException">It does; the message names the parameter and the largest sparsity that does not.</exception>
    internal static void CheckLeft(WeightMask mask, int left, double sparsity)
    {
        if (left > 0) return;
        throw new InvalidOperationException(
            $"A sparsity of {sparsity:0.######} leaves no weight of {mask.Name} {mask.Weights.Shape}, so nothing would pass it; a layer of its size can have at most {1 - (1.0 / mask.Weights.Shape.Count):0.######}, and pruning within each layer leaves every layer its part.");
    }

    internal static double Part(double sparsity) => sparsity is >= 0 and < 1
        ? sparsity
        : throw new ArgumentOutOfRangeException(nameof(sparsity), $"A sparsity is at least 0 and less than 1, got {sparsity}.");
}
