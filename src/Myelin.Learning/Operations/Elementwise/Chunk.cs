namespace Myelin.Learning.Operations.Elementwise;

/// <summary>How work over many numbers is cut, whatever the number of threads.</summary>
internal static class Chunk
{
    /// <summary>Numbers per chunk.</summary>
    public const int Length = 16_384;

    /// <summary>How many chunks there are.</summary>
    public static int Count(long numbers) => checked((int)((numbers + Length - 1) / Length));

    /// <summary>How many pieces of equal size a number of rows is cut into, so that each has about <see cref="Length"/> numbers.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="numbers">Numbers per row.</param>
    /// <param name="rowsPerChunk">How many rows a piece has; the last may have fewer.</param>
    public static int Rows(int rows, long numbers, out int rowsPerChunk)
    {
        rowsPerChunk = (int)Math.Clamp(Length / Math.Max(1, numbers), 1, Math.Max(1, rows));
        return (rows + rowsPerChunk - 1) / rowsPerChunk;
    }

    /// <summary>Where a chunk lies.</summary>
    public static (long Start, int Length) Range(int chunk, long numbers)
    {
        long start = (long)chunk * Length;
        return (start, (int)Math.Min(Length, numbers - start));
    }
}
