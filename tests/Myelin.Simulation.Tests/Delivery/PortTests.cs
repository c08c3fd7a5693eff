using Myelin.Networks;
using Myelin.Neurons;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Delivery;

public class PortTests
{
    private static readonly double[] weights = [8, -4, 0.5, -0.25, 0, -0.0, 2, -1];

    [Fact]
    public void The_sign_of_a_listed_weight_chooses_the_port()
    {
        (double[] excitatory, double[] inhibitory) = Arrived(null);
        excitatory.ShouldBe([.. weights.Select(w => Math.Max(w, 0))]);
        inhibitory.ShouldBe([.. weights.Select(w => Math.Min(w, 0))]);
    }

    [Fact]
    public void A_named_port_takes_weights_of_both_signs()
    {
        (double[] excitatory, double[] inhibitory) = Arrived("Excitatory");
        excitatory.ShouldBe(weights);
        inhibitory.ShouldAllBe(w => w == 0);
        (excitatory, inhibitory) = Arrived("Inhibitory");
        inhibitory.ShouldBe(weights);
        excitatory.ShouldAllBe(w => w == 0);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void A_constant_weight_goes_by_its_sign_however_small(Precision precision)
    {
        foreach (double weight in (double[])[3, -3, 0.0, -0.0, 1e-50, -1e-50])
        {
            var network = new Network();
            Population source = network.Population("source", 1, new Parrot());
            Population target = network.Population("target", 1, new LifExp());
            network.Drive(source, SpikeReplay([EndOf(0)], [0]));
            network.Connect(source, target, OneToOne(), weight * pA);
            using Simulator run = new(network, Dt, null, new SimulationOptions { Precision = precision });
            run.RunSteps(2);
            double kept = precision == Precision.Single ? (float)weight : weight;
            run.Peek(target, "Ie", 0).ShouldBe(weight > 0 ? kept : 0);
            run.Peek(target, "Ii", 0).ShouldBe(weight < 0 ? kept : 0);
            run.SynapticEvents.ShouldBe(1);
        }
    }

    [Fact]
    public void Drawn_weights_of_both_signs_divide_between_the_ports()
    {
        var network = new Network(seed: 9);
        Population source = network.Population("source", 1, new Parrot());
        Population target = network.Population("target", 2000, new LifExp());
        network.Drive(source, SpikeReplay([EndOf(0)], [0]));
        network.Connect(source, target, AllToAll(), Normal(0 * pA, 8 * pA));
        using Simulator run = new(network, Dt, null, Double(2));
        run.RunSteps(2);
        double[] excitatory = [.. Enumerable.Range(0, 2000).Select(n => run.Peek(target, "Ie", n))];
        double[] inhibitory = [.. Enumerable.Range(0, 2000).Select(n => run.Peek(target, "Ii", n))];
        excitatory.ShouldAllBe(w => w >= 0);
        inhibitory.ShouldAllBe(w => w <= 0);
        excitatory.Zip(inhibitory).ShouldAllBe(w => w.First == 0 || w.Second == 0);
        excitatory.Average().ShouldBe(8 / Math.Sqrt(2 * Math.PI), 0.5);
        inhibitory.Average().ShouldBe(-8 / Math.Sqrt(2 * Math.PI), 0.5);
    }

    private static (double[] Excitatory, double[] Inhibitory) Arrived(string? port)
    {
        var network = new Network();
        Population source = network.Population("source", 1, new Parrot());
        Population target = network.Population("target", weights.Length, new LifExp());
        network.Drive(source, SpikeReplay([EndOf(0)], [0]));
        network.Connect(source, target, Explicit(new int[weights.Length], [.. Enumerable.Range(0, weights.Length)], weights, unit: "pA"), port: port);
        using Simulator run = new(network, Dt, null, Double());
        run.RunSteps(2);
        return (
            [.. Enumerable.Range(0, weights.Length).Select(n => run.Peek(target, "Ie", n))],
            [.. Enumerable.Range(0, weights.Length).Select(n => run.Peek(target, "Ii", n))]);
    }
}
