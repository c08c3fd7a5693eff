namespace Myelin.Interchange.Hdf5.Structure;

/// <summary>Groups: a tree of symbol nodes, whose names lie in a local heap.</summary>
/// <param name="file">The file.</param>
/// <param name="leaf">Half the number of entries of a symbol node.</param>
/// <param name="inner">Half the number of children of a node of the tree.</param>
internal sealed class GroupStructure(FileBytes file, int leaf, int inner)
{
    private const int DeepestNesting = 64;
    private const int NodePrefix = 24, HeapPrefix = 32, SymbolPrefix = 8, EntrySize = 40;
    private const ulong NoFreeBlock = 1;

    private readonly DataStructure data = new(file);

    /// <summary>Checks the root and all below it.</summary>
    public void CheckRoot(ulong header, uint cache, ulong tree, ulong heap) => CheckObject(new Entry("/", header, cache, tree, heap), "/", 0);

    private void CheckObject(Entry entry, string where, int depth)
    {
        if (depth > DeepestNesting) throw file.Fault(where, $"groups are nested more than {DeepestNesting} deep");
        ObjectHeader header = ObjectHeader.Read(file, entry.Header, where);
        if (header.TableMessage is not { } table)
        {
            if (entry.Cache != 0 || depth == 0) throw file.Fault(where, "it should be a group, but its header has no table of names");
            data.Check(header, where);
            return;
        }

        if (header.LayoutMessage is not null || header.TypeMessage is not null) throw file.Fault(where, "its header says both that it is a group and that it is a data set");
        if (table.Length < 16) throw file.Fault(where, "its table of names is damaged");
        (ulong tree, ulong heap) = (FileBytes.Long(table, 0), FileBytes.Long(table, 8));
        if (entry.Cache == 1 && (entry.Tree != tree || entry.Heap != heap)) throw file.Fault(where, "its header and the table that names it disagree");
        byte[] names = Heap(heap, where);
        var entries = new List<Entry>();
        CheckTree(tree, names, where, null, entries);
        foreach (Entry child in entries) CheckObject(child, (where.Length == 1 ? "" : where) + "/" + child.Name, depth + 1);
    }

    private byte[] Heap(ulong address, string where)
    {
        ReadOnlySpan<byte> prefix = file.Take(address, HeapPrefix, $"the names of '{where}'");
        if (!prefix.StartsWith("HEAP"u8) || prefix[4] != 0) throw file.Fault(where, "its names are damaged");
        (ulong size, ulong free) = (FileBytes.Long(prefix, 8), FileBytes.Long(prefix, 16));
        byte[] names = file.Take(FileBytes.Long(prefix, 24), size, $"the names of '{where}'").ToArray();

        // Free blocks form a list, which must end and whose blocks must not overlap.
        ulong left = size / 16;
        while (free is not (NoFreeBlock or FileBytes.Undefined))
        {
            if (left-- == 0 || free % 8 != 0 || size < 16 || free > size - 16) throw file.Fault(where, "the free space among its names is damaged");
            (ulong next, ulong length) = (FileBytes.Long(names, (int)free), FileBytes.Long(names, (int)free + 8));
            if (length < 16 || length > size - free) throw file.Fault(where, "the free space among its names is damaged");
            free = next;
        }

        return names;
    }

    private void CheckTree(ulong address, byte[] names, string where, int? level, List<Entry> entries)
    {
        ReadOnlySpan<byte> node = file.Take(address, (ulong)(NodePrefix + (4 * inner * 8) + 8), $"the tree of '{where}'");
        int used = FileBytes.Short(node, 6);
        if (!node.StartsWith("TREE"u8) || node[4] != 0 || (level is { } expected && node[5] != expected) || used > 2 * inner || !AreSiblings(node))
            throw file.Fault(where, "its tree of names is damaged");
        int here = node[5];
        if (here > DeepestNesting || (here > 0 && used == 0)) throw file.Fault(where, "its tree of names is damaged");
        for (int i = 0; i <= used; i++) _ = Name(names, FileBytes.Long(node, NodePrefix + (16 * i)), where);
        for (int i = 0; i < used; i++)
        {
            ulong child = FileBytes.Long(node, NodePrefix + 8 + (16 * i));
            if (here > 0) CheckTree(child, names, where, here - 1, entries);
            else CheckSymbols(child, names, where, entries);
        }
    }

    private bool AreSiblings(ReadOnlySpan<byte> node)
    {
        (ulong left, ulong right) = (FileBytes.Long(node, 8), FileBytes.Long(node, 16));
        return (left == FileBytes.Undefined || left < (ulong)file.Length) && (right == FileBytes.Undefined || right < (ulong)file.Length);
    }

    private void CheckSymbols(ulong address, byte[] names, string where, List<Entry> entries)
    {
        ReadOnlySpan<byte> node = file.Take(address, (ulong)(SymbolPrefix + (2 * leaf * EntrySize)), $"the names of '{where}'");
        int used = FileBytes.Short(node, 6);
        if (!node.StartsWith("SNOD"u8) || node[4] != 1 || used > 2 * leaf) throw file.Fault(where, "a node of its names is damaged");
        for (int i = 0; i < used; i++)
        {
            ReadOnlySpan<byte> entry = node.Slice(SymbolPrefix + (i * EntrySize), EntrySize);
            string name = Name(names, FileBytes.Long(entry, 0), where);
            uint cache = FileBytes.Int(entry, 16);
            if (!DataGroup.IsName(name) || (entries.Count > 0 && string.CompareOrdinal(entries[^1].Name, name) == 0)) throw file.Fault(where, $"the name '{name}' in it is not valid or is there twice");
            if (cache > 1) throw file.Fault(where, $"'{name}' in it is a link to another place, which is not followed");
            entries.Add(new Entry(name, FileBytes.Long(entry, 8), cache, FileBytes.Long(entry, 24), FileBytes.Long(entry, 32)));
        }
    }

    private string Name(byte[] names, ulong offset, string where)
    {
        int length = offset < (ulong)names.Length ? names.AsSpan((int)offset).IndexOf((byte)0) : -1;
        return length >= 0 ? System.Text.Encoding.UTF8.GetString(names, (int)offset, length) : throw file.Fault(where, "a name in it lies beyond its names");
    }

    private readonly record struct Entry(string Name, ulong Header, uint Cache, ulong Tree, ulong Heap);
}
