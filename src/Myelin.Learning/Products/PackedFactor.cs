namespace Myelin.Learning.Products;

/// <summary>
/// A right factor that is packed once for many small products: what a recurrent population multiplies with at every step. A product of at most a tile's
/// rows reads each of its panels once.
/// </summary>
internal static unsafe class PackedFactor
{
    private const int Depth = 256;

    /// <summary>Numbers that the packed form takes.</summary>
    /// <param name="terms">Rows of the factor.</param>
    /// <param name="columns">Columns of the factor.</param>
    public static long Length(int terms, int columns) => (long)Panels(columns) * Tile.Columns * terms;

    /// <summary>Packs a factor.</summary>
    /// <param name="factor">The factor, terms x columns.</param>
    /// <param name="packed">Receives <see cref="Length"/> numbers.</param>
    /// <param name="terms">Rows of the factor.</param>
    /// <param name="columns">Columns of the factor.</param>
    public static void Pack(Strided factor, float* packed, int terms, int columns)
    {
        for (int k = 0; k < terms; k += Depth)
        {
            int depth = Math.Min(Depth, terms - k);
            for (int c = 0; c < columns; c += Tile.Columns, packed += (long)depth * Tile.Columns)
                factor.PackColumns(packed, k, depth, c, Math.Min(Tile.Columns, columns - c));
        }
    }

    /// <summary>C += A B on this thread.</summary>
    /// <param name="a">A, rows x terms.</param>
    /// <param name="packed">B, packed.</param>
    /// <param name="c">C, rows x columns.</param>
    /// <param name="rows">Rows of A.</param>
    /// <param name="columns">Columns of B.</param>
    /// <param name="terms">Columns of A.</param>
    public static void AddProduct(float* a, float* packed, float* c, int rows, int columns, int terms)
    {
        float* panel = Scratch.Rent(1, Tile.Rows * Depth);
        float* edge = stackalloc float[Tile.Rows * Tile.Columns];
        var left = new Strided(a, terms, 1);
        for (int k = 0; k < terms; k += Depth, packed += (long)Panels(columns) * Tile.Columns * Depth)
        {
            int depth = Math.Min(Depth, terms - k);
            for (int r = 0; r < rows; r += Tile.Rows)
            {
                int height = Math.Min(Tile.Rows, rows - r);
                left.PackRows(panel, r, height, k, depth);
                float* factor = packed;
                for (int column = 0; column < columns; column += Tile.Columns, factor += (long)depth * Tile.Columns)
                {
                    int width = Math.Min(Tile.Columns, columns - column);
                    float* to = c + ((long)r * columns) + column;
                    if (height == Tile.Rows && width == Tile.Columns)
                    {
                        Tile.Compute(depth, panel, factor, to, columns, add: true);
                        continue;
                    }

                    Tile.Compute(depth, panel, factor, edge, Tile.Columns, add: false);
                    for (int i = 0; i < height; i++)
                    {
                        var sum = new Span<float>(to + ((long)i * columns), width);
                        TensorPrimitives.Add(sum, new ReadOnlySpan<float>(edge + (i * Tile.Columns), width), sum);
                    }
                }
            }
        }
    }

    private static int Panels(int columns) => (columns + Tile.Columns - 1) / Tile.Columns;
}
