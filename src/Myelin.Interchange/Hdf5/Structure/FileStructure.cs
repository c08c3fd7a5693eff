namespace Myelin.Interchange.Hdf5.Structure;

/// <summary>
/// Checks the structure of an HDF5 file in the classic layout before the library sees it: a damaged or hostile file must not reach native code.
/// Everything that the library follows is followed here: superblock, object headers, trees, heaps, chunks. Source: The HDF Group, HDF5 File Format
/// Specification Version 2.0, sections II to IV.
/// </summary>
internal static class FileStructure
{
    private const int SuperblockSize = 56;
    private const int EntrySize = 40;

    /// <summary>Checks a file.</summary>
    /// <param name="contents">The whole file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="InvalidDataException">The file is no HDF5 file, is damaged, or uses parts of the format that are not read; the message says where and why.</exception>
    public static void Check(byte[] contents, string file)
    {
        var bytes = new FileBytes(contents, file);
        ReadOnlySpan<byte> signature = [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];
        if (!contents.AsSpan().StartsWith(signature)) throw bytes.Fault("an HDF5 file begins with 0x89 and 'HDF'; this one does not", 0);
        if (contents.Length <= 8 || contents[8] != 0)
            throw bytes.Fault($"the file has the layout of version {(contents.Length > 8 ? contents[8] : 0)}; only the classic one, version 0, is read (write it with h5py's default, libver='earliest')", 8);
        ReadOnlySpan<byte> block = bytes.Take(0, SuperblockSize + EntrySize, "the superblock");
        if (block[9] != 0 || block[10] != 0 || block[12] != 0 || block[13] != 8 || block[14] != 8) throw bytes.Fault("the superblock has unknown versions, or addresses of other than 8 bytes", 8);
        int leaf = FileBytes.Short(block, 16), inner = FileBytes.Short(block, 18);
        if (leaf == 0 || inner == 0 || FileBytes.Int(block, 20) != 0) throw bytes.Fault("the superblock's sizes of nodes or its flags are not valid", 16);
        if (FileBytes.Long(block, 24) != 0 || FileBytes.Long(block, 32) != FileBytes.Undefined || FileBytes.Long(block, 48) != FileBytes.Undefined)
            throw bytes.Fault("the superblock names a base address, free space or driver, which is not read", 24);
        ulong end = FileBytes.Long(block, 40);
        if (end > (ulong)contents.Length) throw bytes.Fault($"the file ends at byte {contents.Length}, but should have {end} bytes", 40);
        ReadOnlySpan<byte> root = block[SuperblockSize..];
        new GroupStructure(bytes, leaf, inner).CheckRoot(FileBytes.Long(root, 8), FileBytes.Int(root, 16), FileBytes.Long(root, 24), FileBytes.Long(root, 32));
    }
}
