using System.Numerics;
using System.Runtime.Intrinsics;

namespace Myelin.Learning.Products;

/// <summary>Where each row of a matrix of spikes is not 0.</summary>
internal sealed unsafe class ActiveRows
{
    private const int RowsPerChunk = 64;

    [ThreadStatic]
    private static ActiveRows? mine;

    private readonly Action<int> body;
    private float* matrix;
    private ushort* indices;
    private int* counts;
    private int rows;
    private int columns;

    private ActiveRows() => body = Chunk;

    /// <summary>The widest matrix that it can be done for.</summary>
    public static int WidestMatrix => ushort.MaxValue;

    /// <summary>Lists the columns of each row that are not 0, in order.</summary>
    /// <param name="matrix">rows x columns.</param>
    /// <param name="indices">Receives the columns; a row's start at row * columns.</param>
    /// <param name="counts">Receives how many each row has.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    public static void List(float* matrix, ushort* indices, int* counts, int rows, int columns)
    {
        ActiveRows job = mine ??= new ActiveRows();
        job.matrix = matrix;
        job.indices = indices;
        job.counts = counts;
        job.rows = rows;
        job.columns = columns;
        Workers.Run((rows + RowsPerChunk - 1) / RowsPerChunk, job.body);
    }

    /// <summary>Lists the columns of one row that are not 0, in order.</summary>
    /// <param name="row">The row.</param>
    /// <param name="list">Receives them.</param>
    /// <param name="columns">Length of the row.</param>
    /// <returns>How many there are.</returns>
    public static int Row(float* row, ushort* list, int columns)
    {
        int found = 0, c = 0;
        for (; c + 16 <= columns; c += 16)
        {
            ulong mask = (~Vector512.Equals(Vector512.Load(row + c), Vector512<float>.Zero)).ExtractMostSignificantBits();
            for (; mask != 0; mask &= mask - 1) list[found++] = (ushort)(c + BitOperations.TrailingZeroCount(mask));
        }

        for (; c < columns; c++)
        {
            if (row[c] != 0) list[found++] = (ushort)c;
        }

        return found;
    }

    private void Chunk(int chunk)
    {
        int end = Math.Min(rows, (chunk + 1) * RowsPerChunk);
        for (int r = chunk * RowsPerChunk; r < end; r++) counts[r] = Row(matrix + ((long)r * columns), indices + ((long)r * columns), columns);
    }
}
