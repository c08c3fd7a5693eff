using Myelin.Data.Loading;

namespace Myelin.Learning.Training;

/// <summary>What the samples of a batch should give: a class each, numbers each, or both.</summary>
public sealed class Targets
{
    private int[] labels = [];
    private float[] values = [];
    private int[] lengths = [];
    private int count;
    private int valueCount;
    private bool hasLengths;

    /// <summary>The classes, [B]; -1 where there is none.</summary>
    public ReadOnlySpan<int> Labels => labels.AsSpan(0, count);

    /// <summary>Number of time steps of each sample without padding, [B]; empty where all have all.</summary>
    public ReadOnlySpan<int> Lengths => lengths.AsSpan(0, hasLengths ? count : 0);

    /// <summary>The numbers, [B, target size]; empty where there are none.</summary>
    public ReadOnlySpan<float> Values => values.AsSpan(0, valueCount);

    /// <summary>Targets that are classes.</summary>
    public static Targets Of(ReadOnlySpan<int> labels)
    {
        var targets = new Targets();
        targets.Set(labels, [], []);
        return targets;
    }

    /// <summary>Targets that are numbers.</summary>
    /// <param name="values">[B, target size].</param>
    /// <param name="batch">B.</param>
    public static Targets Of(ReadOnlySpan<float> values, int batch)
    {
        var targets = new Targets();
        targets.Set(new int[batch], values, []);
        return targets;
    }

    /// <summary>The same targets for samples of different lengths.</summary>
    /// <param name="steps">Number of time steps of each sample, [B].</param>
    /// <exception cref="ArgumentException">There is not one for each sample.</exception>
    public Targets WithLengths(ReadOnlySpan<int> steps)
    {
        if (steps.Length != count) throw new ArgumentException($"There are targets of {count} samples and lengths of {steps.Length}.");
        var targets = new Targets();
        targets.Set(Labels, Values, steps);
        return targets;
    }

    internal void Set(Batch batch, bool hasLengths) => Set(batch.Labels, batch.Targets, hasLengths ? batch.Lengths : []);

    private void Set(ReadOnlySpan<int> labels, ReadOnlySpan<float> values, ReadOnlySpan<int> lengths)
    {
        count = labels.Length;
        valueCount = values.Length;
        if (this.labels.Length < count) this.labels = new int[count];
        if (this.values.Length < valueCount) this.values = new float[valueCount];
        if (this.lengths.Length < count) this.lengths = new int[count];
        hasLengths = lengths.Length > 0;
        labels.CopyTo(this.labels);
        values.CopyTo(this.values);
        lengths.CopyTo(this.lengths);
    }
}
