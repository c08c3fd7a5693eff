using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Simulation.Machines;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

public sealed class SynapseCircuitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_circuit_delivers_what_it_makes_of_each_synapse_and_the_rule_keeps_its_weight(bool frozen)
    {
        var network = new Network();
        Population sources = network.Relay("sources", 3), targets = network.Population("targets", 40, new LifDelta { Rest = 0 * mV, Reset = 0 * mV, Threshold = 1e6 * mV, TauM = 1e9 * ms });
        network.Connect(sources, targets, AllToAll(), 0.5 * mV, delay: 1 * ms);
        Projection learnt = network.Connect(sources, targets, AllToAll(), 3 * mV, delay: 1 * ms);
        network.Learn(learnt, new PairStdp { MaxWeight = 10 });
        network.Drive(sources, SpikeReplay([1.0, 2.0, 2.0], [0, 1, 2]));
        var emulation = new Emulation { Circuits = [null, new Own()] };
        using var run = new Simulator(network, 1 * ms, null, new SimulationOptions { Precision = Precision.Double, Threads = 2, Emulation = emulation });
        if (frozen) run.Freeze(learnt);
        run.RunSteps(4);
        for (int t = 0; t < 40; t++) run.Peek(targets, "U", t).ShouldBe((3 * 0.5) + (3 * 3) + (100 * (0 + 1 + 2)) + (3 * t), 1e-6);
        run.Weights(learnt).Values.ShouldAllBe(w => w == 3);
    }

    private sealed class Own : SynapseCircuit
    {
        public override double Delivered(int source, int target, double weight) => weight + (100 * source) + target;
    }
}
