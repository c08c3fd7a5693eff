using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Myelin.Learning.Products;

/// <summary>
/// The innermost part of a matrix product: a tile of twelve rows and thirty-two columns that stays in registers (twenty-four of the thirty-two
/// of AVX-512) while a panel of each factor passes by.
/// </summary>
internal static unsafe class Tile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 12;

    /// <summary>Columns of a tile.</summary>
    public const int Columns = 32;

    /// <summary>Computes a tile.</summary>
    /// <param name="depth">Length of the sums.</param>
    /// <param name="a">Panel of the left factor: for every term twelve numbers.</param>
    /// <param name="b">Panel of the right factor: for every term thirty-two numbers.</param>
    /// <param name="c">Where the tile goes.</param>
    /// <param name="ldc">Distance of its rows.</param>
    /// <param name="add">Whether it is added to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(int depth, float* a, float* b, float* c, long ldc, bool add)
    {
        Vector512<float> c00 = Vector512<float>.Zero, c01 = Vector512<float>.Zero;
        Vector512<float> c10 = Vector512<float>.Zero, c11 = Vector512<float>.Zero;
        Vector512<float> c20 = Vector512<float>.Zero, c21 = Vector512<float>.Zero;
        Vector512<float> c30 = Vector512<float>.Zero, c31 = Vector512<float>.Zero;
        Vector512<float> c40 = Vector512<float>.Zero, c41 = Vector512<float>.Zero;
        Vector512<float> c50 = Vector512<float>.Zero, c51 = Vector512<float>.Zero;
        Vector512<float> c60 = Vector512<float>.Zero, c61 = Vector512<float>.Zero;
        Vector512<float> c70 = Vector512<float>.Zero, c71 = Vector512<float>.Zero;
        Vector512<float> c80 = Vector512<float>.Zero, c81 = Vector512<float>.Zero;
        Vector512<float> c90 = Vector512<float>.Zero, c91 = Vector512<float>.Zero;
        Vector512<float> ca0 = Vector512<float>.Zero, ca1 = Vector512<float>.Zero;
        Vector512<float> cb0 = Vector512<float>.Zero, cb1 = Vector512<float>.Zero;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            Vector512<float> a0 = Vector512.Create(a[0]);
            c00 = Vector512.FusedMultiplyAdd(a0, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(a0, b1, c01);
            Vector512<float> a1 = Vector512.Create(a[1]);
            c10 = Vector512.FusedMultiplyAdd(a1, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(a1, b1, c11);
            Vector512<float> a2 = Vector512.Create(a[2]);
            c20 = Vector512.FusedMultiplyAdd(a2, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(a2, b1, c21);
            Vector512<float> a3 = Vector512.Create(a[3]);
            c30 = Vector512.FusedMultiplyAdd(a3, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(a3, b1, c31);
            Vector512<float> a4 = Vector512.Create(a[4]);
            c40 = Vector512.FusedMultiplyAdd(a4, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(a4, b1, c41);
            Vector512<float> a5 = Vector512.Create(a[5]);
            c50 = Vector512.FusedMultiplyAdd(a5, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(a5, b1, c51);
            Vector512<float> a6 = Vector512.Create(a[6]);
            c60 = Vector512.FusedMultiplyAdd(a6, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(a6, b1, c61);
            Vector512<float> a7 = Vector512.Create(a[7]);
            c70 = Vector512.FusedMultiplyAdd(a7, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(a7, b1, c71);
            Vector512<float> a8 = Vector512.Create(a[8]);
            c80 = Vector512.FusedMultiplyAdd(a8, b0, c80);
            c81 = Vector512.FusedMultiplyAdd(a8, b1, c81);
            Vector512<float> a9 = Vector512.Create(a[9]);
            c90 = Vector512.FusedMultiplyAdd(a9, b0, c90);
            c91 = Vector512.FusedMultiplyAdd(a9, b1, c91);
            Vector512<float> aa = Vector512.Create(a[10]);
            ca0 = Vector512.FusedMultiplyAdd(aa, b0, ca0);
            ca1 = Vector512.FusedMultiplyAdd(aa, b1, ca1);
            Vector512<float> ab = Vector512.Create(a[11]);
            cb0 = Vector512.FusedMultiplyAdd(ab, b0, cb0);
            cb1 = Vector512.FusedMultiplyAdd(ab, b1, cb1);
            a += Rows;
            b += Columns;
        }

        Put(c + (0 * ldc), c00, c01, add);
        Put(c + (1 * ldc), c10, c11, add);
        Put(c + (2 * ldc), c20, c21, add);
        Put(c + (3 * ldc), c30, c31, add);
        Put(c + (4 * ldc), c40, c41, add);
        Put(c + (5 * ldc), c50, c51, add);
        Put(c + (6 * ldc), c60, c61, add);
        Put(c + (7 * ldc), c70, c71, add);
        Put(c + (8 * ldc), c80, c81, add);
        Put(c + (9 * ldc), c90, c91, add);
        Put(c + (10 * ldc), ca0, ca1, add);
        Put(c + (11 * ldc), cb0, cb1, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, Vector512<float> left, Vector512<float> right, bool add)
    {
        if (add)
        {
            left += Vector512.Load(c);
            right += Vector512.Load(c + 16);
        }

        left.Store(c);
        right.Store(c + 16);
    }
}
