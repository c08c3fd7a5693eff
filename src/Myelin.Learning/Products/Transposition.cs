namespace Myelin.Learning.Products;

/// <summary>Turns a matrix around.</summary>
internal sealed unsafe class Transposition
{
    private const int Side = 32;

    [ThreadStatic]
    private static Transposition? mine;

    private readonly Action<int> body;
    private float* from;
    private float* to;
    private int rows;
    private int columns;
    private bool add;

    private Transposition() => body = Strip;

    /// <summary>Writes the transpose of a matrix, or adds it to what is there.</summary>
    /// <param name="from">rows x columns, row-major.</param>
    /// <param name="to">columns x rows, row-major.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="add">Whether it is added.</param>
    public static void Run(float* from, float* to, int rows, int columns, bool add = false)
    {
        Transposition job = mine ??= new Transposition();
        job.from = from;
        job.to = to;
        job.rows = rows;
        job.columns = columns;
        job.add = add;
        int strips = (columns + Side - 1) / Side;
        if ((long)rows * columns < 65_536)
        {
            for (int i = 0; i < strips; i++) job.Strip(i);
        }
        else
        {
            Workers.Run(strips, job.body);
        }
    }

    private void Strip(int strip)
    {
        int c0 = strip * Side, c1 = Math.Min(columns, c0 + Side);
        for (int r0 = 0; r0 < rows; r0 += Side)
        {
            int r1 = Math.Min(rows, r0 + Side);
            for (int c = c0; c < c1; c++)
            {
                float* target = to + ((long)c * rows);
                float* source = from + c;
                if (add)
                {
                    for (int r = r0; r < r1; r++) target[r] += source[(long)r * columns];
                }
                else
                {
                    for (int r = r0; r < r1; r++) target[r] = source[(long)r * columns];
                }
            }
        }
    }
}
