using System.Globalization;

namespace Myelin.Interchange;

/// <summary>Shapes of arrays: the length of each dimension.</summary>
internal static class DataShape
{
    /// <summary>The number of elements; -1 where a length is negative or the number does not fit an array.</summary>
    public static long Count(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int length in shape)
        {
            if (length < 0) return -1;
            count *= length;
            if (count > Array.MaxLength) return -1;
        }

        return count;
    }

    /// <summary>A shape as messages show it: <c>(38, 12)</c>, <c>(12,)</c>, <c>()</c>, as Python writes it.</summary>
    public static string Text(ReadOnlySpan<int> shape)
    {
        string[] lengths = new string[shape.Length];
        for (int i = 0; i < lengths.Length; i++) lengths[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        return shape.Length == 1 ? $"({lengths[0]},)" : $"({string.Join(", ", lengths)})";
    }
}
