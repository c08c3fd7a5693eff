using System.Runtime.Intrinsics;

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
            int r1 = Math.Min(rows, r0 + Side), c = c0;
            for (; c + 4 <= c1; c += 4)
            {
                int r = r0;
                for (; r + 4 <= r1; r += 4) Four(from + ((long)r * columns) + c, to + ((long)c * rows) + r);
                for (; r < r1; r++)
                {
                    for (int i = 0; i < 4; i++) One(r, c + i);
                }
            }

            for (; c < c1; c++)
            {
                for (int r = r0; r < r1; r++) One(r, c);
            }
        }
    }

    private void One(int row, int column)
    {
        float* target = to + ((long)column * rows) + row;
        float value = from[((long)row * columns) + column];
        *target = add ? *target + value : value;
    }

    private void Four(float* source, float* target)
    {
        Vector128<float> r0 = Vector128.Load(source), r1 = Vector128.Load(source + columns);
        Vector128<float> r2 = Vector128.Load(source + (2L * columns)), r3 = Vector128.Load(source + (3L * columns));
        Strided.Transpose(ref r0, ref r1, ref r2, ref r3);
        if (add)
        {
            r0 += Vector128.Load(target);
            r1 += Vector128.Load(target + rows);
            r2 += Vector128.Load(target + (2L * rows));
            r3 += Vector128.Load(target + (3L * rows));
        }

        r0.Store(target);
        r1.Store(target + rows);
        r2.Store(target + (2L * rows));
        r3.Store(target + (3L * rows));
    }
}
