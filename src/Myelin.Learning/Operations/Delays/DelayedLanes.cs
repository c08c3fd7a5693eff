using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Products;

namespace Myelin.Learning.Operations.Delays;

/// <summary>
/// The inner loops of products in which every weight has a delay of its own. Numbers lie as [neuron, step, 16 samples]: a delay then is nothing but another place to
/// start reading from, and 20 steps of a target stay in registers while its sources pass by.
/// </summary>
internal static unsafe class DelayedLanes
{
    /// <summary>Samples side by side.</summary>
    public const int Lanes = 16;

    /// <summary>Steps that are computed together.</summary>
    public const int Steps = 20;

    /// <summary>Adds to 20 steps of a target what its sources give.</summary>
    /// <param name="from">The first of these steps of the first source, without delay.</param>
    /// <param name="weights">Weight of each source.</param>
    /// <param name="places">Where each source's numbers lie from <paramref name="from"/> on.</param>
    /// <param name="count">Number of sources.</param>
    /// <param name="to">The target's 20 steps of 16 samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(float* from, float* weights, int* places, int count, float* to)
    {
        Vector512<float> y0 = Vector512.Load(to + 0);
        Vector512<float> y1 = Vector512.Load(to + 16);
        Vector512<float> y2 = Vector512.Load(to + 32);
        Vector512<float> y3 = Vector512.Load(to + 48);
        Vector512<float> y4 = Vector512.Load(to + 64);
        Vector512<float> y5 = Vector512.Load(to + 80);
        Vector512<float> y6 = Vector512.Load(to + 96);
        Vector512<float> y7 = Vector512.Load(to + 112);
        Vector512<float> y8 = Vector512.Load(to + 128);
        Vector512<float> y9 = Vector512.Load(to + 144);
        Vector512<float> y10 = Vector512.Load(to + 160);
        Vector512<float> y11 = Vector512.Load(to + 176);
        Vector512<float> y12 = Vector512.Load(to + 192);
        Vector512<float> y13 = Vector512.Load(to + 208);
        Vector512<float> y14 = Vector512.Load(to + 224);
        Vector512<float> y15 = Vector512.Load(to + 240);
        Vector512<float> y16 = Vector512.Load(to + 256);
        Vector512<float> y17 = Vector512.Load(to + 272);
        Vector512<float> y18 = Vector512.Load(to + 288);
        Vector512<float> y19 = Vector512.Load(to + 304);
        for (int j = 0; j < count; j++)
        {
            Vector512<float> w = Vector512.Create(weights[j]);
            float* x = from + places[j];
            y0 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 0), y0);
            y1 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 16), y1);
            y2 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 32), y2);
            y3 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 48), y3);
            y4 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 64), y4);
            y5 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 80), y5);
            y6 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 96), y6);
            y7 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 112), y7);
            y8 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 128), y8);
            y9 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 144), y9);
            y10 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 160), y10);
            y11 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 176), y11);
            y12 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 192), y12);
            y13 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 208), y13);
            y14 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 224), y14);
            y15 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 240), y15);
            y16 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 256), y16);
            y17 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 272), y17);
            y18 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 288), y18);
            y19 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + 304), y19);
        }

        y0.Store(to + 0);
        y1.Store(to + 16);
        y2.Store(to + 32);
        y3.Store(to + 48);
        y4.Store(to + 64);
        y5.Store(to + 80);
        y6.Store(to + 96);
        y7.Store(to + 112);
        y8.Store(to + 128);
        y9.Store(to + 144);
        y10.Store(to + 160);
        y11.Store(to + 176);
        y12.Store(to + 192);
        y13.Store(to + 208);
        y14.Store(to + 224);
        y15.Store(to + 240);
        y16.Store(to + 256);
        y17.Store(to + 272);
        y18.Store(to + 288);
        y19.Store(to + 304);
    }

    /// <summary>Adds to the gradients of a target's weights what 20 steps give.</summary>
    /// <param name="from">As in <see cref="Gather"/>.</param>
    /// <param name="places">As in <see cref="Gather"/>.</param>
    /// <param name="count">Number of sources.</param>
    /// <param name="gradient">Gradients of the target's 20 steps of 16 samples.</param>
    /// <param name="sums">16 numbers for each source, whose sum is the gradient.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Correlate(float* from, int* places, int count, float* gradient, float* sums)
    {
        Vector512<float> g0 = Vector512.Load(gradient + 0);
        Vector512<float> g1 = Vector512.Load(gradient + 16);
        Vector512<float> g2 = Vector512.Load(gradient + 32);
        Vector512<float> g3 = Vector512.Load(gradient + 48);
        Vector512<float> g4 = Vector512.Load(gradient + 64);
        Vector512<float> g5 = Vector512.Load(gradient + 80);
        Vector512<float> g6 = Vector512.Load(gradient + 96);
        Vector512<float> g7 = Vector512.Load(gradient + 112);
        Vector512<float> g8 = Vector512.Load(gradient + 128);
        Vector512<float> g9 = Vector512.Load(gradient + 144);
        Vector512<float> g10 = Vector512.Load(gradient + 160);
        Vector512<float> g11 = Vector512.Load(gradient + 176);
        Vector512<float> g12 = Vector512.Load(gradient + 192);
        Vector512<float> g13 = Vector512.Load(gradient + 208);
        Vector512<float> g14 = Vector512.Load(gradient + 224);
        Vector512<float> g15 = Vector512.Load(gradient + 240);
        Vector512<float> g16 = Vector512.Load(gradient + 256);
        Vector512<float> g17 = Vector512.Load(gradient + 272);
        Vector512<float> g18 = Vector512.Load(gradient + 288);
        Vector512<float> g19 = Vector512.Load(gradient + 304);
        for (int j = 0; j < count; j++)
        {
            float* x = from + places[j];
            Vector512<float> a = Vector512.Load(sums + (j * Lanes)), b = g1 * Vector512.Load(x + 16), c = g2 * Vector512.Load(x + 32), d = g3 * Vector512.Load(x + 48);
            a = Vector512.FusedMultiplyAdd(g0, Vector512.Load(x + 0), a);
            a = Vector512.FusedMultiplyAdd(g4, Vector512.Load(x + 64), a);
            b = Vector512.FusedMultiplyAdd(g5, Vector512.Load(x + 80), b);
            c = Vector512.FusedMultiplyAdd(g6, Vector512.Load(x + 96), c);
            d = Vector512.FusedMultiplyAdd(g7, Vector512.Load(x + 112), d);
            a = Vector512.FusedMultiplyAdd(g8, Vector512.Load(x + 128), a);
            b = Vector512.FusedMultiplyAdd(g9, Vector512.Load(x + 144), b);
            c = Vector512.FusedMultiplyAdd(g10, Vector512.Load(x + 160), c);
            d = Vector512.FusedMultiplyAdd(g11, Vector512.Load(x + 176), d);
            a = Vector512.FusedMultiplyAdd(g12, Vector512.Load(x + 192), a);
            b = Vector512.FusedMultiplyAdd(g13, Vector512.Load(x + 208), b);
            c = Vector512.FusedMultiplyAdd(g14, Vector512.Load(x + 224), c);
            d = Vector512.FusedMultiplyAdd(g15, Vector512.Load(x + 240), d);
            a = Vector512.FusedMultiplyAdd(g16, Vector512.Load(x + 256), a);
            b = Vector512.FusedMultiplyAdd(g17, Vector512.Load(x + 272), b);
            c = Vector512.FusedMultiplyAdd(g18, Vector512.Load(x + 288), c);
            d = Vector512.FusedMultiplyAdd(g19, Vector512.Load(x + 304), d);
            (a + b + (c + d)).Store(sums + (j * Lanes));
        }
    }

    /// <summary>Writes rows as columns, or adds them.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="row">Distance of its rows.</param>
    /// <param name="to">The first column of what is written.</param>
    /// <param name="column">Distance of its columns.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Their length.</param>
    /// <param name="add">Whether it is added to what is there.</param>
    public static void Turn(float* from, long row, float* to, long column, int rows, int columns, bool add)
    {
        int r = 0;
        for (; r + 4 <= rows; r += 4)
        {
            float* source = from + (r * row), target = to + r;
            int c = 0;
            for (; c + 4 <= columns; c += 4, source += 4, target += 4 * column)
            {
                Vector128<float> r0 = Vector128.Load(source), r1 = Vector128.Load(source + row), r2 = Vector128.Load(source + (2 * row)), r3 = Vector128.Load(source + (3 * row));
                Strided.Transpose(ref r0, ref r1, ref r2, ref r3);
                if (add)
                {
                    r0 += Vector128.Load(target);
                    r1 += Vector128.Load(target + column);
                    r2 += Vector128.Load(target + (2 * column));
                    r3 += Vector128.Load(target + (3 * column));
                }

                r0.Store(target);
                r1.Store(target + column);
                r2.Store(target + (2 * column));
                r3.Store(target + (3 * column));
            }

            Single(from + (r * row), row, to + r, column, 4, c, columns, add);
        }

        if (r < rows) Single(from + (r * row), row, to + r, column, rows - r, 0, columns, add);
    }

    private static void Single(float* from, long row, float* to, long column, int rows, int first, int columns, bool add)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int c = first; c < columns; c++)
            {
                float value = from[(r * row) + c];
                float* target = to + (c * column) + r;
                *target = add ? *target + value : value;
            }
        }
    }
}
