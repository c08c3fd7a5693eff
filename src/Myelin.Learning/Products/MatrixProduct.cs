namespace Myelin.Learning.Products;

/// <summary>The product of two dense matrices, by OpenBLAS where the machine has it and else by <see cref="BlockedProduct"/>.</summary>
internal static unsafe class MatrixProduct
{
    /// <summary>C = op(A) op(B), or C += op(A) op(B); all row-major.</summary>
    /// <param name="a">A: rows x terms, or terms x rows in memory where it is transposed.</param>
    /// <param name="transposeA">Whether A is transposed.</param>
    /// <param name="b">B: terms x columns, or columns x terms in memory where it is transposed.</param>
    /// <param name="transposeB">Whether B is transposed.</param>
    /// <param name="c">C: rows x columns.</param>
    /// <param name="rows">Rows of C.</param>
    /// <param name="columns">Columns of C.</param>
    /// <param name="terms">Length of the sums.</param>
    /// <param name="add">Whether it is added to what is there.</param>
    /// <param name="bias">What every row of C starts from, where it is not added to what is there; may be null.</param>
    public static void Multiply(float* a, bool transposeA, float* b, bool transposeB, float* c, int rows, int columns, int terms, bool add, float* bias = null)
    {
        if (rows == 0 || columns == 0) return;
        if (OpenBlas.Exists && terms > 0)
        {
            Blocks blocks = Blocks.Mine;
            blocks.Set(a, transposeA, b, transposeB, c, rows, columns, terms, add, bias);
            Workers.Run(blocks.Chunks, blocks.Body);
            return;
        }

        if (bias is not null)
        {
            for (int r = 0; r < rows; r++) new Span<float>(bias, columns).CopyTo(new Span<float>(c + ((long)r * columns), columns));
        }

        Blocked(a, transposeA, b, transposeB, c, rows, columns, terms, add || bias is not null);
    }

    /// <summary>As <see cref="Multiply"/>, without OpenBLAS.</summary>
    public static void Blocked(float* a, bool transposeA, float* b, bool transposeB, float* c, int rows, int columns, int terms, bool add)
    {
        Strided left = transposeA ? new Strided(a, 1, rows) : new Strided(a, terms, 1);
        Strided right = transposeB ? new Strided(b, 1, terms) : new Strided(b, columns, 1);
        BlockedProduct.Multiply(left, right, rows, columns, terms, c, columns, add);
    }

    /// <summary>As <see cref="Multiply"/>, on this thread alone.</summary>
    public static void OnOneThread(float* a, bool transposeA, float* b, bool transposeB, float* c, int rows, int columns, int terms, bool add)
    {
        if (rows == 0 || columns == 0) return;
        if (OpenBlas.Exists && terms > 0)
        {
            OpenBlas.Multiply(transposeA, transposeB, rows, columns, terms, a, transposeA ? rows : terms, b, transposeB ? terms : columns, c, columns, add);
            return;
        }

        Strided left = transposeA ? new Strided(a, 1, rows) : new Strided(a, terms, 1);
        Strided right = transposeB ? new Strided(b, 1, terms) : new Strided(b, columns, 1);
        BlockedProduct.Block(left, right, 0, rows, 0, columns, terms, c, columns, add);
    }

    // Blocks of C for OpenBLAS, one call each; they do not depend on the number of threads.
    private sealed class Blocks
    {
        private const int Side = 64;

        [ThreadStatic]
        private static Blocks? mine;

        private float* a;
        private float* b;
        private float* c;
        private float* bias;
        private bool transposeA;
        private bool transposeB;
        private bool add;
        private int rows;
        private int columns;
        private int terms;
        private int blockRows;
        private int blockColumns;
        private int across;

        private Blocks() => Body = Compute;

        public static Blocks Mine => mine ??= new Blocks();

        public Action<int> Body { get; }

        public int Chunks { get; private set; }

        public void Set(float* a, bool transposeA, float* b, bool transposeB, float* c, int rows, int columns, int terms, bool add, float* bias)
        {
            this.bias = bias;
            this.a = a;
            this.transposeA = transposeA;
            this.b = b;
            this.transposeB = transposeB;
            this.c = c;
            this.rows = rows;
            this.columns = columns;
            this.terms = terms;
            this.add = add;

            // The longer side is cut, so that what is packed twice is the smaller factor; a product of less than about 2 million terms is not cut.
            int wanted = (int)Math.Clamp((long)rows * columns * terms / 1_000_000, 1, 8);
            if (rows >= columns)
            {
                blockRows = Round(rows, wanted);
                blockColumns = columns;
            }
            else
            {
                blockRows = rows;
                blockColumns = Round(columns, wanted);
            }

            across = (columns + blockColumns - 1) / blockColumns;
            Chunks = across * ((rows + blockRows - 1) / blockRows);
        }

        private static int Round(int length, int parts) => Math.Min(length, Math.Max(Side, ((length + parts - 1) / parts + Side - 1) / Side * Side));

        private void Compute(int chunk)
        {
            int row = chunk / across * blockRows, column = chunk % across * blockColumns;
            int height = Math.Min(blockRows, rows - row), width = Math.Min(blockColumns, columns - column);
            if (bias is not null)
            {
                for (int r = row; r < row + height; r++) new Span<float>(bias + column, width).CopyTo(new Span<float>(c + ((long)r * columns) + column, width));
            }

            OpenBlas.Multiply(
                transposeA,
                transposeB,
                height,
                width,
                terms,
                transposeA ? a + row : a + ((long)row * terms),
                transposeA ? rows : terms,
                transposeB ? b + ((long)column * terms) : b + column,
                transposeB ? terms : columns,
                c + ((long)row * columns) + column,
                columns,
                add || bias is not null);
        }
    }
}
