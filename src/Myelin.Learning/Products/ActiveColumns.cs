namespace Myelin.Learning.Products;

/// <summary>
/// Where each column of a matrix of spikes is not 0, block of rows by block of rows: what the weight gradient goes through, whose sums then stay
/// in registers.
/// </summary>
internal sealed unsafe class ActiveColumns
{
    /// <summary>Rows of a block; a panel of the gradient's rows of a block stays in the second-level cache.</summary>
    public const int BlockRows = 512;

    [ThreadStatic]
    private static ActiveColumns? mine;

    private readonly Action<int> body;
    private float* matrix;
    private ushort* indices;
    private int* counts;
    private int* starts;
    private ushort* places;
    private float* values;
    private int rows;
    private int columns;

    private ActiveColumns() => body = Block;

    /// <summary>Number of blocks of rows.</summary>
    public static int Blocks(int rows) => (rows + BlockRows - 1) / BlockRows;

    /// <summary>Lists the rows of each column that are not 0, in order, for every block of rows.</summary>
    /// <param name="matrix">rows x columns.</param>
    /// <param name="indices">What <see cref="ActiveRows"/> listed.</param>
    /// <param name="counts">How many each row has.</param>
    /// <param name="starts">Receives, for every block, where each column's list starts, and where the last one ends: columns + 1 numbers.</param>
    /// <param name="places">Receives the rows within their block, as many as the matrix has elements that are not 0.</param>
    /// <param name="values">Receives what they are.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    public static void List(float* matrix, ushort* indices, int* counts, int* starts, ushort* places, float* values, int rows, int columns)
    {
        ActiveColumns job = mine ??= new ActiveColumns();
        job.matrix = matrix;
        job.indices = indices;
        job.counts = counts;
        job.starts = starts;
        job.places = places;
        job.values = values;
        job.rows = rows;
        job.columns = columns;
        int before = 0;
        for (int block = 0; block < Blocks(rows); block++)
        {
            starts[(long)block * (columns + 1)] = before;
            for (int r = block * BlockRows; r < Math.Min(rows, (block + 1) * BlockRows); r++) before += counts[r];
        }

        Workers.Run(Blocks(rows), job.body);
    }

    // Sorts by counting: first how many each column has, then where each list starts, then every element to its place.
    private void Block(int block)
    {
        int first = block * BlockRows, end = Math.Min(rows, first + BlockRows);
        int* start = starts + ((long)block * (columns + 1));
        int at = start[0], begin = at;
        new Span<int>(start, columns + 1).Clear();
        for (int r = first; r < end; r++)
        {
            ushort* list = indices + ((long)r * columns);
            for (int i = 0; i < counts[r]; i++) start[list[i]]++;
        }

        for (int c = 0; c <= columns; c++)
        {
            int count = start[c];
            start[c] = at;
            at += count;
        }

        for (int r = first; r < end; r++)
        {
            ushort* list = indices + ((long)r * columns);
            float* row = matrix + ((long)r * columns);
            for (int i = 0; i < counts[r]; i++)
            {
                int place = start[list[i]]++;
                places[place] = (ushort)(r - first);
                values[place] = row[list[i]];
            }
        }

        // Every start has moved to the start of the next.
        for (int c = columns; c > 0; c--) start[c] = start[c - 1];
        start[0] = begin;
    }
}
