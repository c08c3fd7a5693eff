using FsCheck;
using FsCheck.Fluent;
using Myelin.Hardware.NeuroCoreX;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Hardware.Tests.NeuroCoreX;

public sealed class NeuroCoreXProgramTests
{
    [Fact]
    public void What_is_written_is_what_is_read_back()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), seed =>
        {
            NeuroCoreXProgram program = RandomProgram.Of(seed.Get);
            Registers registers = Read(program.Configuration());
            registers.Bias.ShouldBe((int)(program.Bias * 1024));
            registers.BiasedNeuron.ShouldBe(program.BiasedNeuron!.Value + 1);
            registers.InputScale.ShouldBe(program.InputScale);
            registers.PreWindow.ShouldBe((program.InputWindow, program.LateralWindow));
            registers.PostWindow.ShouldBe(program.PostWindow);
            registers.Growth.ShouldBe(program.Growth);
            registers.Shrinkage.ShouldBe(program.Shrinkage);
            registers.Leaks[4..94].ShouldAllBe(l => l == (int)Math.Round(program.Leak * 1024));
            for (int n = 0; n < 90; n++)
            {
                registers.Thresholds[n + 4].ShouldBe((int)Math.Round(program.Thresholds[n] * 1024));
                registers.Refractory[n + 4].ShouldBe(program.Refractory[n]);
                for (int i = 0; i < 94; i++)
                {
                    registers.InputWeights[((n + 6) * 96) + 2 + i].ShouldBe(program.InputWeights[n, i]);
                    registers.InputLearns[((n + 6) * 96) + 2 + i].ShouldBe(program.InputLearns[n, i]);
                }

                for (int i = 0; i < 90; i++)
                {
                    registers.LateralWeights[((n + 6) * 96) + 5 + i].ShouldBe(program.LateralWeights[n, i]);
                    registers.LateralLearns[((n + 6) * 96) + 5 + i].ShouldBe(program.LateralLearns[n, i]);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10));
    }

    [Fact]
    public void Input_spikes_reach_the_board_in_their_steps()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), seed =>
        {
            // A neuron for each input that fires two steps after it: weight 1, threshold 1.
            var weights = new sbyte[90, 94];
            for (int i = 0; i < 90; i++) weights[i, i] = 1;
            var random = new System.Random(seed.Get);
            const int Steps = 700;
            List<(int Step, int Input)> spikes = [];
            for (int step = random.Next(600); step < Steps - 2; step += 2 + random.Next(400)) spikes.Add((step, random.Next(90)));
            var board = new NeuroCoreXBoard();
            board.Write(new NeuroCoreXProgram { InputWeights = weights }.Configuration());
            board.Write(NeuroCoreXStimulus.Encode(spikes, Steps));
            Raster raster = NeuroCoreXAnswers.Spikes(board.Read(), Steps);
            raster.StepCount.ShouldBe(board.Spikes!.StepCount);
            raster.Steps.ToArray().ShouldBe([.. spikes.Select(s => s.Step + 2).Where(s => s < Steps - 1)]);
            raster.Neurons.ToArray().ShouldBe([.. spikes.Where(s => s.Step + 2 < Steps - 1).Select(s => s.Input)]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(6));
    }

    [Fact]
    public void A_raster_goes_in_one_spike_after_the_other()
    {
        var raster = new Raster([0, 0, 2, 4], [3, 7, 1, 2], 94, 6, 1 * ms);
        (IReadOnlyList<(int, int)> spikes, int steps) = NeuroCoreXStimulus.InTurn(raster);
        spikes.ShouldBe([(0, 3), (1, 7), (3, 1), (5, 2)]);
        steps.ShouldBe(7);
    }

    [Fact]
    public void Numbers_that_the_board_cannot_hold_are_refused()
    {
        Refused(new NeuroCoreXProgram { Leak = 128 }, "Leak is 128; the board has words from -128 to just below 128.");
        Refused(new NeuroCoreXProgram { Bias = double.NaN }, "Bias is NaN; the board has words from -128 to just below 128.");
        Refused(new NeuroCoreXProgram { InputScale = 256 }, "InputScale is 256; the board takes 0 to 255.");
        Refused(new NeuroCoreXProgram { Growth = 128 }, "Growth is 128; the board takes -128 to 127.");
        Refused(new NeuroCoreXProgram { PostWindow = -1 }, "PostWindow is -1; the board takes 0 to 127.");
        Refused(new NeuroCoreXProgram { BiasedNeuron = 90 }, "BiasedNeuron is 90; the board takes 0 to 89.");
        Refused(new NeuroCoreXProgram { Thresholds = [1, 2] }, "Thresholds must have a number for each of 90 neurons, got 2.");
        Refused(new NeuroCoreXProgram { InputWeights = new sbyte[90, 90] }, "InputWeights must have the shape [90, 94], got [90, 90].");
        var thresholds = new double[90];
        thresholds[7] = -200;
        Refused(new NeuroCoreXProgram { Thresholds = thresholds }, "Thresholds[7] is -200; the board has words from -128 to just below 128.");
    }

    [Fact]
    public void Input_spikes_that_the_board_cannot_take_are_refused()
    {
        Should.Throw<ArgumentException>(() => NeuroCoreXStimulus.Encode([(0, 94)], 3)).Message.ShouldStartWith("A spike comes from input 94; the board has the inputs 0 to 93.");
        Should.Throw<ArgumentException>(() => NeuroCoreXStimulus.Encode([(1, 2), (1, 3)], 3)).Message.ShouldStartWith("A spike at step 1 follows one at step 1 in a run of 3 steps; steps must ascend, one spike in each.");
        Should.Throw<ArgumentException>(() => NeuroCoreXStimulus.Encode([(3, 2)], 3)).Message.ShouldStartWith("A spike at step 3 follows one at step -1 in a run of 3 steps");
        Should.Throw<ArgumentException>(() => NeuroCoreXStimulus.Encode([], -1)).Message.ShouldStartWith("A run has 0 steps or more, got -1.");
        Should.Throw<ArgumentException>(() => NeuroCoreXStimulus.Encode(Enumerable.Range(0, 1025).Select(s => (s, 0)), 1025)).Message.ShouldStartWith("A run of 1025 spikes does not fit the board's buffer of 1024; send several runs.");
        NeuroCoreXStimulus.Encode([], 0).ShouldBeEmpty();
    }

    [Fact]
    public void Answers_that_are_none_are_refused()
    {
        Should.Throw<InvalidDataException>(() => NeuroCoreXAnswers.Spikes(new byte[10], 1)).Message.ShouldBe("The answer to a run of 1 steps has 12 bytes, got 10.");
        Should.Throw<InvalidDataException>(() => NeuroCoreXAnswers.Spikes(new byte[12], 1)).Message.ShouldBe("The answer to a run begins with 0xFF, got 0x00.");
        Should.Throw<InvalidDataException>(() => NeuroCoreXAnswers.InputWeights(new byte[9216])).Message.ShouldBe("An answer with weights has 9215 bytes, got 9216.");
    }

    private static void Refused(NeuroCoreXProgram program, string message) => Should.Throw<ArgumentException>(program.Configuration).Message.ShouldBe(message);

    private static Registers Read(byte[] bytes)
    {
        var messages = new List<Message>();
        new MessageReader().Read(bytes, messages);
        var registers = new Registers();
        foreach (Message message in messages) registers.Set(message);
        return registers;
    }
}
