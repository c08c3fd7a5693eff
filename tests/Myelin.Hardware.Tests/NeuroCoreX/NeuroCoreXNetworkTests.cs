using Myelin.Hardware.NeuroCoreX;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Simulation;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Hardware.Tests.NeuroCoreX;

public sealed class NeuroCoreXNetworkTests
{
    [Fact]
    public void The_board_fires_and_learns_as_the_simulated_network()
    {
        const int Steps = 200;
        Network Describe(out Population inputs, out Population neurons, out Projection learnt)
        {
            var network = new Network(seed: 4);
            inputs = network.Relay("inputs", 20);
            neurons = network.Population("neurons", 12, i => new ConstantLeakIf { Threshold = 6 + i, Refractory = i % 3, Leak = 0.125 });
            learnt = network.Connect(inputs, neurons, FixedProbability(0.5), weight: 3, delay: 1 * ms);
            network.Learn(learnt, new RectangularStdp { MinWeight = -1, PreWindow = 9 * ms, PostWindow = 7 * ms }, DelayPlace.Beside);
            network.Connect(neurons, neurons, Explicit([0, 1, 2], [5, 6, 0], (double[])[4, -2, 7]), delay: 1 * ms);
            return network;
        }

        Network described = Describe(out Population inputs, out Population neurons, out Projection learnt);
        NeuroCoreXProgram program = NeuroCoreXNetwork.ProgramOf(described, inputs, neurons, 1 * ms);
        List<(int Step, int Input)> spikes = [.. RandomProgram.Spikes(3, Steps).Select(s => (s.Step, s.Input % 20))];
        described.Drive(inputs, SpikeReplay([.. spikes.Select(s => s.Step + 1.0)], [.. spikes.Select(s => s.Input)]));
        using var run = new Simulator(described, 1 * ms, r => r.Spikes(neurons), new SimulationOptions { Precision = Precision.Double });
        run.RunSteps(Steps + 1);
        var board = new NeuroCoreXBoard();
        board.Write(program.Configuration());
        board.Write(NeuroCoreXStimulus.Encode(spikes, Steps));
        board.Write(NeuroCoreXProgram.ReadWeights);
        byte[] answer = board.Read();
        Raster raster = NeuroCoreXAnswers.Spikes(answer.AsSpan(..NeuroCoreXAnswers.LengthOfSpikes(Steps)), Steps), expected = run.Spikes(neurons);
        raster.Count.ShouldBeGreaterThan(50);
        for (int t = 0; t < Steps - 1; t++) raster.NeuronsAt(t).ToArray().ShouldBe(expected.NeuronsAt(t).ToArray());
        sbyte[,] weights = NeuroCoreXAnswers.InputWeights(answer.AsSpan(NeuroCoreXAnswers.LengthOfSpikes(Steps)));
        var simulated = run.Weights(learnt);
        simulated.Values.Count(w => w != 3).ShouldBeGreaterThan(20);
        for (int i = 0; i < simulated.Count; i++) ((double)weights[simulated.Targets[i], simulated.Sources[i]]).ShouldBe(simulated.Values[i]);
    }

    [Fact]
    public void A_network_that_the_board_cannot_compute_is_refused()
    {
        Refused(n => { }, new LifDelta(), "'neurons' are neurons of the model LifDelta; the board has ConstantLeakIf.");
        Refused(n => { }, new ConstantLeakIf { Reset = -1 }, "Neuron 0 of 'neurons' has a Reset of -1; the board's is 0.");
        Refused(n => n.Connect(n.Populations[0], n.Populations[1], AllToAll(), 0.5, delay: 1 * ms), new ConstantLeakIf(), "A weight of the projection inputs -> neurons is 0.5; the board has whole numbers from -128 to 127.");
        Refused(n => n.Connect(n.Populations[0], n.Populations[1], AllToAll(), 1, delay: 2 * ms), new ConstantLeakIf(), "the board's is one step.");
        Refused(n => n.Connect(n.Populations[1], n.Populations[0], AllToAll(), 1), new ConstantLeakIf(), "The projection neurons -> inputs is none from 'inputs' or 'neurons' to 'neurons', of which the board consists.");
        Refused(n => n.Learn(n.Connect(n.Populations[0], n.Populations[1], AllToAll(), 1), new PairStdp()), new ConstantLeakIf(), "the board learns by RectangularStdp with a MinWeight of -1 and a MaxWeight of 127.");
        Refused(
            n =>
            {
                n.Connect(n.Populations[0], n.Populations[1], AllToAll(), 1);
                n.Connect(n.Populations[0], n.Populations[1], AllToAll(), 1);
            },
            new ConstantLeakIf(),
            "has a second synapse from 0 to 0; the board has one.");
        Refused(
            n =>
            {
                n.Learn(n.Connect(n.Populations[0], n.Populations[1], AllToAll(), 1), new RectangularStdp { MinWeight = -1 });
                n.Learn(n.Connect(n.Populations[1], n.Populations[1], OneToOne(), 1), new RectangularStdp { MinWeight = -1, Depression = 2 });
            },
            new ConstantLeakIf(),
            "Synapses learn by different rules");
        var network = new Network();
        Population inputs = network.Relay("inputs", 95), neurons = network.Population("neurons", 91, new ConstantLeakIf());
        Should.Throw<ArgumentException>(() => NeuroCoreXNetwork.ProgramOf(network, inputs, neurons, 1 * ms)).Message.ShouldBe("'inputs' has 95 neurons; the board has room for 94.");
        Should.Throw<ArgumentException>(() => NeuroCoreXNetwork.ProgramOf(network, neurons, neurons, 1 * ms)).Message.ShouldBe("'neurons' has 91 neurons; the board has room for 90.");
        var biased = new Network();
        Population two = biased.Population("two", 2, new ConstantLeakIf { Bias = 1 });
        Should.Throw<ArgumentException>(() => NeuroCoreXNetwork.ProgramOf(biased, biased.Relay("inputs", 1), two, 1 * ms)).Message.ShouldBe("More than one neuron of 'two' has a bias; the board has one for one neuron.");
        var leaking = new Network();
        Population leaks = leaking.Population("leaks", 2, i => new ConstantLeakIf { Leak = i });
        Should.Throw<ArgumentException>(() => NeuroCoreXNetwork.ProgramOf(leaking, leaking.Relay("inputs", 1), leaks, 1 * ms)).Message.ShouldBe("Neurons of 'leaks' have different values of Leak; the board has one for all.");
    }

    private static void Refused(Action<Network> connect, INeuronModel model, string message)
    {
        var network = new Network();
        Population inputs = network.Relay("inputs", 3), neurons = network.Population("neurons", [model, model]);
        connect(network);
        Should.Throw<ArgumentException>(() => NeuroCoreXNetwork.ProgramOf(network, inputs, neurons, 1 * ms)).Message.ShouldContain(message);
    }
}
