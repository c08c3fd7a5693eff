using Myelin.Connectivity;
using Myelin.Hardware.Arithmetic;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation;
using Myelin.Simulation.Machines;
using Myelin.Spikes;
using Myelin.Values;
using static Myelin.Syntax;

namespace Myelin.Hardware.Tests.Arithmetic;

public sealed class SimulationInWordsTests
{
    [Fact]
    public void With_24_bits_behind_the_point_the_spikes_of_nearly_all_steps_are_those_of_doubles()
    {
        (int steps, int equal) = Compare(new FixedFormat(40, 24), 1000);
        ((double)equal / steps).ShouldBeGreaterThanOrEqualTo(0.999);
    }

    [Fact]
    public void With_few_bits_they_are_not()
    {
        (int steps, int equal) = Compare(new FixedFormat(16, 4), 1000);
        ((double)equal / steps).ShouldBeLessThan(0.9);
    }

    [Fact]
    public void Weights_are_whole_multiples_of_the_last_bit()
    {
        var network = new Network();
        Population source = network.Population("source", 1, new Parrot());
        Population target = network.Population("target", 3, new NirI());
        network.Connect(source, target, Dense(new double[,] { { 0.9 }, { 0.3 }, { -0.24 } }), delay: 0 * ms);
        network.Drive(source, SpikeReplay([1.0], [0]));
        var emulation = new Emulation { Weights = [WeightGrid.Symmetric(3, 0.9)] };
        using var simulator = new Simulator(network, 1 * ms, null, new SimulationOptions { Precision = Precision.Double, Emulation = emulation });
        simulator.RunSteps(1);
        double scale = simulator.Peek(target, "U", 0) / 0.9;
        simulator.Peek(target, "U", 1).ShouldBe(0.3 * scale, 1e-12);
        simulator.Peek(target, "U", 2).ShouldBe(-0.3 * scale, 1e-12);
    }

    [Fact]
    public void Words_need_double_precision() =>
        Should.Throw<ArgumentException>(() => new Simulator(Balanced(), 0.1 * ms, null, new SimulationOptions { Emulation = new Emulation() }))
            .Message.ShouldStartWith("A run that imitates a machine needs Precision.Double, in which its words are exact.");

    private static (int Steps, int Equal) Compare(FixedFormat format, int steps)
    {
        Raster Run(Emulation? emulation)
        {
            Network network = Balanced();
            using var simulator = new Simulator(network, 0.1 * ms, r => r.Spikes(), new SimulationOptions { Precision = Precision.Double, Emulation = emulation });
            simulator.RunSteps(steps);
            return simulator.Spikes(network.Populations[0]);
        }

        Raster exact = Run(null), words = Run(new Emulation { Arithmetic = [new FixedArithmetic(format), new FixedArithmetic(format)] });
        exact.Count.ShouldBeGreaterThan(200);
        int equal = Enumerable.Range(0, steps).Count(s => At(exact, s).SequenceEqual(At(words, s)));
        return (steps, equal);
    }

    private static int[] At(Raster raster, int step) => [.. raster.NeuronsAt(step)];

    private static Network Balanced()
    {
        var network = new Network(seed: 3);
        Population excitatory = network.Population("excitatory", 80, new LifExp()), inhibitory = network.Population("inhibitory", 20, new LifExp());
        network.Connect(excitatory, excitatory, FixedIndegree(10), weight: 60 * pA, delay: 1.5 * ms);
        network.Connect(excitatory, inhibitory, FixedIndegree(10), weight: 60 * pA, delay: 1.5 * ms);
        network.Connect(inhibitory, excitatory, FixedIndegree(5), weight: -240 * pA, delay: 1.5 * ms);
        network.Drive(excitatory, Poisson(8000 * Hz, 60 * pA));
        network.Drive(inhibitory, Poisson(8000 * Hz, 60 * pA));
        return network;
    }
}
