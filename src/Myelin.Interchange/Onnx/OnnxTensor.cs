using System.Buffers.Binary;
using Myelin.Interchange.Onnx.Schema;

namespace Myelin.Interchange.Onnx;

/// <summary>A constant of a graph: numbers of single precision, or whole numbers for shapes.</summary>
/// <param name="Shape">Length of each axis.</param>
/// <param name="Floats">The numbers; empty where they are whole.</param>
/// <param name="Integers">The whole numbers; empty where they are not whole.</param>
internal sealed record OnnxTensor(int[] Shape, float[] Floats, long[] Integers)
{
    private const int MostAxes = 8;

    public int Count => Math.Max(Floats.Length, Integers.Length);

    public bool IsInteger => Floats.Length == 0;

    public string ShapeText => $"({string.Join(", ", Shape)})";

    /// <summary>The same numbers in another shape.</summary>
    public OnnxTensor As(int[] shape) => this with { Shape = shape };

    /// <summary>Reads a constant; what it says of its size must fit what is there, before anything is made of it.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public static OnnxTensor Of(TensorProto proto, string name)
    {
        InvalidDataException Fault(string problem) => new($"the constant '{name}' {problem}.");
        if (proto.DataLocation != 0) throw Fault("lies in another file, which is not supported; save the model as one file");
        if (proto.Dims.Count > MostAxes) throw Fault($"has {proto.Dims.Count} axes; at most {MostAxes} are possible");
        long count = 1;
        foreach (long length in proto.Dims)
        {
            if (length is < 0 or > int.MaxValue || (count *= length) > int.MaxValue) throw Fault($"has an axis of {length} elements, more than a file can hold");
        }

        int[] shape = [.. proto.Dims.Select(d => (int)d)];
        ReadOnlySpan<byte> raw = proto.RawData.Span;
        int width = proto.DataType switch { 1 or 6 => 4, 7 or 11 => 8, _ => throw Fault($"has the type of data {proto.DataType}; supported are FLOAT (1), INT32 (6), INT64 (7) and DOUBLE (11)") };
        long there = !raw.IsEmpty
            ? raw.Length / width
            : proto.DataType switch { 1 => proto.FloatData.Count, 6 => proto.Int32Data.Count, 7 => proto.Int64Data.Count, _ => proto.DoubleData.Count };
        if (there != count || (!raw.IsEmpty && raw.Length % width != 0)) throw Fault($"has {there} elements; its shape ({string.Join(", ", shape)}) says {count}");
        var floats = new float[proto.DataType is 1 or 11 ? count : 0];
        var integers = new long[proto.DataType is 6 or 7 ? count : 0];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> at = raw.IsEmpty ? default : raw.Slice(i * width, width);
            switch (proto.DataType)
            {
                case 1:
                    floats[i] = raw.IsEmpty ? proto.FloatData[i] : BinaryPrimitives.ReadSingleLittleEndian(at);
                    break;
                case 11:
                    floats[i] = (float)(raw.IsEmpty ? proto.DoubleData[i] : BinaryPrimitives.ReadDoubleLittleEndian(at));
                    break;
                case 6:
                    integers[i] = raw.IsEmpty ? proto.Int32Data[i] : BinaryPrimitives.ReadInt32LittleEndian(at);
                    break;
                default:
                    integers[i] = raw.IsEmpty ? proto.Int64Data[i] : BinaryPrimitives.ReadInt64LittleEndian(at);
                    break;
            }
        }

        if (Array.FindIndex(floats, f => !float.IsFinite(f)) is >= 0 and var bad) throw Fault(FormattableString.Invariant($"has {floats[bad]} at element {bad}; all numbers must be finite"));
        return new OnnxTensor(shape, floats, integers);
    }
}
