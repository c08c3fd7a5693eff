using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation.Recording;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Inputs;

public class PoissonTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(1.5)]
    [InlineData(80)]
    public void Counts_have_the_mean_and_variance_of_Poisson_and_are_independent(double mean)
    {
        const int Neurons = 500, Steps = 200;
        var network = new Network(3);
        Population probes = network.Population("probes", Neurons + 21, Probe);
        network.Drive(probes[21..], Poisson(mean / Dt, 2.0));
        using Simulator run = new(network, Dt, r => r.State(probes, "U"), Double(2));
        run.RunSteps(Steps);
        Trace trace = run.State(probes, "U");
        double sum = 0, squares = 0, neighbours = 0, successors = 0;
        double[] perNeuron = new double[Neurons];
        for (int step = 0; step < Steps; step++)
        {
            for (int n = 0; n < 21; n++) trace[step, n].ShouldBe(0);
            for (int n = 0; n < Neurons; n++)
            {
                double count = trace[step, n + 21] / 2, z = (count - mean) / Math.Sqrt(mean);
                count.ShouldBe(Math.Round(count));
                sum += z;
                squares += z * z;
                perNeuron[n] += z;
                if (n > 0) neighbours += z * ((trace[step, n + 20] / 2) - mean) / Math.Sqrt(mean);
                if (step > 0) successors += z * ((trace[step - 1, n + 21] / 2) - mean) / Math.Sqrt(mean);
            }
        }

        double count4 = 4 / Math.Sqrt(Neurons * Steps);
        (sum / (Neurons * Steps)).ShouldBe(0, count4);
        (squares / (Neurons * Steps)).ShouldBe(1, count4 * Math.Sqrt(2 + (1 / mean)));
        (neighbours / (Neurons * Steps)).ShouldBe(0, count4);
        (successors / (Neurons * Steps)).ShouldBe(0, count4);

        // The sums of the neurons have the variance of independent steps.
        perNeuron.Average(z => z * z / Steps).ShouldBe(1, 4 * Math.Sqrt(2.0 / Neurons));
    }

    [Fact]
    public void Two_inputs_and_two_seeds_are_different_trains()
    {
        double[] Totals(ulong seed, bool second)
        {
            var network = new Network(seed);
            Population probes = network.Population("probes", 300, Probe);
            Population other = network.Population("other", 300, Probe);
            network.Drive(second ? other : probes, Poisson(4 * kHz, 0.0));
            network.Drive(probes, Poisson(4 * kHz, 1.0));
            network.Drive(probes, Poisson(4 * kHz, -1.0));
            using Simulator run = new(network, Dt);
            run.RunSteps(1);
            return [.. Enumerable.Range(0, 300).Select(n => run.Peek(probes, "U", n))];
        }

        double[] totals = Totals(1, second: false);
        totals.ShouldContain(t => t > 0);
        totals.ShouldContain(t => t < 0);
        Totals(1, second: true).ShouldBe(totals);
        Totals(2, second: false).ShouldNotBe(totals);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void A_range_that_begins_anywhere_rounds_alike_for_every_number_of_threads(Precision precision)
    {
        // Weights that round, on top of spikes that arrive: the sum must not depend on where a slice begins.
        var network = new Network(4);
        Population sources = network.Population("sources", 300, new PoissonNeuron { Rate = 400 * Hz });
        Population cells = network.Population("cells", 700, new LifExp { Threshold = 1e9 * mV });
        network.Connect(sources, cells, FixedIndegree(30), 1.7 * pA);
        network.Drive(cells[5..690], Poisson(6 * kHz, 0.3 * pA));
        network.Drive(cells[21..], NoisyCurrent(0.7 * pA, 1.3 * pA));
        network.Drive(cells[3..], NoisyCurrent(0.1 * pA, 0.9 * pA));
        long[]? first = null;
        foreach (int threads in (int[])[1, 2, 3, 5])
        {
            using Simulator run = new(network, Dt, null, new SimulationOptions { Precision = precision, Threads = threads });
            run.RunSteps(100);
            first ??= run.States();
            run.States().AsSpan().SequenceEqual(first).ShouldBeTrue($"{threads} threads");
        }
    }

    [Fact]
    public void A_rate_of_zero_brings_nothing_and_a_negative_weight_inhibits()
    {
        var network = new Network();
        Population cells = network.Population("cells", 40, new LifExp());
        network.Drive(cells, Poisson(0 * Hz, 100 * pA));
        network.Drive(cells, Poisson(8 * kHz, -2 * pA));
        using Simulator run = new(network, Dt, null, Double());
        run.RunSteps(50);
        for (int n = 0; n < 40; n++)
        {
            run.Peek(cells, "Ie", n).ShouldBe(0);
            run.Peek(cells, "Ii", n).ShouldBeLessThan(0);
        }
    }
}
