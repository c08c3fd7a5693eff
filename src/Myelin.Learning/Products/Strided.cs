using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Myelin.Learning.Products;

/// <summary>A matrix in memory, in either order, as a factor of a product.</summary>
/// <param name="start">Its first element.</param>
/// <param name="rowStride">Distance from a row to the next.</param>
/// <param name="columnStride">Distance from a column to the next; one of the two is 1.</param>
internal readonly unsafe struct Strided(float* start, long rowStride, long columnStride) : IRows, IColumns
{
    public void PackRows(float* to, int row, int rows, int term, int terms) =>
        Pack(to, start + (row * rowStride) + (term * columnStride), columnStride, rowStride, terms, rows, Tile.Rows);

    public void PackColumns(float* to, int term, int terms, int column, int columns) =>
        Pack(to, start + (term * rowStride) + (column * columnStride), rowStride, columnStride, terms, columns, Tile.Columns);

    /// <summary>Turns around four lines of four numbers: line i of the result has number i of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(float* s0, float* s1, float* s2, float* s3, float* to, int stride)
    {
        Vector128<float> r0 = Vector128.Load(s0), r1 = Vector128.Load(s1), r2 = Vector128.Load(s2), r3 = Vector128.Load(s3);
        Transpose(ref r0, ref r1, ref r2, ref r3);
        r0.Store(to);
        r1.Store(to + stride);
        r2.Store(to + (2 * stride));
        r3.Store(to + (3 * stride));
    }

    /// <summary>Writes a panel: for every term "full" numbers, of which the first "width" are set and the others 0.</summary>
    /// <param name="to">The panel.</param>
    /// <param name="from">First number.</param>
    /// <param name="along">Distance from a term to the next.</param>
    /// <param name="across">Distance within a line of the panel; one of the two is 1.</param>
    /// <param name="terms">Number of terms.</param>
    /// <param name="width">Numbers of a line that are set.</param>
    /// <param name="full">Numbers of a line.</param>
    public static void Pack(float* to, float* from, long along, long across, int terms, int width, int full)
    {
        if (width < full) new Span<float>(to, terms * full).Clear();
        if (across == 1)
        {
            if (width == 32 && full == 32)
            {
                for (int t = 0; t < terms; t++, from += along, to += 32)
                {
                    Vector512.Load(from).Store(to);
                    Vector512.Load(from + 16).Store(to + 16);
                }

                return;
            }

            for (int t = 0; t < terms; t++) Unsafe.CopyBlockUnaligned(to + (t * full), from + (t * along), (uint)(width * sizeof(float)));
            return;
        }

        // Each line of the source is read along its length, four lines at a time: one cache line of the panel takes them together.
        int w = 0;
        for (; w + 4 <= width; w += 4)
        {
            float* s0 = from + (w * across), s1 = s0 + across, s2 = s1 + across, s3 = s2 + across;
            float* d = to + w;
            int t = 0;
            for (; t + 4 <= terms; t += 4, d += 4 * full)
            {
                Turn(s0 + t, s1 + t, s2 + t, s3 + t, d, full);
            }

            for (; t < terms; t++, d += full)
            {
                d[0] = s0[t];
                d[1] = s1[t];
                d[2] = s2[t];
                d[3] = s3[t];
            }
        }

        for (; w < width; w++)
        {
            float* s = from + (w * across), d = to + w;
            for (int t = 0; t < terms; t++, d += full) *d = s[t];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose(ref Vector128<float> r0, ref Vector128<float> r1, ref Vector128<float> r2, ref Vector128<float> r3)
    {
        Vector128<float> mask = Vector128.Create(-1, 0, -1, 0).AsSingle();
        Vector128<float> a = Vector128.ConditionalSelect(mask, r0, Vector128.Shuffle(r1, Vector128.Create(0, 0, 2, 2)));
        Vector128<float> b = Vector128.ConditionalSelect(mask, Vector128.Shuffle(r0, Vector128.Create(1, 1, 3, 3)), r1);
        Vector128<float> c = Vector128.ConditionalSelect(mask, r2, Vector128.Shuffle(r3, Vector128.Create(0, 0, 2, 2)));
        Vector128<float> d = Vector128.ConditionalSelect(mask, Vector128.Shuffle(r2, Vector128.Create(1, 1, 3, 3)), r3);
        Vector128<float> low = Vector128.Create(a.GetLower(), c.GetLower());
        r2 = Vector128.Create(a.GetUpper(), c.GetUpper());
        r0 = low;
        r1 = Vector128.Create(b.GetLower(), d.GetLower());
        r3 = Vector128.Create(b.GetUpper(), d.GetUpper());
    }
}
