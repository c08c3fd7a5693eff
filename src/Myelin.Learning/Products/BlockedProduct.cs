namespace Myelin.Learning.Products;

/// <summary>
/// The matrix product in blocks: a block of the right factor is packed into panels that stay in the second-level cache, a panel of twelve rows
/// of the left factor stays in the first, tiles stay in registers. Blocks do not depend on the number of threads.
/// </summary>
internal static unsafe class BlockedProduct
{
    private const int Depth = 256;
    private const int BlockColumns = 16 * Tile.Columns;

    /// <summary>C = A B, or C += A B.</summary>
    /// <param name="a">Left factor.</param>
    /// <param name="b">Right factor.</param>
    /// <param name="rows">Rows of C.</param>
    /// <param name="columns">Columns of C.</param>
    /// <param name="terms">Columns of A, rows of B.</param>
    /// <param name="c">C, row-major.</param>
    /// <param name="ldc">Distance of its rows.</param>
    /// <param name="add">Whether it is added to what is there.</param>
    public static void Multiply<TRows, TColumns>(TRows a, TColumns b, int rows, int columns, int terms, float* c, long ldc, bool add)
        where TRows : struct, IRows
        where TColumns : struct, IColumns
    {
        if (rows == 0 || columns == 0) return;
        Job<TRows, TColumns> job = Job<TRows, TColumns>.Mine;
        job.Set(a, b, rows, columns, terms, c, ldc, add);
        Workers.Run(job.Chunks, job.Body);
    }

    /// <summary>A block of C on this thread alone.</summary>
    public static void Block<TRows, TColumns>(TRows a, TColumns b, int row, int rows, int column, int columns, int terms, float* c, long ldc, bool add)
        where TRows : struct, IRows
        where TColumns : struct, IColumns
    {
        int panels = (columns + Tile.Columns - 1) / Tile.Columns;
        float* packedB = Scratch.Rent(0, (long)panels * Tile.Columns * Depth);
        float* packedA = Scratch.Rent(1, Tile.Rows * Depth);
        float* edge = stackalloc float[Tile.Rows * Tile.Columns];
        if (terms == 0 && !add)
        {
            for (int r = row; r < row + rows; r++) new Span<float>(c + (r * ldc) + column, columns).Clear();
        }

        for (int k = 0; k < terms; k += Depth)
        {
            int depth = Math.Min(Depth, terms - k);
            for (int p = 0; p < panels; p++)
                b.PackColumns(packedB + ((long)p * Tile.Columns * depth), k, depth, column + (p * Tile.Columns), Math.Min(Tile.Columns, columns - (p * Tile.Columns)));
            for (int r = 0; r < rows; r += Tile.Rows)
            {
                int height = Math.Min(Tile.Rows, rows - r);
                a.PackRows(packedA, row + r, height, k, depth);
                for (int p = 0; p < panels; p++)
                {
                    int width = Math.Min(Tile.Columns, columns - (p * Tile.Columns));
                    float* panel = packedB + ((long)p * Tile.Columns * depth);
                    float* target = c + ((row + r) * ldc) + column + (p * Tile.Columns);
                    bool adds = add || k > 0;
                    if (height == Tile.Rows && width == Tile.Columns)
                    {
                        Tile.Compute(depth, packedA, panel, target, ldc, adds);
                        continue;
                    }

                    Tile.Compute(depth, packedA, panel, edge, Tile.Columns, add: false);
                    PutEdge(edge, target, ldc, height, width, adds);
                }
            }
        }
    }

    private static void PutEdge(float* edge, float* c, long ldc, int height, int width, bool add)
    {
        for (int i = 0; i < height; i++)
        {
            float* from = edge + (i * Tile.Columns), to = c + (i * ldc);
            if (add)
            {
                for (int j = 0; j < width; j++) to[j] += from[j];
            }
            else
            {
                new Span<float>(from, width).CopyTo(new Span<float>(to, width));
            }
        }
    }

    private sealed class Job<TRows, TColumns>
        where TRows : struct, IRows
        where TColumns : struct, IColumns
    {
        [ThreadStatic]
        private static Job<TRows, TColumns>? mine;

        private TRows a;
        private TColumns b;
        private int rows;
        private int columns;
        private int terms;
        private float* c;
        private long ldc;
        private bool add;
        private int blockRows;
        private int blockColumns;
        private int across;

        private Job() => Body = Compute;

        public static Job<TRows, TColumns> Mine => mine ??= new Job<TRows, TColumns>();

        public Action<int> Body { get; }

        public int Chunks { get; private set; }

        public void Set(TRows a, TColumns b, int rows, int columns, int terms, float* c, long ldc, bool add)
        {
            this.a = a;
            this.b = b;
            this.rows = rows;
            this.columns = columns;
            this.terms = terms;
            this.c = c;
            this.ldc = ldc;
            this.add = add;
            blockColumns = Math.Min(BlockColumns, columns);
            across = (columns + blockColumns - 1) / blockColumns;

            // At least about eight chunks where there is work for them, none of fewer than four tiles' rows.
            int wanted = Math.Max(1, 8 / across);
            int height = Math.Clamp((rows + wanted - 1) / wanted, 4 * Tile.Rows, 40 * Tile.Rows);
            blockRows = (height + Tile.Rows - 1) / Tile.Rows * Tile.Rows;
            Chunks = across * ((rows + blockRows - 1) / blockRows);
        }

        private void Compute(int chunk)
        {
            int row = chunk / across * blockRows, column = chunk % across * blockColumns;
            Block(a, b, row, Math.Min(blockRows, rows - row), column, Math.Min(blockColumns, columns - column), terms, c, ldc, add);
        }
    }
}
