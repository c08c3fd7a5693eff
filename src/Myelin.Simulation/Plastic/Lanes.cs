using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Myelin.Values;

namespace Myelin.Simulation.Plastic;

/// <summary>Sixteen synapses at a time: what lies scattered in memory as a value, and back.</summary>
internal static unsafe class Lanes
{
    /// <summary>Synapses in a block.</summary>
    public const int Count = 16;

    /// <summary>Sixteen numbers; behind the first <paramref name="count"/> the last is repeated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V, T>(T* from, int count)
        where V : unmanaged, IBlockValue<V>
        where T : unmanaged
    {
        return count == Count ? Unsafe.ReadUnaligned<V>(from) : LoadSome<V, T>(from, count);
    }

    /// <summary>Writes the first <paramref name="count"/> numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(T* to, V value, int count)
        where V : unmanaged, IBlockValue<V>
        where T : unmanaged
    {
        if (count == Count) Unsafe.WriteUnaligned(to, value);
        else StoreSome(to, value, count);
    }

    /// <summary>Sixteen whole numbers; behind the first <paramref name="count"/> the last is repeated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(int* from, int count)
    {
        if (count == Count) return Vector512.Load(from);
        Vector512<int> value = default;
        for (int i = 0; i < Count; i++) ((int*)&value)[i] = from[Math.Min(i, count - 1)];
        return value;
    }

    /// <summary>Sixteen targets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(ushort* from, int count)
    {
        if (count != Count) return LoadSome(from, count);
        (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.Load(from));
        return Vector512.Create(low, high).AsInt32();
    }

    /// <summary>The whole numbers at sixteen places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Gather(int* from, Vector512<int> at)
    {
        if (Avx2.IsSupported)
            return Vector512.Create(Avx2.GatherVector256(from, at.GetLower(), sizeof(int)), Avx2.GatherVector256(from, at.GetUpper(), sizeof(int)));
        Vector512<int> value = default;
        for (int i = 0; i < Count; i++) ((int*)&value)[i] = from[at[i]];
        return value;
    }

    /// <summary>The numbers at sixteen places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gather<V, T>(T* from, Vector512<int> at)
        where V : unmanaged, IBlockValue<V>
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return Unsafe.BitCast<Vector512<int>, V>(Gather((int*)from, at));
        V value = default;
        for (int i = 0; i < Count; i++) ((T*)&value)[i] = from[at[i]];
        return value;
    }

    /// <summary>Targets behind which the last is repeated.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ushort* Padded(ushort* from, int count, ushort* into)
    {
        for (int i = 0; i < Count; i++) into[i] = from[Math.Min(i, count - 1)];
        return into;
    }

    /// <summary>Chooses by a mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Select<V>(Vector512<int> mask, V ifTrue, V otherwise)
        where V : unmanaged, IBlockValue<V>
    {
        return typeof(V) == typeof(Simd)
            ? Unsafe.BitCast<Vector512<int>, V>(Vector512.ConditionalSelect(mask, Unsafe.BitCast<V, Vector512<int>>(ifTrue), Unsafe.BitCast<V, Vector512<int>>(otherwise)))
            : V.Select(Of<V>(mask), ifTrue, otherwise);
    }

    /// <summary>Sixteen whole numbers as a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(Vector512<int> numbers)
        where V : unmanaged, IBlockValue<V>
    {
        if (typeof(V) == typeof(Simd)) return Unsafe.BitCast<Vector512<float>, V>(Vector512.ConvertToSingle(numbers));
        V value = default;
        for (int i = 0; i < Count; i++) ((double*)&value)[i] = numbers[i];
        return value;
    }

    // The last block of a segment: out of line, so that the loops around the others stay small.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V LoadSome<V, T>(T* from, int count)
        where V : unmanaged, IBlockValue<V>
        where T : unmanaged
    {
        V value = default;
        for (int i = 0; i < Count; i++) ((T*)&value)[i] = from[Math.Min(i, count - 1)];
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<int> LoadSome(ushort* from, int count)
    {
        Vector512<int> value = default;
        for (int i = 0; i < Count; i++) ((int*)&value)[i] = from[Math.Min(i, count - 1)];
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreSome<V, T>(T* to, V value, int count)
        where V : unmanaged, IBlockValue<V>
        where T : unmanaged
    {
        for (int i = 0; i < count; i++) to[i] = ((T*)&value)[i];
    }
}
