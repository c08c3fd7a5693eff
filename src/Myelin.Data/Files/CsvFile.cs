using System.Globalization;
using System.Text;

namespace Myelin.Data.Files;

/// <summary>
/// A table of text: rows of equally many fields, UTF-8, plain or gzipped. Fields may be in double quotes, with two for one inside. Empty lines are
/// skipped. Source: RFC 4180.
/// </summary>
public sealed class CsvFile
{
    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly string file;
    private readonly byte[] contents;
    private readonly List<Field> fields;

    private CsvFile(string file, byte[] contents, List<Field> fields, IReadOnlyList<string> names, int columns)
    {
        (this.file, this.contents, this.fields, Names, Columns) = (file, contents, fields, names, columns);
        Rows = columns == 0 ? 0 : fields.Count / columns;
    }

    /// <summary>Names of the columns; empty where the file has no header.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of rows, without the header.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Whether the first row holds the names of the columns.</param>
    /// <param name="separator">What stands between fields: an ASCII character.</param>
    /// <exception cref="InvalidDataException">Rows differ in length, a quote is not closed or stands inside a field, or the text is not UTF-8.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvFile Read(string path, bool header = false, char separator = ',')
    {
        using Stream stream = OpenedFile.Open(path);
        return Read(stream, path, header, separator);
    }

    /// <summary>Reads the unpacked contents of a file.</summary>
    /// <param name="stream">The contents, from the first byte to the last.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="header">Whether the first row holds the names of the columns.</param>
    /// <param name="separator">What stands between fields: an ASCII character.</param>
    /// <exception cref="InvalidDataException">Rows differ in length, a quote is not closed or stands inside a field, or the text is not UTF-8.</exception>
    public static CsvFile Read(Stream stream, string name, bool header = false, char separator = ',')
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!char.IsAscii(separator) || separator is '"' or '\r' or '\n') throw new ArgumentOutOfRangeException(nameof(separator), separator, "Fields are separated by an ASCII character other than a quote or a line end.");
        byte[] text = new FileBytes(stream, name).ReadToEnd();
        CheckText(text, name);
        var found = new List<Field>();
        int columns = new Splitter(text, name, (byte)separator, found).Split();
        if (!header || found.Count == 0) return new CsvFile(name, text, found, [], columns);

        CsvFile first = new(name, text, found, [], columns);
        string[] names = [.. Enumerable.Range(0, columns).Select(column => first.Text(0, column))];
        return new CsvFile(name, text, found[columns..], names, columns);
    }

    /// <summary>A field as text.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such field.</exception>
    public string Text(int row, int column)
    {
        Field field = At(row, column);
        string text = strict.GetString(contents.AsSpan(field.Start, field.Length));
        return field.Escaped ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>A field as a number.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="InvalidDataException">The field is not a number; the message says where it is.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such field.</exception>
    public double Number(int row, int column)
    {
        Field field = At(row, column);
        if (double.TryParse(contents.AsSpan(field.Start, field.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return value;
        throw Fault(file, field.Line, field.Start, $"'{Text(row, column)}' is not a number.");
    }

    private static void CheckText(ReadOnlySpan<byte> contents, string file)
    {
        try
        {
            strict.GetCharCount(contents);
        }
        catch (DecoderFallbackException problem)
        {
            throw new InvalidDataException($"{file}, byte {problem.Index}: the text is not UTF-8.", problem);
        }
    }

    private static InvalidDataException Fault(string file, int line, int offset, string reason) => new($"{file}, line {line}, byte {offset}: {reason}");

    private Field At(int row, int column)
    {
        if ((uint)row >= (uint)Rows) throw new ArgumentOutOfRangeException(nameof(row), row, $"{file} has {Rows} rows.");
        if ((uint)column >= (uint)Columns) throw new ArgumentOutOfRangeException(nameof(column), column, $"{file} has {Columns} columns.");
        return fields[(row * Columns) + column];
    }

    private readonly record struct Field(int Start, int Length, int Line, bool Escaped);

    private struct Splitter(byte[] contents, string file, byte separator, List<Field> fields)
    {
        private int at = contents.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        private int line = 1;

        // The number of columns.
        public int Split()
        {
            int columns = 0;
            while (at < contents.Length)
            {
                if (EndOfLine()) continue;
                int start = at, first = fields.Count, row = line;
                ReadField();
                while (at < contents.Length && contents[at] == separator)
                {
                    at++;
                    ReadField();
                }

                int found = fields.Count - first;
                if (columns == 0) columns = found;
                if (found != columns) throw Fault(file, row, start, $"the row has {found} fields, the first has {columns}.");
                if (at < contents.Length && !EndOfLine()) throw Fault(file, line, at, "something follows the quote that ends a field.");
            }

            return columns;
        }

        private void ReadField()
        {
            if (at < contents.Length && contents[at] == '"')
            {
                ReadQuoted();
                return;
            }

            ReadOnlySpan<byte> rest = contents.AsSpan(at);
            int length = rest.IndexOfAny(separator, (byte)'\n', (byte)'\r');
            if (length < 0) length = rest.Length;
            int quote = rest[..length].IndexOf((byte)'"');
            if (quote >= 0) throw Fault(file, line, at + quote, "a quote stands inside a field that does not begin with one.");
            fields.Add(new Field(at, length, line, Escaped: false));
            at += length;
        }

        private void ReadQuoted()
        {
            int open = at, openLine = line;
            bool escaped = false;
            for (at++; at < contents.Length; at++)
            {
                if (contents[at] == '\n') line++;
                if (contents[at] != '"') continue;
                if (at + 1 == contents.Length || contents[at + 1] != '"')
                {
                    fields.Add(new Field(open + 1, at - open - 1, openLine, escaped));
                    at++;
                    return;
                }

                escaped = true;
                at++;
            }

            throw Fault(file, openLine, open, "the quote that begins here is not closed.");
        }

        private bool EndOfLine()
        {
            if (contents[at] is not ((byte)'\n' or (byte)'\r')) return false;
            if (contents[at] == '\r' && at + 1 < contents.Length && contents[at + 1] == '\n') at++;
            at++;
            line++;
            return true;
        }
    }
}
