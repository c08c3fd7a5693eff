using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Sparse;

/// <summary>
/// Training that is sparse from its first step: random weights are left out of every layer; from time to time a part of the smallest goes and as many others
/// come back, from 0. The part falls as half a cosine until an end. Sources: Mocanu et al. (2018), Nature Communications 9, 2383; Evci et al. (2020), ICML,
/// algorithm 1 and section 3 (the part's decay), with the same sparsity for every layer.
/// </summary>
public sealed class DynamicSparse : Sparsifier
{
    private readonly Growth growth;
    private RandomStream random;

    /// <summary>Leaves out random weights at once.</summary>
    /// <param name="weights">The parameters with their full names.</param>
    /// <param name="sparsity">The part of every layer that is left out, at least 0, less than 1.</param>
    /// <param name="growth">Which weights come back; those of the largest gradients where left out.</param>
    /// <param name="seed">What is left out first, and random growth.</param>
    /// <exception cref="InvalidOperationException">A layer would have no weight; the message names it.</exception>
    public DynamicSparse(IEnumerable<(string Name, Parameter Parameter)> weights, double sparsity, Growth? growth = null, ulong seed = 1)
        : base(weights)
    {
        _ = Part(sparsity);
        this.growth = growth ?? new GradientGrowth();
        random = new RandomStream(seed, StreamPurpose.Weights, 0, 7);
        foreach (WeightMask mask in Masks)
        {
            float[] scores = new float[mask.Keeps.Length];
            random.FillUniform(scores);
            int left = Left(sparsity, scores.Length);
            CheckLeft(mask, left, sparsity);
            foreach (int i in Largest(scores, _ => true, scores.Length)[left..]) mask.Keeps[i] = false;
            mask.Apply();
        }
    }

    /// <summary>Number of steps between two changes.</summary>
    public long Every { get; init; } = 100;

    /// <summary>The part of a layer's weights that is exchanged at first, 0 to 1.</summary>
    public double Exchanged { get; init; } = 0.3;

    /// <summary>The step from which nothing is exchanged any more.</summary>
    public long End { get; init; } = long.MaxValue;

    /// <inheritdoc/>
    protected override void Decide(long step)
    {
        if (step == 0 || step % Every != 0 || step >= End) return;
        double part = Exchanged * (End == long.MaxValue ? 1 : (1 + Math.Cos(Math.PI * step / End)) / 2);
        foreach (WeightMask mask in Masks) Exchange(mask, part);
    }

    private void Exchange(WeightMask mask, double part)
    {
        int kept = mask.Kept, count = Math.Min((int)(part * kept), mask.Keeps.Length - kept);
        if (count == 0) return;
        float[] scores = new float[mask.Keeps.Length];
        TensorPrimitives.Abs(mask.Weights.Values, scores);
        bool[] before = mask.Keeps.ToArray();
        foreach (int i in Largest(scores, i => before[i], kept)[(kept - count)..]) mask.Keeps[i] = false;
        mask.Apply();
        growth.Score(mask, scores, ref random);
        foreach (int i in Largest(scores, i => !before[i], count)) mask.Keeps[i] = true;
    }

    // The places of the largest scores, largest first; equal ones in order.
    private static int[] Largest(float[] scores, Func<int, bool> competes, int count) =>
        [.. Enumerable.Range(0, scores.Length).Where(competes).OrderByDescending(i => scores[i]).ThenBy(i => i).Take(count)];
}
