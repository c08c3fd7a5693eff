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

    /// <summary>The classes, [B]; -1 where there is none.</summary>
    public ReadOnlySpan<int> Labels => labels.AsSpan(0, count);

    /// <summary>Number of time steps of each sample without padding, [B].</summary>
    public ReadOnlySpan<int> Lengths => lengths.AsSpan(0, count);

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

    internal void Set(Batch batch) => Set(batch.Labels, batch.Targets, batch.Lengths);

    private void Set(ReadOnlySpan<int> labels, ReadOnlySpan<float> values, ReadOnlySpan<int> lengths)
    {
        count = labels.Length;
        valueCount = values.Length;
        if (this.labels.Length < count) this.labels = new int[count];
        if (this.values.Length < valueCount) this.values = new float[valueCount];
        if (this.lengths.Length < count) this.lengths = new int[count];
        labels.CopyTo(this.labels);
        values.CopyTo(this.values);
        lengths.CopyTo(this.lengths);
    }
}
