using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Myelin.Randomness;

/// <summary>A function applied to every number of a span, sixteen at a time.</summary>
internal interface ILaneMap
{
    /// <summary>The function.</summary>
    Vector512<float> Map(Vector512<float> x);
}

/// <summary>Application of an <see cref="ILaneMap"/>.</summary>
internal static class LaneMap
{
    /// <summary>Replaces every number by its image.</summary>
    internal static void Apply<TMap>(Span<float> values, TMap map)
        where TMap : struct, ILaneMap
    {
        const int Lanes = 16;
        ref float start = ref MemoryMarshal.GetReference(values);
        int done = 0;
        for (; done + Lanes <= values.Length; done += Lanes)
        {
            ref float block = ref Unsafe.Add(ref start, done);
            map.Map(Vector512.LoadUnsafe(ref block)).StoreUnsafe(ref block);
        }

        if (done == values.Length) return;

        // The lanes beyond the end hold 1, which every function here takes.
        Span<float> last = stackalloc float[Lanes];
        last.Fill(1);
        values[done..].CopyTo(last);
        ref float lastBlock = ref MemoryMarshal.GetReference(last);
        map.Map(Vector512.LoadUnsafe(ref lastBlock)).StoreUnsafe(ref lastBlock);
        last[..(values.Length - done)].CopyTo(values[done..]);
    }
}
