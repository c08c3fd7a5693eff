namespace Myelin.Data;

/// <summary>The samples of some classes of a set, whose labels are their places in the list of classes: split MNIST and its like.</summary>
public sealed class ClassSubset : IDataset
{
    private readonly IDataset whole;
    private readonly int[] indices;
    private readonly int[] classes;

    /// <summary>The samples of named classes, in their order.</summary>
    /// <param name="whole">The set.</param>
    /// <param name="classes">Which of its classes; sample labels become places in this list.</param>
    /// <exception cref="ArgumentException">A class is named twice, or the set has no such class.</exception>
    public ClassSubset(IDataset whole, params IReadOnlyList<int> classes)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(classes);
        this.whole = whole;
        this.classes = [.. classes];
        if (this.classes.Distinct().Count() != this.classes.Length) throw new ArgumentException($"A class is named twice among {string.Join(", ", classes)}.", nameof(classes));
        foreach (int c in this.classes)
        {
            if (c < 0 || c >= whole.Classes) throw new ArgumentException($"{whole.Name} has the classes 0 to {whole.Classes - 1}, not {c}.", nameof(classes));
        }

        indices = [.. Enumerable.Range(0, whole.Count).Where(i => this.classes.AsSpan().Contains(whole.Label(i)))];
    }

    /// <inheritdoc/>
    public string Name => whole.Name;

    /// <inheritdoc/>
    public int Count => indices.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape => whole.SampleShape;

    /// <inheritdoc/>
    public int Classes => classes.Length;

    /// <inheritdoc/>
    public int TargetSize => whole.TargetSize;

    /// <inheritdoc/>
    public int Length(int index) => whole.Length(At(index));

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample) => whole.Read(At(index), sample);

    /// <inheritdoc/>
    public int Label(int index) => Array.IndexOf(classes, whole.Label(At(index)));

    /// <inheritdoc/>
    public void Target(int index, Span<float> target) => whole.Target(At(index), target);

    private int At(int index)
    {
        SampleChecks.Index(this, index);
        return indices[index];
    }
}
