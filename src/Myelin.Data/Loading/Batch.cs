namespace Myelin.Data.Loading;

/// <summary>
/// Some samples side by side, lent by a <see cref="DataLoader"/>: it belongs to the body of the loop that got it, and the next turn of the loop
/// takes it back. Its memory is used again for later batches.
/// </summary>
public sealed class Batch
{
    private readonly int[] shape;
    private readonly int[] labels;
    private readonly int[] lengths;
    private readonly int[] indices;
    private readonly float[] targets;
    private readonly int targetSize;
    private float[] samples = [];

    internal Batch(int capacity, IReadOnlyList<int> sampleShape, int targetSize)
    {
        shape = [capacity, .. sampleShape];
        labels = new int[capacity];
        lengths = new int[capacity];
        indices = new int[capacity];
        targets = new float[capacity * targetSize];
        this.targetSize = targetSize;
        for (int i = 2; i < shape.Length; i++) StepSize *= shape[i];
    }

    /// <summary>The batch's number within its epoch, from 0.</summary>
    public int Number { get; private set; }

    /// <summary>Number of samples, B.</summary>
    public int Count { get; private set; }

    /// <summary>Shape of <see cref="Samples"/>, row-major: [B, C, H, W] for images, [B, T, N] for sequences.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>The values, sample after sample; sequences that are shorter than the batch's longest end with zeros.</summary>
    public Span<float> Samples => samples.AsSpan(0, Count * SampleSize);

    /// <summary>The classes, [B]; -1 where the set has no labels.</summary>
    public ReadOnlySpan<int> Labels => labels.AsSpan(0, Count);

    /// <summary>The samples' own first numbers, [B]: the number of steps of each sequence, without the padding.</summary>
    public ReadOnlySpan<int> Lengths => lengths.AsSpan(0, Count);

    /// <summary>Which samples of the set these are, [B].</summary>
    public ReadOnlySpan<int> Indices => indices.AsSpan(0, Count);

    /// <summary>The targets, [B, target size]; empty where the set has none.</summary>
    public ReadOnlySpan<float> Targets => targets.AsSpan(0, Count * targetSize);

    /// <summary>Number of values of one sample, padding included.</summary>
    public int SampleSize => shape[1] * StepSize;

    private int StepSize { get; } = 1;

    /// <summary>The values of one sample, padding included.</summary>
    /// <param name="position">Which of the batch, 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no such sample.</exception>
    public Span<float> Sample(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
        return samples.AsSpan(position * SampleSize, SampleSize);
    }

    /// <summary>Makes room for a batch whose samples all have at most so many steps, and takes down which they are.</summary>
    internal void Begin(int number, ReadOnlySpan<int> order)
    {
        Number = number;
        Count = order.Length;
        order.CopyTo(indices);
    }

    /// <summary>Takes down one sample's class and length.</summary>
    internal void Describe(int position, int label, int length)
    {
        labels[position] = label;
        lengths[position] = length;
    }

    /// <summary>Fixes the number of steps and makes room.</summary>
    internal void Reserve(int steps)
    {
        shape[0] = Count;
        shape[1] = steps;
        int needed = checked(Count * SampleSize);
        if (samples.Length < needed) samples = GC.AllocateUninitializedArray<float>(needed);
    }

    /// <summary>Where one sample's target goes.</summary>
    internal Span<float> TargetOf(int position) => targets.AsSpan(position * targetSize, targetSize);
}
