using FsCheck;
using FsCheck.Fluent;
using Myelin.Data.Files;

namespace Myelin.Data.Tests.Files;

public sealed class NpyFileTests
{
    private static byte[] Small => Written(NpyArray.Of<float>([1, 2, 3, 4, 5, 6], 2, 3));

    [Fact]
    public void The_bytes_are_those_that_NumPy_documents()
    {
        string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
        Small[..10].ShouldBe([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 118, 0]);
        System.Text.Encoding.ASCII.GetString(Small[10..128]).ShouldBe(header.PadRight(117) + "\n");
        Small[128..].ShouldBe([.. new float[] { 1, 2, 3, 4, 5, 6 }.SelectMany(BitConverter.GetBytes)]);
        System.Text.Encoding.ASCII.GetString(Written(NpyArray.Of<byte>([1, 2]))).ShouldContain("'|u1', 'fortran_order': False, 'shape': (2,), }");
    }

    [Fact]
    public void Every_type_comes_back_to_the_last_bit()
    {
        Returns<bool>([true, false]);
        Returns<sbyte>([sbyte.MinValue, 7]);
        Returns<short>([short.MinValue, 7]);
        Returns<int>([int.MinValue, 7]);
        Returns<long>([long.MinValue, 7]);
        Returns<byte>([255, 7]);
        Returns<ushort>([ushort.MaxValue, 7]);
        Returns<uint>([uint.MaxValue, 7]);
        Returns<ulong>([ulong.MaxValue, 7]);
        Returns<Half>([Half.Epsilon, (Half)7]);
        Returns<float>([float.Epsilon, float.NaN, -0f]);
        Returns<double>([double.MaxValue, double.NegativeInfinity]);
        Should.Throw<NotSupportedException>(() => NpyArray.Of<decimal>([1])).Message.ShouldContain("Decimal");
    }

    [Fact]
    public void Random_arrays_come_back() =>
        Prop.ForAll<float[][]>(rows =>
        {
            int width = rows.Length == 0 ? 0 : rows.Min(r => r.Length);
            float[] values = [.. rows.SelectMany(r => r.Take(width))];
            NpyArray read = Read(Written(NpyArray.Of<float>(values, rows.Length, width)));
            return read.Shape.SequenceEqual([rows.Length, width]) && read.Values<float>().Select(BitConverter.SingleToInt32Bits).SequenceEqual(values.Select(BitConverter.SingleToInt32Bits));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Values_are_converted_or_asked_for_as_they_are()
    {
        NpyArray array = NpyArray.Of<short>([-3, 4]);
        float[] single = new float[2];
        double[] twice = new double[2];
        array.CopyTo(single);
        array.CopyTo(twice);
        single.ShouldBe([-3f, 4f]);
        twice.ShouldBe([-3.0, 4.0]);
        Should.Throw<InvalidOperationException>(() => array.Values<float>()).Message.ShouldBe("The array holds values of type i2, which is Int16 here, not Single.");
        Should.Throw<ArgumentException>(() => array.CopyTo(new float[3]));
        Should.Throw<ArgumentException>(() => NpyArray.Of<float>([1, 2, 3], 2, 2));
    }

    [Fact]
    public void A_refusal_names_file_byte_and_reason()
    {
        Message([0, .. Small[1..]]).ShouldStartWith("the file, byte 0: a NumPy file begins with");
        Message([.. Small[..6], 9, .. Small[7..]]).ShouldStartWith("the file, byte 6: version 9.0");
        Message(Small[..^1]).ShouldBe("the file, byte 151: the file ends inside the values, which needs 1 bytes more.");
        Message([.. Small, 0]).ShouldBe("the file, byte 152: the file goes on after the 6 values that its header announces.");
        Message(With("<f4", "<c8")).ShouldContain("values of type '<c8' cannot be read");
        Message(With("<f4", "|O")).ShouldContain("values of type '|O' cannot be read");
        Message(With("'<f4'", "[('a','<f4')]")).ShouldContain("arrays of records cannot be read");
        Message(With("(2, 3)", "(2000000, 3000000)")).ShouldContain("would have");
        Message(With("(2, 3)", "(-2, 3)")).ShouldContain("a dimension must be a whole number");
        Message(With("(2, 3)", "(99999999999,)")).ShouldContain("a dimension must be a whole number");
        Message(With("'shape': (2, 3), ", "")).ShouldContain("the header lacks one of");
        Message(With("False", "Maybe")).ShouldContain("must be True or False");
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.npy");
        NpyFile.Write(path, NpyArray.Of<int>([1, 2, 3]));
        NpyFile.Write(path, NpyArray.Of<int>([4]));
        NpyFile.Read(path).Values<int>().ShouldBe([4]);
        Directory.GetFiles(folder.Path).ShouldBe([path]);
    }

    [Fact]
    public void Nothing_crashes_it() => Fuzz.Reader(Small, bytes => Read(bytes));

    private static byte[] With(string part, string other)
    {
        string text = System.Text.Encoding.ASCII.GetString(Small[10..128]).TrimEnd().Replace(part, other, StringComparison.Ordinal);
        return [.. Small[..8], (byte)text.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(text), .. Small[128..]];
    }

    private static void Returns<T>(T[] values)
        where T : unmanaged
    {
        NpyArray read = Read(Written(NpyArray.Of<T>(values)));
        read.Type.ClrType.ShouldBe(typeof(T));
        read.Values<T>().ShouldBe(values);
    }

    private static byte[] Written(NpyArray array)
    {
        using var stream = new MemoryStream();
        NpyFile.Write(stream, array);
        return stream.ToArray();
    }

    private static NpyArray Read(byte[] bytes) => NpyFile.Read(new MemoryStream(bytes), "the file");

    private static string Message(byte[] bytes) => Should.Throw<InvalidDataException>(() => Read(bytes)).Message;
}
