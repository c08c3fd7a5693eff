using System.Runtime.CompilerServices;

namespace Myelin.Data;

/// <summary>What every set checks of the arguments of its methods.</summary>
internal static class SampleChecks
{
    /// <summary>Refuses an index outside a set.</summary>
    public static void Index(IDataset set, int index)
    {
        if ((uint)index >= (uint)set.Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"{set.Name} has the samples 0 to {set.Count - 1}.");
    }

    /// <summary>Refuses an index outside a set, and a span that is not as long as the sample.</summary>
    public static void Read(IDataset set, int index, Span<float> sample, int expected)
    {
        Index(set, index);
        if (sample.Length != expected)
            throw new ArgumentException($"A sample of {set.Name} has {expected} values; the span for it has {sample.Length}.");
    }

    /// <summary>Refuses a number of samples below 1.</summary>
    public static int Count(int count, [CallerArgumentExpression(nameof(count))] string? name = null) =>
        count >= 1 ? count : throw new ArgumentOutOfRangeException(name, count, "A set must have at least 1 sample.");
}
