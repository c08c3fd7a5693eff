using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Myelin.Randomness;

namespace Myelin.Connectivity;

/// <summary>Draws the partners of one neuron uniformly from a population, with or without repetition and the neuron itself.</summary>
internal sealed class UniformPartners(int population, bool multapses, bool excludeSelf)
{
    /// <summary>From here on a set of the drawn indices is smaller as a hash table than as one bit per candidate.</summary>
    private const long BitsPerDraw = 64;

    /// <summary>How many different partners a neuron can have.</summary>
    public int Candidates { get; } = population - (excludeSelf ? 1 : 0);

    /// <summary>Replaces the content of <paramref name="partners"/> by <paramref name="count"/> partners of <paramref name="neuron"/>.</summary>
    public void Draw(ref RandomStream stream, int neuron, int count, Partners partners)
    {
        partners.Resize(count);
        if (count == 0) return;
        Span<int> drawn = partners.Indices;
        if (multapses) stream.FillInts(drawn, Candidates);
        else if (count > Candidates / 2) DrawByExclusion(ref stream, drawn);
        else if (Candidates <= BitsPerDraw * count) DrawIntoBitmap(ref stream, drawn);
        else DrawIntoHashTable(ref stream, drawn);

        // Without the neuron itself, candidate i stands for neuron i below it and i + 1 from it on.
        if (excludeSelf) SkipSelf(drawn, neuron);
    }

    private void DrawIntoBitmap(ref RandomStream stream, Span<int> drawn)
    {
        ulong[] rented = RentBitmap(out Span<ulong> bitmap);
        DrawDistinct(ref stream, drawn, bitmap);
        ArrayPool<ulong>.Shared.Return(rented);
    }

    /// <summary>Draws those that are left out where they are fewer: repetition would reject most draws.</summary>
    private void DrawByExclusion(ref RandomStream stream, Span<int> drawn)
    {
        ulong[] rented = RentBitmap(out Span<ulong> bitmap);
        int[] excluded = ArrayPool<int>.Shared.Rent(Candidates - drawn.Length);
        DrawDistinct(ref stream, excluded.AsSpan(0, Candidates - drawn.Length), bitmap);
        int filled = 0;
        for (int word = 0; word < bitmap.Length; word++)
        {
            for (ulong kept = ~bitmap[word]; kept != 0 && filled < drawn.Length; kept &= kept - 1)
                drawn[filled++] = (word << 6) + BitOperations.TrailingZeroCount(kept);
        }

        ArrayPool<int>.Shared.Return(excluded);
        ArrayPool<ulong>.Shared.Return(rented);
    }

    private ulong[] RentBitmap(out Span<ulong> bitmap)
    {
        int words = (int)(((long)Candidates + 63) >> 6);
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(words);
        bitmap = rented.AsSpan(0, words);
        bitmap.Clear();
        return rented;
    }

    /// <summary>Draws again what was drawn before; as many numbers at a time as are missing, so that none is drawn in vain.</summary>
    private void DrawDistinct(ref RandomStream stream, Span<int> drawn, Span<ulong> bitmap)
    {
        int filled = 0;
        while (filled < drawn.Length)
        {
            Span<int> missing = drawn[filled..];
            stream.FillInts(missing, Candidates);
            foreach (int candidate in missing)
            {
                ref ulong word = ref bitmap[candidate >> 6];
                ulong bit = 1UL << candidate;
                if ((word & bit) != 0) continue;
                word |= bit;
                drawn[filled++] = candidate;
            }
        }
    }

    private void DrawIntoHashTable(ref RandomStream stream, Span<int> drawn)
    {
        int bits = BitOperations.Log2((uint)drawn.Length) + 2;
        int[] rented = ArrayPool<int>.Shared.Rent(1 << bits);
        Span<int> table = rented.AsSpan(0, 1 << bits);
        table.Fill(-1);
        int filled = 0;
        while (filled < drawn.Length)
        {
            Span<int> missing = drawn[filled..];
            stream.FillInts(missing, Candidates);
            foreach (int candidate in missing)
            {
                if (!Insert(table, bits, candidate)) continue;
                drawn[filled++] = candidate;
            }
        }

        ArrayPool<int>.Shared.Return(rented);
    }

    private static bool Insert(Span<int> table, int bits, int candidate)
    {
        // Fibonacci hashing: the golden ratio spreads consecutive indices over the table.
        int slot = (int)(((uint)candidate * 2654435769u) >> (32 - bits));
        while (table[slot] != -1)
        {
            if (table[slot] == candidate) return false;
            slot = (slot + 1) & (table.Length - 1);
        }

        table[slot] = candidate;
        return true;
    }

    private static void SkipSelf(Span<int> drawn, int neuron)
    {
        Span<Vector<int>> bundles = MemoryMarshal.Cast<int, Vector<int>>(drawn);
        Vector<int> self = new(neuron);
        foreach (ref Vector<int> bundle in bundles) bundle -= Vector.GreaterThanOrEqual(bundle, self);
        foreach (ref int index in drawn[(bundles.Length * Vector<int>.Count)..]) index += index >= neuron ? 1 : 0;
    }
}
