namespace Myelin.Interchange.Hdf5.Structure;

/// <summary>Data sets: shape, type, and where their elements lie.</summary>
/// <param name="file">The file.</param>
internal sealed class DataStructure(FileBytes file)
{
    private const int MostDimensions = 32;

    private readonly TextHeap texts = new(file);
    private readonly ChunkStructure chunks = new(file);

    /// <summary>Checks a data set.</summary>
    public void Check(ObjectHeader header, string where)
    {
        if (header.SpaceMessage is not { } space || header.TypeMessage is not { } typeMessage || header.LayoutMessage is not { } layout)
            throw file.Fault(where, "it is neither a group nor a data set");
        ulong[] shape = Shape(space, where);
        ElementType type = ElementType.Read(file, typeMessage, where);
        long count = 1;
        foreach (ulong length in shape)
        {
            count = length > int.MaxValue ? -1 : count * (long)length;
            if (count < 0 || count * type.Size > Array.MaxLength)
                throw file.Fault(where, $"its shape ({string.Join(", ", shape)}) has more elements than an array can have");
        }

        CheckFill(header.FillMessage, type, where);
        if (layout.Length < 2 || layout[0] != 3) throw file.Fault(where, "the layout of its elements has a version that is not read");
        ulong bytes = (ulong)(count * type.Size);
        switch (layout[1])
        {
            case 0 when layout.Length >= 4 && FileBytes.Short(layout, 2) <= layout.Length - 4 && FileBytes.Short(layout, 2) == bytes:
                if (type.IsVariable) texts.Check(layout.AsSpan(4, (int)bytes), where);
                break;
            case 1 when layout.Length >= 18:
                CheckContiguous(FileBytes.Long(layout, 2), FileBytes.Long(layout, 10), bytes, type, where);
                break;
            case 2 when !type.IsVariable && layout.Length >= 11 + (4 * (shape.Length + 1)) && layout[2] == shape.Length + 1:
                chunks.Check(layout, shape, type.Size, FilterPipeline.Read(file, header.FilterMessage, type.Size, where), where);
                return;
            default:
                throw file.Fault(where, "the layout of its elements is damaged, or is not read");
        }

        if (header.FilterMessage is not null) throw file.Fault(where, "its elements are compressed without chunks, which cannot be");
    }

    private void CheckContiguous(ulong address, ulong size, ulong bytes, ElementType type, string where)
    {
        if (size != bytes) throw file.Fault(where, $"its elements take {size} bytes, but its shape and type need {bytes}");
        if (bytes == 0) return;
        if (address == FileBytes.Undefined) throw file.Fault(where, "it was created, but never written");
        ReadOnlySpan<byte> contents = file.Take(address, size, $"the data of '{where}'");
        if (type.IsVariable) texts.Check(contents, where);
    }

    private ulong[] Shape(byte[] message, string where)
    {
        if (message.Length < 4 || message[0] is not (1 or 2) || message[1] > MostDimensions) throw file.Fault(where, "its shape is damaged");
        (int start, int rank, int flags) = (message[0] == 1 ? 8 : 4, message[1], message[2]);
        bool isNull = message[0] == 2 && message[3] == 2;
        if ((flags & ~1) != 0 || isNull || (message[0] == 2 && message[3] != (rank == 0 ? 0 : 1)) || message.Length < start + (8 * rank * (flags + 1)))
            throw file.Fault(where, isNull ? "it has no elements and no shape" : "its shape is damaged");
        ulong[] shape = new ulong[rank];
        for (int i = 0; i < rank; i++)
        {
            shape[i] = FileBytes.Long(message, start + (8 * i));
            if (flags == 1 && FileBytes.Long(message, start + (8 * (rank + i))) < shape[i]) throw file.Fault(where, "its shape is larger than the largest it may have");
        }

        return shape;
    }

    // The value of elements that were never written; none is used, but the library reads it.
    private void CheckFill(byte[]? message, ElementType type, string where)
    {
        if (message is null) return;
        int start = message[0] switch { 1 => 4, 2 => message.Length > 3 && message[3] == 1 ? 4 : -1, 3 => message.Length > 1 && (message[1] & 0x20) != 0 ? 2 : -1, _ => -2 };
        bool valid = start == -1 || (start > 0 && message.Length >= start + 4 && FileBytes.Int(message, start) is var size && (size == 0 || (size == type.Size && size <= message.Length - start - 4)));
        bool times = message[0] == 3 || (message.Length > 3 && message[1] <= 3 && message[2] <= 2 && message[3] <= 1);
        if (!valid || !times || (type.IsVariable && start >= 0 && FileBytes.Int(message, start) != 0)) throw file.Fault(where, "its fill value is damaged");
    }
}
