using Myelin.Data.Loading;

namespace Myelin.Data;

/// <summary>Some samples of another set, numbered anew.</summary>
public sealed class Subset : IDataset
{
    private readonly IDataset whole;
    private readonly int[] indices;

    /// <summary>Named samples of a set.</summary>
    /// <param name="whole">The set.</param>
    /// <param name="indices">Which of its samples, in their new order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The set has no such sample.</exception>
    public Subset(IDataset whole, IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(whole);
        this.whole = whole;
        this.indices = [.. indices];
        foreach (int index in this.indices) SampleChecks.Index(whole, index);
    }

    /// <inheritdoc/>
    public string Name => whole.Name;

    /// <inheritdoc/>
    public int Count => indices.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape => whole.SampleShape;

    /// <inheritdoc/>
    public int Classes => whole.Classes;

    /// <inheritdoc/>
    public int TargetSize => whole.TargetSize;

    /// <summary>Divides a set by chance into a part of given share and the rest.</summary>
    /// <param name="whole">The set.</param>
    /// <param name="share">The first part's share of the samples, 0 to 1.</param>
    /// <param name="seed">Seed of the division.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 to 1.</exception>
    public static (Subset Part, Subset Others) Divide(IDataset whole, double share, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(whole);
        if (!(share >= 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "The share of a part must be from 0 to 1.");
        int[] order = new int[whole.Count];
        SampleOrder.Shuffle(order, seed, epoch: 0);
        int first = (int)Math.Round(share * order.Length);
        return (new Subset(whole, order[..first]), new Subset(whole, order[first..]));
    }

    /// <inheritdoc/>
    public int Length(int index) => whole.Length(At(index));

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample) => whole.Read(At(index), sample);

    /// <inheritdoc/>
    public int Label(int index) => whole.Label(At(index));

    /// <inheritdoc/>
    public void Target(int index, Span<float> target) => whole.Target(At(index), target);

    private int At(int index)
    {
        SampleChecks.Index(this, index);
        return indices[index];
    }
}
