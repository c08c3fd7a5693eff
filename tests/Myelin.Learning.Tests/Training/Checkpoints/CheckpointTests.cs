using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Myelin.Learning.Checksums;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Tests.Optimisers;
using Myelin.Learning.Training.Checkpoints;

namespace Myelin.Learning.Tests.Training.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("myelin").FullName;

    public static TheoryData<string> Optimisers => AllOptimisers.Names;

    private string File1 => Path.Combine(folder, "a.ckpt");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Optimisers))]
    public void A_run_resumed_from_a_file_goes_on_to_the_last_bit(string name)
    {
        Parameter[] whole = AllOptimisers.Parameters(2, 33, 5, 1), second = AllOptimisers.Parameters(3, 33, 5, 1);
        Optimiser uninterrupted = AllOptimisers.Make(name, whole), resumed = AllOptimisers.Make(name, second);
        for (int step = 0; step < 15; step++)
        {
            if (step == 7)
            {
                uninterrupted.LearningRate = 0.0123;
                Checkpoint.Take(new TrainingPosition { Epoch = 1, Iteration = step }, Named(whole), uninterrupted).Save(File1);
                Checkpoint.Load(File1).Restore(Named(second).Reverse(), resumed);
            }

            AllOptimisers.SetGradients(whole, step);
            uninterrupted.Step();
            AllOptimisers.SetGradients(second, step);
            resumed.Step();
        }

        for (int i = 0; i < second.Length; i++) second[i].Values.ToArray().ShouldBe(whole[i].Values.ToArray());
        resumed.LearningRate.ShouldBe(0.0123);
    }

    [Fact]
    public void Everything_comes_back_as_it_was()
    {
        var position = new TrainingPosition
        {
            Epoch = 3,
            Iteration = 1234567890123,
            IterationInEpoch = 17,
            Seed = ulong.MaxValue,
            Schedule = "Cosine \"quoted\" ä",
            Counters = new Dictionary<string, long> { ["dropout"] = long.MaxValue },
            Measures = new Dictionary<string, double> { ["best loss"] = 0.1 + 0.2, ["worst"] = double.NegativeInfinity, ["none"] = double.NaN, ["tiny"] = double.Epsilon },
            Notes = new Dictionary<string, string> { ["data"] = "N-MNIST\n" },
        };
        Parameter odd = new("weight", [2, 3]);
        float[] numbers = [float.NaN, -0f, float.Epsilon, float.PositiveInfinity, 1f / 3, BitConverter.Int32BitsToSingle(0x7FA00001)];
        numbers.CopyTo(odd.Values);
        Parameter empty = new("none", [0, 4]), scalar = new("scalar", []);
        Checkpoint.Take(position, [("layer.weight", odd), ("none", empty), ("scalar", scalar)], buffers: [NamedArray.Copy("mean", [2], [1, 2])]).Save(File1);

        Checkpoint loaded = Checkpoint.Load(File1);
        TrainingPosition back = loaded.Position;
        (back.Epoch, back.Iteration, back.IterationInEpoch, back.Seed, back.Schedule).ShouldBe((3, 1234567890123, 17, ulong.MaxValue, position.Schedule));
        back.Counters.ShouldBe(position.Counters, ignoreOrder: true);
        back.Measures.ShouldBe(position.Measures, ignoreOrder: true);
        back.Notes.ShouldBe(position.Notes, ignoreOrder: true);
        loaded.Optimiser.ShouldBeNull();
        loaded.Buffer("mean", [2]).Values.ToArray().ShouldBe([1f, 2f]);
        odd.Values.Clear();
        loaded.Restore([("layer.weight", odd), ("none", empty), ("scalar", scalar)]);
        odd.Values.ToArray().Select(BitConverter.SingleToInt32Bits).ShouldBe(numbers.Select(BitConverter.SingleToInt32Bits));
        Directory.GetFiles(folder).ShouldBe([File1]);
    }

    [Fact]
    public void A_checkpoint_in_memory_does_not_follow_the_training()
    {
        Parameter[] parameters = AllOptimisers.Parameters(1, 4);
        float[] before = parameters[0].Values.ToArray();
        Checkpoint best = Checkpoint.Take(new TrainingPosition { Epoch = 0, Iteration = 0 }, Named(parameters));
        parameters[0].Values.Fill(9);
        best.Restore(Named(parameters));
        parameters[0].Values.ToArray().ShouldBe(before);
    }

    [Fact]
    public void Another_model_or_optimiser_is_refused_by_name_and_nothing_changes()
    {
        Parameter[] parameters = AllOptimisers.Parameters(1, 4, 6);
        Checkpoint.Take(new TrainingPosition { Epoch = 0, Iteration = 0 }, Named(parameters), new Adam(parameters)).Save(File1);
        Checkpoint checkpoint = Checkpoint.Load(File1);
        Parameter[] here = AllOptimisers.Parameters(9, 4, 6), wide = AllOptimisers.Parameters(9, 4, 7), more = AllOptimisers.Parameters(9, 4, 6, 2), less = AllOptimisers.Parameters(9, 4);
        float[] before = here[0].Values.ToArray();

        Message(() => checkpoint.Restore(Named(wide))).ShouldBe($"The checkpoint '{File1}' is of another model: the parameter 'layer1.p1' has the shape [6] there and [7] here.");
        Message(() => checkpoint.Restore(Named(more))).ShouldBe($"The checkpoint '{File1}' is of another model: the parameter 'layer2.p2' of shape [2] here is not in it.");
        Message(() => checkpoint.Restore(Named(less))).ShouldBe($"The checkpoint '{File1}' is of another model: its parameter 'layer1.p1' of shape [6] is not here.");
        Message(() => checkpoint.Restore(Named(here), new Sgd(here))).ShouldBe($"The checkpoint '{File1}' is of a training with Adam, this one has Sgd.");
        Message(() => checkpoint.Restore(Named(here), new Adam(here, amsGrad: true)))
            .ShouldBe($"The checkpoint '{File1}' is of a training whose Adam remembers [mean, square] of the parameter 'layer0.p0', this one [mean, square, largest_square].");
        Message(() => checkpoint.Restore(Named(here), new Adam([here[0]]))).ShouldBe($"The checkpoint '{File1}' is of a training whose Adam also changes the parameter 'layer1.p1'.");
        Message(() => checkpoint.Buffer("mean", [2])).ShouldContain("the buffer 'mean' of shape [2] here is not in it");
        here[0].Values.ToArray().ShouldBe(before);
    }

    [Fact]
    public void What_cannot_be_saved_is_said_and_leaves_no_file()
    {
        Parameter[] parameters = AllOptimisers.Parameters(1, 4, 6);
        var position = new TrainingPosition { Epoch = 0, Iteration = 0 };
        Should.Throw<ArgumentException>(() => Checkpoint.Take(position, [("w", parameters[0]), ("w", parameters[1])])).Message.ShouldContain("'w' is there twice");
        Should.Throw<ArgumentException>(() => Checkpoint.Take(position, [("w", parameters[0])], new Adam(parameters))).Message.ShouldContain("p1 [6]");
        Directory.CreateDirectory(File1);
        Should.Throw<Exception>(() => Checkpoint.Take(position, Named(parameters)).Save(File1));
        Directory.GetFiles(folder).ShouldBeEmpty();
    }

    [Fact]
    public void Truncated_and_altered_files_are_refused_with_the_place()
    {
        byte[] whole = Whole();
        int start = (int)CheckpointHeader.ArraysStart(BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(12)));
        Refusal(whole[..5]).ShouldBe($"The checkpoint '{File1}' cannot be read at byte 5: it is truncated, the first 20 bytes are not there.");
        Refusal([]).ShouldContain("at byte 0: it does not begin with MYLNCKPT");
        Refusal([.. "PK"u8]).ShouldContain("at byte 0: it does not begin with MYLNCKPT");
        Refusal(whole[..(start + 4)]).ShouldBe($"The checkpoint '{File1}' cannot be read at byte {start + 4}: it is truncated in the array 'layer0.p0' of shape [4], which begins at byte {start} and ends at byte {start + 16}.");
        Refusal([.. whole, 0]).ShouldContain($"at byte {whole.Length}: its last array ends here, but the file has {whole.Length + 1} bytes");
        Refusal(With(whole, start + 17, 1)).ShouldContain($"at byte {start + 16}: it is altered, the checksum of the array 'layer1.p1' of shape [6] does not match");
        Refusal(With(whole, 30, 1)).ShouldContain("at byte 20: it is altered, the checksum of its header");
        Refusal(With(whole, 8, 3)).ShouldContain("at byte 8: it has version 2");
        Refusal(With(whole, 15, 0x40)).ShouldContain("at byte 12: its header has");
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("{}", "not understood")]
    [InlineData("[1,2", "not understood")]
    [InlineData("{\"position\":{\"epoch\":-1,\"iteration\":0},\"parameters\":[],\"buffers\":[]}", "must not be negative")]
    [InlineData("{\"position\":{\"epoch\":1,\"iteration\":0},\"parameters\":[null],\"buffers\":[]}", "there is none")]
    [InlineData("{\"position\":{\"epoch\":1,\"iteration\":0,\"notes\":{\"a\":null}},\"parameters\":[],\"buffers\":[]}", "note")]
    [InlineData("{\"position\":{\"epoch\":1,\"iteration\":0},\"parameters\":[{\"name\":\"w\",\"shape\":[2147483647,2147483647,2147483647],\"crc32C\":0}],\"buffers\":[]}", "too many numbers")]
    [InlineData("{\"position\":{\"epoch\":1,\"iteration\":0},\"parameters\":[{\"name\":\"w\",\"shape\":[2000000000],\"crc32C\":0}],\"buffers\":[]}", "truncated in the array 'w'")]
    [InlineData("{\"position\":{\"epoch\":1,\"iteration\":0},\"parameters\":[{\"name\":\"w\",\"shape\":[-1],\"crc32C\":0}],\"buffers\":[]}", "negative length")]
    [InlineData("{\"position\":{\"epoch\":1,\"iteration\":0},\"parameters\":[{\"name\":\"w\",\"shape\":[1,1,1,1,1,1,1],\"crc32C\":0}],\"buffers\":[]}", "7 axes")]
    [InlineData("{\"position\":{\"epoch\":1,\"iteration\":0},\"parameters\":[{\"name\":\"w\",\"shape\":[0],\"crc32C\":0},{\"name\":\"w\",\"shape\":[0],\"crc32C\":0}],\"buffers\":[]}", "twice")]
    [InlineData("{\"position\":{\"epoch\":1,\"iteration\":0},\"parameters\":[],\"buffers\":[],\"optimiser\":{\"kind\":\"Sgd\",\"groups\":[{\"learningRate\":\"NaN\",\"weightDecay\":0}],\"states\":[]}}", "finite")]
    [InlineData("{\"position\":{\"epoch\":1,\"iteration\":0},\"parameters\":[],\"buffers\":[],\"optimiser\":{\"kind\":\"Sgd\",\"groups\":[],\"states\":[{\"parameter\":\"w\",\"steps\":-1,\"arrays\":[]}]}}", "must not be negative")]
    public void A_header_made_up_under_a_right_checksum_is_refused(string json, string reason)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(UnderChecksum(System.Text.Encoding.UTF8.GetBytes(json), [])).ShouldContain(reason);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public void Any_mutation_or_truncation_is_refused()
    {
        byte[] whole = Whole();
        Prop.ForAll(
            ArbMap.Default.ArbFor<(int At, byte Bits, int Cut)>(),
            draw =>
            {
                int at = (int)((uint)draw.At % (uint)whole.Length);
                if (draw.Bits != 0) Refusal(With(whole, at, draw.Bits));
                Refusal(whole[..(int)((uint)draw.Cut % (uint)whole.Length)]);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_mutation_of_the_header_under_a_right_checksum_is_read_or_refused()
    {
        byte[] whole = Whole();
        int length = BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(12));
        byte[] json = whole[CheckpointHeader.Prelude..(CheckpointHeader.Prelude + length)], arrays = whole[(int)CheckpointHeader.ArraysStart(length)..];
        byte[] spare = System.Text.Encoding.ASCII.GetBytes("0123456789-e.,:[]{}\"nulNa\\");
        Prop.ForAll(
            ArbMap.Default.ArbFor<(int At, byte By, bool Deletes)[]>(),
            draws =>
            {
                List<byte> changed = [.. json];
                foreach ((int at, byte by, bool deletes) in draws)
                {
                    int place = (int)((uint)at % (uint)changed.Count);
                    if (deletes && changed.Count > 3) changed.RemoveAt(place);
                    else changed[place] = spare[by % spare.Length];
                }

                System.IO.File.WriteAllBytes(File1, UnderChecksum([.. changed], arrays));
                try
                {
                    Checkpoint.Load(File1);
                }
                catch (InvalidDataException)
                {
                }
            }).QuickCheckThrowOnFailure();
    }

    private static byte[] UnderChecksum(byte[] json, byte[] arrays)
    {
        byte[] start = new byte[CheckpointHeader.ArraysStart(json.Length)];
        CheckpointHeader.Magic.CopyTo(start);
        start[8] = CheckpointHeader.Version;
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(12), json.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(16), Crc32C.Of(json));
        json.CopyTo(start, CheckpointHeader.Prelude);
        return [.. start, .. arrays];
    }

    private static byte[] With(byte[] bytes, int at, byte bits)
    {
        byte[] changed = [.. bytes];
        changed[at] ^= bits;
        return changed;
    }

    private static string Message(Action action) => Should.Throw<InvalidDataException>(action).Message;

    private static IEnumerable<(string Name, Parameter Parameter)> Named(Parameter[] parameters) => parameters.Select((p, i) => ($"layer{i}.{p.Name}", p));

    private byte[] Whole()
    {
        Parameter[] parameters = AllOptimisers.Parameters(1, 4, 6);
        var adam = new Adam(parameters);
        AllOptimisers.SetGradients(parameters, 1);
        adam.Step();
        Checkpoint.Take(new TrainingPosition { Epoch = 1, Iteration = 2 }, Named(parameters), adam, [NamedArray.Copy("mean", [2], [1, 2])]).Save(File1);
        return System.IO.File.ReadAllBytes(File1);
    }

    private string Refusal(byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File1, bytes);
        return Message(() => Checkpoint.Load(File1));
    }
}
