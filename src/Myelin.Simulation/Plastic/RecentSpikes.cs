using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Myelin.Simulation.Plastic;

/// <summary>The last spikes of a neuron, and its first trace after the last: what most visits need, in so few bytes that one load brings it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RecentSpikes
{
    /// <summary>The step of the last spike.</summary>
    public int Last;

    /// <summary>The step of the spike before.</summary>
    public int Second;

    /// <summary>The step of the spike before that.</summary>
    public int Third;

    /// <summary>The first trace after the last spike, in single precision.</summary>
    public float Trace;

    /// <summary>Those of sixteen neurons.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(RecentSpikes* of, ushort* at, out Vector512<int> last, out Vector512<int> second, out Vector512<int> third, out Vector512<float> trace)
    {
        if (!Avx512F.IsSupported)
        {
            LoadOneByOne(of, at, out last, out second, out third, out trace);
            return;
        }

        // Records as rows of four matrices of four times four, side by side; these are transposed.
        Vector512<int> a = Rows(of, at), b = Rows(of, at + 1), c = Rows(of, at + 2), d = Rows(of, at + 3);
        Vector512<long> ab = Avx512F.UnpackLow(a, b).AsInt64(), cd = Avx512F.UnpackLow(c, d).AsInt64();
        Vector512<long> abHigh = Avx512F.UnpackHigh(a, b).AsInt64(), cdHigh = Avx512F.UnpackHigh(c, d).AsInt64();
        last = Avx512F.UnpackLow(ab, cd).AsInt32();
        second = Avx512F.UnpackHigh(ab, cd).AsInt32();
        third = Avx512F.UnpackLow(abHigh, cdHigh).AsInt32();
        trace = Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle();
    }

    // Every fourth.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Rows(RecentSpikes* of, ushort* at)
    {
        Vector512<int> rows = Vector128.Load((int*)(of + at[0])).ToVector256Unsafe().ToVector512Unsafe();
        rows = Avx512F.InsertVector128(rows, Vector128.Load((int*)(of + at[4])), 1);
        rows = Avx512F.InsertVector128(rows, Vector128.Load((int*)(of + at[8])), 2);
        return Avx512F.InsertVector128(rows, Vector128.Load((int*)(of + at[12])), 3);
    }

    private static void LoadOneByOne(RecentSpikes* of, ushort* at, out Vector512<int> last, out Vector512<int> second, out Vector512<int> third, out Vector512<float> trace)
    {
        int* columns = stackalloc int[4 * Lanes.Count];
        for (int i = 0; i < Lanes.Count; i++)
        {
            var record = (int*)(of + at[i]);
            for (int c = 0; c < 4; c++) columns[(c * Lanes.Count) + i] = record[c];
        }

        last = Vector512.Load(columns);
        second = Vector512.Load(columns + Lanes.Count);
        third = Vector512.Load(columns + (2 * Lanes.Count));
        trace = Vector512.Load((float*)(columns + (3 * Lanes.Count)));
    }
}
