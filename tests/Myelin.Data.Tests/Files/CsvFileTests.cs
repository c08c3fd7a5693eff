using FsCheck;
using FsCheck.Fluent;
using Myelin.Data.Files;

namespace Myelin.Data.Tests.Files;

public sealed class CsvFileTests
{
    [Fact]
    public void Another_programs_file_is_read()
    {
        CsvFile file = CsvFile.Read(Path.Combine(AppContext.BaseDirectory, "reference", "files", "quoted.csv"), header: true);
        file.Names.ShouldBe(["name", "value", "note"]);
        (file.Rows, file.Columns).ShouldBe((3, 3));
        file.Text(0, 0).ShouldBe("a,b");
        file.Text(0, 2).ShouldBe("say \"so\"");
        file.Text(1, 0).ShouldBe("two\nlines");
        file.Text(2, 0).ShouldBe("ümlaut");
        Enumerable.Range(0, 3).Select(row => file.Number(row, 1)).ShouldBe([1.5, -2000, 7]);
    }

    [Theory]
    [InlineData("1,2\n3,4")]
    [InlineData("1,2\r\n3,4\r\n")]
    [InlineData("\n1,2\r3,4\n\n")]
    [InlineData("\uFEFF1,2\n3,\"4\"\n")]
    public void Line_ends_empty_lines_and_marks_do_not_matter(string text)
    {
        CsvFile file = Read(text);
        (file.Rows, file.Columns, file.Names.Count).ShouldBe((2, 2, 0));
        (file.Number(0, 0), file.Number(0, 1), file.Number(1, 0), file.Number(1, 1)).ShouldBe((1, 2, 3, 4));
    }

    [Fact]
    public void What_is_written_by_the_rules_is_read_back()
    {
        Gen<string> field = Gen.Elements("", "a", "b c", "1.5", "\"", "\"\"", ",", "x\ny", "\r\n", "é", "\"a\",").NonEmptyListOf().Select(parts => string.Concat(parts));
        Gen<string[][]> table = from columns in Gen.Choose(2, 4) from rows in field.ArrayOf(columns).NonEmptyListOf() select rows.ToArray();
        Prop.ForAll(table.ToArbitrary(), rows =>
        {
            string text = string.Concat(rows.Select(row => string.Join(',', row.Select(v => '"' + v.Replace("\"", "\"\"", StringComparison.Ordinal) + '"')) + "\n"));
            CsvFile file = Read(text);
            return file.Rows == rows.Length && rows.Select((row, r) => row.Select((v, c) => file.Text(r, c) == v).All(same => same)).All(same => same);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("1,2\n3", "the file, line 2, byte 4: the row has 1 fields, the first has 2.")]
    [InlineData("1,\"2\n3,4\n", "the file, line 1, byte 2: the quote that begins here is not closed.")]
    [InlineData("1,2\"3\n", "the file, line 1, byte 3: a quote stands inside a field that does not begin with one.")]
    [InlineData("\"1\"2,3\n", "the file, line 1, byte 3: something follows the quote that ends a field.")]
    public void A_refusal_names_file_line_and_reason(string text, string message) => Should.Throw<InvalidDataException>(() => Read(text)).Message.ShouldBe(message);

    [Fact]
    public void A_field_that_is_no_number_is_named()
    {
        CsvFile file = Read("1,2\n3,four\n");
        Should.Throw<InvalidDataException>(() => file.Number(1, 1)).Message.ShouldBe("the file, line 2, byte 6: 'four' is not a number.");
        Should.Throw<ArgumentOutOfRangeException>(() => file.Number(2, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => file.Text(0, 2));
        Should.Throw<InvalidDataException>(() => CsvFile.Read(new MemoryStream([0x31, 0xFF, 0x32]), "the file")).Message.ShouldBe("the file, byte 1: the text is not UTF-8.");
    }

    [Fact]
    public void Nothing_crashes_it() => Fuzz.Reader(System.Text.Encoding.UTF8.GetBytes("a,b,\"c\"\"d\"\r\n1,2,3\n\"4\n5\",6,7\n"), bytes =>
    {
        CsvFile file = CsvFile.Read(new MemoryStream(bytes), "the file", header: true);
        for (int row = 0; row < file.Rows; row++)
        {
            for (int column = 0; column < file.Columns; column++) file.Text(row, column);
        }
    });

    private static CsvFile Read(string text) => CsvFile.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "the file");
}
