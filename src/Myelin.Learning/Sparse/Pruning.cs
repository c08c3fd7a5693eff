using Myelin.Learning.Tensors;

namespace Myelin.Learning.Sparse;

/// <summary>
/// Leaves out the weights that matter least, by a schedule, within each layer or over all; what is left out stays out. Source: Zhu and Gupta (2017),
/// arXiv:1710.01878.
/// </summary>
public sealed class Pruning : Sparsifier
{
    private readonly SparsitySchedule schedule;
    private readonly Importance importance;

    /// <summary>Makes a pruning.</summary>
    /// <param name="weights">The parameters with their full names.</param>
    /// <param name="schedule">Which part is left out when.</param>
    /// <param name="importance">How much a weight matters; its size where left out.</param>
    public Pruning(IEnumerable<(string Name, Parameter Parameter)> weights, SparsitySchedule schedule, Importance? importance = null)
        : base(weights)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        this.schedule = schedule;
        this.importance = importance ?? new Magnitude();
    }

    /// <summary>Whether weights of all layers are compared with each other; else the same part of every layer is left out.</summary>
    public bool IsGlobal { get; init; }

    /// <inheritdoc/>
    protected override void Observe() => importance.Observe();

    /// <inheritdoc/>
    protected override void Decide(long step)
    {
        if (!schedule.IsDue(step)) return;
        double sparsity = schedule.At(step);
        if (!IsGlobal)
        {
            foreach (WeightMask mask in Masks) Keep([mask], sparsity);
            return;
        }

        Keep(Masks, sparsity);
    }

    // Of weights that were left out none comes back; where two matter as much, the one that comes first stays.
    private void Keep(IReadOnlyList<WeightMask> masks, double sparsity)
    {
        float[][] scores = [.. masks.Select(m => new float[m.Weights.Shape.Count])];
        var candidates = new List<(float Score, int Mask, int Index)>();
        for (int m = 0; m < masks.Count; m++)
        {
            importance.Score(masks[m], scores[m]);
            for (int i = 0; i < scores[m].Length; i++)
            {
                if (masks[m].Keeps[i]) candidates.Add((scores[m][i], m, i));
            }
        }

        int left = Math.Min(candidates.Count, Left(sparsity, masks.Sum(m => m.Weights.Shape.Count)));
        candidates.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Mask != b.Mask ? a.Mask.CompareTo(b.Mask) : a.Index.CompareTo(b.Index));
        int[] kept = new int[masks.Count];
        foreach ((_, int m, _) in candidates.Take(left)) kept[m]++;
        for (int m = 0; m < masks.Count; m++) CheckLeft(masks[m], kept[m], sparsity);
        foreach ((_, int m, int i) in candidates.Skip(left)) masks[m].Keeps[i] = false;
    }
}
