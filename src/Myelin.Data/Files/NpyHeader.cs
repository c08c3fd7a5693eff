using System.Globalization;

namespace Myelin.Data.Files;

/// <summary>
/// The header of a NumPy file: a Python dictionary with the keys <c>descr</c>, <c>fortran_order</c> and <c>shape</c>. Source: NumPy Enhancement
/// Proposal 1 and the documentation of <c>numpy.lib.format</c>, versions 1.0 to 3.0.
/// </summary>
internal ref struct NpyHeader
{
    private const int MostDimensions = 32;
    private readonly FileBytes file;
    private readonly long start;
    private readonly ReadOnlySpan<byte> text;
    private int at;

    private NpyHeader(FileBytes file, ReadOnlySpan<byte> text)
    {
        this.file = file;
        this.text = text;
        start = file.Offset - text.Length;
    }

    /// <summary>Type, byte order, order of dimensions and shape of the array that follows.</summary>
    public static (NpyType Type, bool BigEndian, bool Fortran, int[] Shape) Read(FileBytes file, ReadOnlySpan<byte> text) => new NpyHeader(file, text).Read();

    /// <summary>The header of an array as it is written: version 1.0, padded so that the values begin at a multiple of 64 bytes.</summary>
    public static byte[] Write(NpyArray array)
    {
        string order = array.Type.Width == 1 ? "|" : "<";
        string shape = array.Shape.Count == 1 ? $"({array.Shape[0]},)" : $"({string.Join(", ", array.Shape)})";
        string dictionary = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '{order}{array.Type.Name}', 'fortran_order': False, 'shape': {shape}, }}");
        int size = ((10 + dictionary.Length + 1 + 63) / 64 * 64) - 10;
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)size, (byte)(size >> 8), .. System.Text.Encoding.ASCII.GetBytes(dictionary.PadRight(size - 1)), (byte)'\n'];
    }

    private (NpyType Type, bool BigEndian, bool Fortran, int[] Shape) Read()
    {
        NpyType? type = null;
        bool bigEndian = false;
        bool? fortran = null;
        int[]? shape = null;
        Expect('{');
        while (!Accept('}'))
        {
            string key = Quoted();
            Expect(':');
            switch (key)
            {
                case "descr":
                    (type, bigEndian) = Descr();
                    break;
                case "fortran_order":
                    fortran = Truth();
                    break;
                case "shape":
                    shape = Sizes();
                    break;
                default:
                    throw Fault($"the header has the key '{key}', which arrays do not have.");
            }

            if (Accept(',')) continue;
            Expect('}');
            break;
        }

        SkipSpace();
        if (at != text.Length) throw Fault("the header goes on after its closing brace.");
        if (type is null || fortran is null || shape is null) throw Fault("the header lacks one of 'descr', 'fortran_order' and 'shape'.");
        return (type, bigEndian, fortran.Value, shape);
    }

    private (NpyType Type, bool BigEndian) Descr()
    {
        string descr = Quoted();
        bool bigEndian = descr.StartsWith('>');
        NpyType? type = descr.Length == 3 && descr[0] is '<' or '>' or '|' or '=' ? NpyType.Find(descr.AsSpan(1)) : null;
        return type is null
            ? throw Fault($"values of type '{descr}' cannot be read; truth values, integers and floating-point numbers of up to 64 bits can.")
            : (type, bigEndian);
    }

    private bool Truth()
    {
        SkipSpace();
        if (text[at..].StartsWith("True"u8))
        {
            at += 4;
            return true;
        }

        if (!text[at..].StartsWith("False"u8)) throw Fault("'fortran_order' must be True or False.");
        at += 5;
        return false;
    }

    private int[] Sizes()
    {
        var sizes = new List<int>();
        Expect('(');
        while (!Accept(')'))
        {
            if (sizes.Count == MostDimensions) throw Fault($"the array has more than {MostDimensions} dimensions.");
            SkipSpace();
            int digits = text[at..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits < 0) digits = text.Length - at;
            if (!int.TryParse(text.Slice(at, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int size)) throw Fault("a dimension must be a whole number from 0 to 2147483647.");
            at += digits;
            sizes.Add(size);
            if (Accept(',')) continue;
            Expect(')');
            break;
        }

        return [.. sizes];
    }

    private string Quoted()
    {
        SkipSpace();
        if (at == text.Length || text[at] is not ((byte)'\'' or (byte)'"')) throw Fault("a quoted name must stand here; arrays of records cannot be read.");
        byte quote = text[at++];
        int length = text[at..].IndexOf(quote);
        if (length < 0) throw Fault("a quote of the header is not closed.");
        string content = System.Text.Encoding.Latin1.GetString(text.Slice(at, length));
        at += length + 1;
        return content;
    }

    private bool Accept(char sign)
    {
        SkipSpace();
        if (at == text.Length || text[at] != sign) return false;
        at++;
        return true;
    }

    private void Expect(char sign)
    {
        if (!Accept(sign)) throw Fault($"the header must have '{sign}' here.");
    }

    private void SkipSpace()
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r') at++;
    }

    private readonly InvalidDataException Fault(string reason) => file.Fault(reason, start + at);
}
