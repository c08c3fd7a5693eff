using Myelin.Data;

namespace Myelin.Experiments.Faults;

/// <summary>Samples with their classes.</summary>
/// <param name="Values">[samples, pixels].</param>
/// <param name="Labels">The classes.</param>
internal sealed record LabelledSamples(float[] Values, int[] Labels)
{
    /// <summary>Number of samples.</summary>
    public int Count => Labels.Length;

    /// <summary>Numbers of a sample.</summary>
    public int Size => Values.Length / Labels.Length;

    /// <summary>The first samples of a set from one on.</summary>
    public static LabelledSamples Of(IDataset set, int first, int count)
    {
        int most = Math.Min(count, set.Count - first), size = set.SampleShape.Aggregate((a, b) => a * b);
        float[] values = new float[most * size];
        int[] labels = new int[most];
        for (int i = 0; i < most; i++)
        {
            set.Read(first + i, values.AsSpan(i * size, size));
            labels[i] = set.Label(first + i);
        }

        return new LabelledSamples(values, labels);
    }

    /// <summary>One sample.</summary>
    public ReadOnlySpan<float> Sample(int index) => Values.AsSpan(index * Size, Size);
}
