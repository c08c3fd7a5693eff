using FsCheck;
using FsCheck.Fluent;
using Myelin.Hardware.NeuroCoreX;
using Myelin.Spikes;

namespace Myelin.Hardware.Tests.NeuroCoreX;

public sealed class NeuroCoreXBoardTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Spikes_and_learnt_weights_are_those_of_the_naive_core(int seed)
    {
        const int Steps = 120;
        NeuroCoreXProgram program = RandomProgram.Of(seed);
        List<(int, int)> spikes = RandomProgram.Spikes(seed + 100, Steps);
        var naive = new NaiveCore(program);
        bool[][] expected = naive.Run(spikes, Steps);
        foreach (ReadBack readBack in Enum.GetValues<ReadBack>())
        {
            var board = new NeuroCoreXBoard(readBack);
            board.Write(program.Configuration());
            board.Write(NeuroCoreXStimulus.Encode(spikes, Steps));
            Raster raster = NeuroCoreXAnswers.Spikes(board.Read(), Steps);
            for (int t = 0; t < Steps - 1; t++) raster.NeuronsAt(t).ToArray().ShouldBe([.. Enumerable.Range(0, 90).Where(i => expected[t][i])], $"step {t}");
            raster.Count.ShouldBeGreaterThan(200);
            board.Write(NeuroCoreXProgram.ReadWeights);
            byte[] answer = board.Read();
            answer.Length.ShouldBe(9215);
            if (readBack == ReadBack.Inputs) Same(NeuroCoreXAnswers.InputWeights(answer), naive.InputWeights, program.InputWeights);
            else Same(NeuroCoreXAnswers.LateralWeights(answer), naive.LateralWeights, program.LateralWeights);
        }
    }

    [Fact]
    public void Where_and_when_messages_are_cut_makes_no_difference()
    {
        byte[] stream =
        [
            .. RandomProgram.Of(5).Configuration(), .. NeuroCoreXStimulus.Encode(RandomProgram.Spikes(6, 40), 40), .. NeuroCoreXProgram.ReadWeights,
        ];
        var whole = new NeuroCoreXBoard();
        whole.Write(stream);
        byte[] expected = whole.Read();
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), seed =>
        {
            var random = new System.Random(seed.Get);
            var board = new NeuroCoreXBoard();
            for (int at = 0; at < stream.Length;)
            {
                int length = Math.Min(stream.Length - at, random.Next(1, 6000));
                board.Write(stream.AsSpan(at, length));
                at += length;
            }

            return board.Read().AsSpan().SequenceEqual(expected);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    [Fact]
    public void The_answer_to_a_run_begins_with_a_mark_and_has_ninety_bits_a_step()
    {
        // The first neuron fires by its bias in step 0 and every second step after.
        var program = new NeuroCoreXProgram { Bias = 1, BiasedNeuron = 0, Thresholds = [.. Enumerable.Repeat(1.0, 90)] };
        var board = new NeuroCoreXBoard();
        board.Write(program.Configuration());
        board.Write(NeuroCoreXStimulus.Encode([], 5));
        byte[] answer = board.Read();
        answer.Length.ShouldBe(1 + (5 * 90 / 8));
        answer[0].ShouldBe((byte)0xFF);
        answer[1].ShouldBe((byte)1);
        board.Spikes!.StepsOf(0).ToArray().ShouldBe([0, 2, 4]);

        // Bit 180 is the first neuron of step 2.
        answer[1 + (180 / 8)].ShouldBe((byte)(1 << (180 % 8)));
        board.Monitored.ShouldBe([0, 1, 0, 1, 0]);
        board.Steps.ShouldBe(5);
        board.RunTime.InMilliseconds.ShouldBe(4.8, 1e-12);
    }

    [Fact]
    public void Bytes_of_the_host_mean_what_its_tools_mean()
    {
        // As the digits notebook: threshold 3 of neuron 0, weight 2 from input 0 with the factor 1, everything else silent; spikes with waits of 0, 0 and 2.
        var bytes = new List<byte> { 0x40, 0, 0, 0, 1, 0, 0, 0x10 };
        bytes.AddRange(new byte[9217]);
        bytes.Add(0x00);
        var weights = new byte[9216];
        weights[(6 * 96) + 2] = 2;
        bytes.AddRange(weights);
        bytes.Add(0);
        bytes.Add(0x60);
        bytes.AddRange(new byte[2305]);
        bytes.Add(0x20);
        for (int i = 0; i < 96; i++) bytes.AddRange(i == 4 ? [0x00, 0x0C, 0x00] : [0xFF, 0xFF, 0x01]);
        for (int i = 0; i < 96; i++) bytes.AddRange([(byte)(i == 0 ? 1 : 0), 0, 0]);
        for (int i = 0; i < 96; i++) bytes.AddRange([0, 0, 0]);
        bytes.AddRange([0x7F, 0x7F, 0x00, 0x7F, 0x7F, 0x7F]);
        for (int i = 2; i < 96; i++) bytes.AddRange([1, 1, 0]);
        bytes.AddRange([0x30, 0, 2, 0, 0, 2, 0, 2, 2, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF]);
        var board = new NeuroCoreXBoard();
        board.Write(bytes.ToArray());

        // Spikes at steps 0 and 1 are added at the end of 1 and 2, so the threshold is reached when step 3 begins; the last spike, at 4, comes too late to be seen.
        board.Spikes!.StepCount.ShouldBe(6);
        board.Spikes.StepsOf(0).ToArray().ShouldBe([3]);
        board.Monitored.ShouldBe([0, 2, 4, 0, 0, 2]);
    }

    [Theory]
    [InlineData(0x70, "Byte 0: 0x70 begins no message; the upper four bits must be 0 to 6.")]
    [InlineData(0xF3, "Byte 0: 0xF3 begins no message; the upper four bits must be 0 to 6.")]
    public void An_unknown_message_is_refused(byte first, string message) =>
        Should.Throw<NeuroCoreXException>(() => new NeuroCoreXBoard().Write([first])).Message.ShouldBe(message);

    [Fact]
    public void A_refused_stream_leaves_the_board_as_it_was()
    {
        NeuroCoreXProgram program = RandomProgram.Of(9);
        byte[] run = NeuroCoreXStimulus.Encode(RandomProgram.Spikes(10, 30), 30), configuration = program.Configuration();
        NeuroCoreXBoard one = new(), other = new();
        one.Write(configuration.AsSpan(0, 5000));
        other.Write(configuration.AsSpan(0, 5000));
        byte[] wrong = [.. configuration[5000..], .. run, 0x30, 0, 96, 0];
        NeuroCoreXException refusal = Should.Throw<NeuroCoreXException>(() => other.Write(wrong));
        refusal.Offset.ShouldBe(5000 + wrong.Length - 2);
        refusal.Message.ShouldEndWith("A spike comes from input 96; the board has the addresses 0 to 95.");
        other.Available.ShouldBe(0);
        other.Steps.ShouldBe(0);
        foreach (NeuroCoreXBoard board in (NeuroCoreXBoard[])[one, other])
        {
            board.Write(configuration.AsSpan(5000));
            board.Write(run);
        }

        other.Read().ShouldBe(one.Read());
    }

    [Fact]
    public void More_spikes_than_the_buffer_holds_are_refused()
    {
        byte[] run = [0x30, .. Enumerable.Repeat((byte[])[0, 2, 0], 1025).SelectMany(s => s)];
        var board = new NeuroCoreXBoard();
        Should.Throw<NeuroCoreXException>(() => board.Write(run)).Message.ShouldBe(
            "Byte 3073: A run has more than 1024 spikes, of which the board loses those that its buffer has no room for; send them as several runs.");
    }

    [Fact]
    public void Learning_from_inputs_whose_weights_count_nothing_is_refused()
    {
        var learns = new bool[90, 94];
        learns[3, 4] = true;
        var board = new NeuroCoreXBoard();
        board.Write(new NeuroCoreXProgram { InputLearns = learns, InputScale = 0 }.Configuration());
        Should.Throw<NeuroCoreXException>(() => board.Write(NeuroCoreXStimulus.Encode([], 3))).Message.ShouldContain("the factor of their weights is 0; it must be 1 to 255.");
    }

    [Fact]
    public void Any_bytes_are_answered_or_refused()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var board = new NeuroCoreXBoard();
            try
            {
                board.Write(bytes);
            }
            catch (NeuroCoreXException refusal)
            {
                refusal.Offset.ShouldBeInRange(0, bytes.Length);
                board.ToString().ShouldBe("NeuroCoreX after 0 bytes and 0 steps, 0 bytes to read");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static void Same(sbyte[,] weights, int[,] expected, sbyte[,] before)
    {
        int moved = 0;
        for (int i = 0; i < expected.GetLength(0); i++)
        {
            for (int j = 0; j < expected.GetLength(1); j++)
            {
                // The board does not send its last weight.
                if (i == 89 && j == 93) continue;
                ((int)weights[i, j]).ShouldBe(expected[i, j], $"from {j} to {i}");
                if (expected[i, j] != before[i, j]) moved++;
            }
        }

        moved.ShouldBeGreaterThan(100);
    }
}
