namespace Myelin.Interchange.Hdf5.Structure;

/// <summary>Chunks: a tree whose leaves say where each lies. All must be there, and unpack to what their shape says.</summary>
/// <param name="file">The file.</param>
internal sealed class ChunkStructure(FileBytes file)
{
    // Half the number of children of a node; fixed in the classic layout.
    private const int HalfNode = 32;
    private const int NodePrefix = 24, Deepest = 16;
    private const long LargestChunk = 1L << 31;

    /// <summary>Checks the chunks of a data set.</summary>
    public void Check(byte[] layout, ulong[] shape, int elementSize, FilterPipeline filters, string where)
    {
        int rank = shape.Length;
        ulong[] lengths = new ulong[rank];
        ulong size = (ulong)elementSize;
        long expected = 1;
        for (int i = 0; i < rank; i++)
        {
            lengths[i] = FileBytes.Int(layout, 11 + (4 * i));
            if (lengths[i] == 0 || size > LargestChunk / lengths[i]) throw file.Fault(where, "the shape of its chunks is damaged");
            size *= lengths[i];
            expected *= (long)((shape[i] + lengths[i] - 1) / lengths[i]);
        }

        if (rank == 0 || FileBytes.Int(layout, 11 + (4 * rank)) != elementSize) throw file.Fault(where, "the shape of its chunks is damaged");
        ulong address = FileBytes.Long(layout, 3);
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (address != FileBytes.Undefined) CheckNode(new Set(shape, lengths, (long)size, filters, where, found), address, null);
        if (found.Count != expected) throw file.Fault(where, $"it has {found.Count} chunks, but its shape needs {expected}");
    }

    private void CheckNode(Set set, ulong address, int? level)
    {
        int rank = set.Shape.Length, key = 8 + (8 * (rank + 1)), step = key + 8;
        ReadOnlySpan<byte> node = file.Take(address, (ulong)(NodePrefix + (2 * HalfNode * step) + key), $"the tree of '{set.Where}'");
        int used = FileBytes.Short(node, 6);
        if (!node.StartsWith("TREE"u8) || node[4] != 1 || node[5] > Deepest || (level is { } expected && node[5] != expected) || used > 2 * HalfNode || (node[5] > 0 && used == 0))
            throw file.Fault(set.Where, "the tree of its chunks is damaged");
        for (int sibling = 8; sibling <= 16; sibling += 8)
        {
            if (FileBytes.Long(node, sibling) is not FileBytes.Undefined and var other && other >= (ulong)file.Length) throw file.Fault(set.Where, "the tree of its chunks is damaged");
        }

        for (int i = 0; i < used; i++)
        {
            ReadOnlySpan<byte> entry = node.Slice(NodePrefix + (i * step), step);
            ulong child = FileBytes.Long(entry, key);
            if (node[5] > 0) CheckNode(set, child, node[5] - 1);
            else CheckChunk(set, entry, child);
        }
    }

    private void CheckChunk(Set set, ReadOnlySpan<byte> entry, ulong address)
    {
        (uint stored, uint skipped) = (FileBytes.Int(entry, 0), FileBytes.Int(entry, 4));
        ulong[] place = new ulong[set.Shape.Length];
        for (int i = 0; i < place.Length; i++)
        {
            place[i] = FileBytes.Long(entry, 8 + (8 * i));
            if (place[i] >= set.Shape[i] || place[i] % set.Lengths[i] != 0) throw file.Fault(set.Where, "a chunk lies outside its shape");
        }

        if (FileBytes.Long(entry, 8 + (8 * place.Length)) != 0 || !set.Found.Add(string.Join(',', place))) throw file.Fault(set.Where, "a chunk lies outside its shape, or is there twice");
        if (!set.Filters.Gives(file.Take(address, stored, $"a chunk of '{set.Where}'"), skipped, set.Size))
            throw file.Fault(set.Where, $"a chunk of it is damaged: it does not unpack to the {set.Size} bytes that it should have");
    }

    private sealed record Set(ulong[] Shape, ulong[] Lengths, long Size, FilterPipeline Filters, string Where, HashSet<string> Found);
}
