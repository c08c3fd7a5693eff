using FsCheck;
using FsCheck.Fluent;
using Myelin.Interchange.Onnx;
using static Myelin.Interchange.Tests.Onnx.ModelDraft;

namespace Myelin.Interchange.Tests.Onnx;

/// <summary>Damaged models are refused in one sentence, or read; nothing else happens, and nothing large is made of a small file.</summary>
public sealed class DamagedModelTests
{
    private const long MostBytes = 64 << 20;

    private static readonly byte[] valid = Valid();

    [Fact]
    public void The_model_is_read_while_it_is_whole() => OnnxFile.Read(valid).Graph.Nodes.Count.ShouldBe(13);

    [Fact]
    public void A_model_that_ends_early_is_refused_or_read()
    {
        for (int length = 0; length < valid.Length; length++) Check(valid[..length]);
    }

    [Fact]
    public void Changed_bytes_are_refused_or_read_and_nothing_else() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Check(Mutate(new Random(seed)))).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Messages_within_messages_without_end_are_refused()
    {
        // A graph in an attribute of a node of a graph, and so on: fields that the reader skips, or refuses to follow.
        byte[] inner = [];
        for (int i = 0; i < 2000; i++) inner = [0x3A, .. Length(inner.Length), .. inner];
        Check(inner);
    }

    private static void Check(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            OnnxFile.Read(file);
        }
        catch (InvalidDataException problem)
        {
            problem.Message.ShouldEndWith(".");
            problem.Message.ShouldNotContain("\n");
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes);
    }

    private static byte[] Mutate(Random random)
    {
        byte[] file = [.. valid];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            int at = random.Next(file.Length);
            switch (random.Next(5))
            {
                case 0: file[at] = (byte)random.Next(256); break;
                case 1: file[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: file.AsSpan(at, Math.Min(9, file.Length - at)).Fill(0xFF); break;
                case 3: file.AsSpan(random.Next(file.Length - 16), 16).CopyTo(file.AsSpan(Math.Min(at, file.Length - 16))); break;
                default: file = [.. file[..at], .. file[Math.Min(file.Length, at + random.Next(1, 9))..], 0]; break;
            }

            if (file.Length < 32) break;
        }

        return file;
    }

    private static byte[] Length(int value)
    {
        var bytes = new List<byte>();
        for (uint left = (uint)value; ; left >>= 7)
        {
            if (left < 128)
            {
                bytes.Add((byte)left);
                return [.. bytes];
            }

            bytes.Add((byte)(left | 128));
        }
    }

    private static byte[] Valid() => new ModelDraft(1, 1, 8, 8)
        .Constant("w", [.. Enumerable.Range(0, 18).Select(i => i / 9f)], 2, 1, 3, 3).Constant("b", [1, 2], 2).Constant("g", [1, 1], 2).Constant("m", [0, 0], 2).Constant("v", [1, 1], 2)
        .Constant("d", [.. Enumerable.Range(0, 24).Select(i => i / 24f)], 8, 3).Constant("s", [0.5f], 1).Constant("t", [1, 2, 3, 4, 5, 6, 7, 8, 9], 3, 3).Constant("c", [1, 2, 3], 3)
        .Integers("flat", 0, -1)
        .Node("Conv", "conv", ["x", "w", "b"], Ints("pads", 1, 1, 1, 1), Ints("kernel_shape", 3, 3), Ints("strides", 1, 1), Ints("dilations", 1, 1), Int("group", 1))
        .Node("BatchNormalization", "norm", ["conv", "g", "b", "m", "v"]).Node("Relu", "relu", ["norm"])
        .Node("MaxPool", "max", ["relu"], Ints("kernel_shape", 2, 2), Ints("strides", 2, 2))
        .Node("AveragePool", "mean", ["max"], Ints("kernel_shape", 2, 2), Ints("strides", 2, 2))
        .Node("Mul", "scaled", ["mean", "s"]).Node("Dropout", "dropped", ["scaled"]).Node("Add", "twice", ["dropped", "mean"])
        .Node("Reshape", "flatten", ["twice", "flat"]).Node("MatMul", "product", ["flatten", "d"]).Node("Add", "shifted", ["product", "c"]).Node("Gemm", "last", ["shifted", "t", "c"], Int("transB", 1))
        .Node("Softmax", "y", ["last"]).Output("y").Bytes;
}
