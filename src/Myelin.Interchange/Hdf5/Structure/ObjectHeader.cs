namespace Myelin.Interchange.Hdf5.Structure;

/// <summary>The header of a group or data set, version 1: messages in one or more blocks.</summary>
internal sealed class ObjectHeader
{
    private const int Nil = 0x00, Dataspace = 0x01, Datatype = 0x03, OldFill = 0x04, Fill = 0x05, Layout = 0x08, Filters = 0x0B, Attribute = 0x0C,
        Comment = 0x0D, OldTime = 0x0E, Continuation = 0x10, SymbolTable = 0x11, Time = 0x12;

    private const int PrefixSize = 16, MessagePrefix = 8;

    public byte[]? SpaceMessage { get; private set; }

    public byte[]? TypeMessage { get; private set; }

    public byte[]? FillMessage { get; private set; }

    public byte[]? LayoutMessage { get; private set; }

    public byte[]? FilterMessage { get; private set; }

    public byte[]? TableMessage { get; private set; }

    /// <summary>Reads a header.</summary>
    public static ObjectHeader Read(FileBytes file, ulong address, string where)
    {
        ReadOnlySpan<byte> prefix = file.Take(address, PrefixSize, $"the header of '{where}'");
        if (prefix[0] != 1) throw file.Fault(where, $"its header has the version {prefix[0]}; only version 1, that of the classic layout, is read");
        int left = FileBytes.Short(prefix, 2);
        var blocks = new Queue<(ulong Address, ulong Size)>();
        blocks.Enqueue((address + PrefixSize, FileBytes.Int(prefix, 8)));
        var header = new ObjectHeader();
        while (blocks.TryDequeue(out (ulong Address, ulong Size) block))
        {
            ReadOnlySpan<byte> rest = file.Take(block.Address, block.Size, $"the header of '{where}'");
            while (rest.Length >= MessagePrefix)
            {
                int type = FileBytes.Short(rest, 0), size = FileBytes.Short(rest, 2);
                if (size % 8 != 0 || size > rest.Length - MessagePrefix || left-- == 0) throw file.Fault(where, "its header is damaged: a message is longer than the header, or there are too many");
                if ((rest[4] & 2) != 0) throw file.Fault(where, "its header shares a message with another, which is not read");
                ReadOnlySpan<byte> body = rest.Slice(MessagePrefix, size);
                if (type == Continuation)
                {
                    if (size < 16) throw file.Fault(where, "its header is damaged: a continuation is too short");
                    blocks.Enqueue((FileBytes.Long(body, 0), FileBytes.Long(body, 8)));
                }
                else
                {
                    header.Keep(file, type, body, where);
                }

                rest = rest[(MessagePrefix + size)..];
            }

            if (rest.Length > 0) throw file.Fault(where, "its header is damaged: bytes are left over");
        }

        return left == 0 ? header : throw file.Fault(where, "its header is damaged: messages are missing");
    }

    private void Keep(FileBytes file, int type, ReadOnlySpan<byte> body, string where)
    {
        switch (type)
        {
            case Nil or Attribute or Comment or OldTime or Time:
                return;
            case Dataspace:
                SpaceMessage = Once(SpaceMessage, body);
                return;
            case Datatype:
                TypeMessage = Once(TypeMessage, body);
                return;
            case OldFill:
                if (body.Length < 4 || FileBytes.Int(body, 0) > body.Length - 4) throw file.Fault(where, "its header is damaged: the fill value is longer than its message");
                return;
            case Fill:
                FillMessage = Once(FillMessage, body);
                return;
            case Layout:
                LayoutMessage = Once(LayoutMessage, body);
                return;
            case Filters:
                FilterMessage = Once(FilterMessage, body);
                return;
            case SymbolTable:
                TableMessage = Once(TableMessage, body);
                return;
            default:
                throw file.Fault(where, $"its header has a message of the type {type}, which is not read");
        }

        byte[] Once(byte[]? before, ReadOnlySpan<byte> message) =>
            before is null ? message.ToArray() : throw file.Fault(where, "its header is damaged: a message is there twice");
    }
}
