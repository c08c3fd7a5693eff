using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Myelin.Learning.Operations.Delays;

/// <summary>
/// The inner loops of products in which every weight has a delay of its own. Numbers lie as [neuron, step, 16 samples]: a delay then is nothing but another place to
/// start reading from, and 16 steps of a target stay in registers while its sources pass by.
/// </summary>
internal static unsafe class DelayedLanes
{
    /// <summary>Samples side by side.</summary>
    public const int Lanes = 16;

    /// <summary>Steps that are computed together.</summary>
    public const int Steps = 16;

    /// <summary>Adds to 16 steps of a target what its sources give.</summary>
    /// <param name="from">The first of these steps of the first source, without delay.</param>
    /// <param name="weights">Weight of each source.</param>
    /// <param name="places">Where each source's numbers lie from <paramref name="from"/> on.</param>
    /// <param name="count">Number of sources.</param>
    /// <param name="to">The target's 16 steps of 16 samples.</param>
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
    }

    /// <summary>Adds to the gradients of a target's weights what 16 steps give.</summary>
    /// <param name="from">As in <see cref="Gather"/>.</param>
    /// <param name="places">As in <see cref="Gather"/>.</param>
    /// <param name="count">Number of sources.</param>
    /// <param name="gradient">Gradients of the target's 16 steps of 16 samples.</param>
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
        for (int j = 0; j < count; j++)
        {
            float* x = from + places[j];
            Vector512<float> a = Vector512.Load(sums + (j * Lanes)), b = Vector512<float>.Zero, c = Vector512<float>.Zero, d = Vector512<float>.Zero;
            a = Vector512.FusedMultiplyAdd(g0, Vector512.Load(x + 0), a);
            b = Vector512.FusedMultiplyAdd(g1, Vector512.Load(x + 16), b);
            c = Vector512.FusedMultiplyAdd(g2, Vector512.Load(x + 32), c);
            d = Vector512.FusedMultiplyAdd(g3, Vector512.Load(x + 48), d);
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
            (a + b + (c + d)).Store(sums + (j * Lanes));
        }
    }
}
