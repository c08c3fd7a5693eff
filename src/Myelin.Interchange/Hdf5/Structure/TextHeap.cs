namespace Myelin.Interchange.Hdf5.Structure;

/// <summary>Text of any length lies in global heaps; an element says in which, as which object, and how long it is.</summary>
/// <param name="file">The file.</param>
internal sealed class TextHeap(FileBytes file)
{
    private const int ElementSize = 16, Prefix = 16, ObjectPrefix = 16;

    private readonly Dictionary<ulong, Dictionary<int, ulong>> heaps = [];

    /// <summary>Checks that the text of every element is there.</summary>
    public void Check(ReadOnlySpan<byte> elements, string where)
    {
        for (; elements.Length >= ElementSize; elements = elements[ElementSize..])
        {
            (uint length, ulong heap, uint index) = (FileBytes.Int(elements, 0), FileBytes.Long(elements, 4), FileBytes.Int(elements, 12));
            if (length == 0 && heap == 0) continue;
            if (index is 0 or > ushort.MaxValue || !Open(heap, where).TryGetValue((int)index, out ulong size) || size != length)
                throw file.Fault(where, "its text is damaged: it is not where the data set says it is");
        }
    }

    // The sizes of the objects of a heap by their index.
    private Dictionary<int, ulong> Open(ulong address, string where)
    {
        if (heaps.TryGetValue(address, out Dictionary<int, ulong>? known)) return known;
        ReadOnlySpan<byte> prefix = file.Take(address, Prefix, $"the text of '{where}'");
        ulong size = FileBytes.Long(prefix, 8);
        if (!prefix.StartsWith("GCOL"u8) || prefix[4] != 1 || size < Prefix || size % 8 != 0) throw file.Fault(where, "its text is damaged: no heap of text is where it should be");
        ReadOnlySpan<byte> rest = file.Take(address + Prefix, size - Prefix, $"the text of '{where}'");
        var objects = new Dictionary<int, ulong>();
        while (rest.Length >= ObjectPrefix)
        {
            (int index, ulong length) = (FileBytes.Short(rest, 0), FileBytes.Long(rest, 8));

            // Index 0 is the free space, whose size includes its prefix.
            ulong whole = index == 0 ? length : length > (ulong)rest.Length ? ulong.MaxValue : ObjectPrefix + ((length + 7) / 8 * 8);
            if (whole < ObjectPrefix || whole > (ulong)rest.Length || !objects.TryAdd(index, length)) throw file.Fault(where, "its text is damaged: an object of its heap is longer than the heap, or there twice");
            rest = rest[(int)whole..];
        }

        objects.Remove(0);
        heaps.Add(address, objects);
        return objects;
    }
}
