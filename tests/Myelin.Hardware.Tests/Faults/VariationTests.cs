using Myelin.Connectivity;
using Myelin.Hardware.Faults;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation;

namespace Myelin.Hardware.Tests.Faults;

/// <summary>Devices that differ, and noise of what is read.</summary>
public sealed class VariationTests
{
    [Fact]
    public void Weights_vary_by_the_law()
    {
        double[] ones = [.. Enumerable.Range(0, 4000).Select(i => i % 2 == 0 ? 2.0 : -1.0)];
        Measure(Variation.LogNormal, w => Math.Log(w)).ShouldBe(0.2, 0.01);
        Measure(Variation.Relative, w => w).ShouldBe(0.2, 0.01);

        // Of the range: the deviation of every weight is that of the largest.
        double[] varied = Vary(Variation.OfRange);
        Deviation([.. varied.Zip(ones, (v, w) => v - w)]).ShouldBe(0.4, 0.02);

        double Measure(Variation law, Func<double, double> of) => Deviation([.. Vary(law).Zip(ones, (v, w) => of(v / w))]);

        double[] Vary(Variation law)
        {
            var network = new Network();
            network.Connect(network.Relay("a", 40), network.Population("b", 100, new Leaky()), Syntax.Dense(new WeightTensor(ones, 100, 40)));
            return Samples.Weights(new WeightVariation(0.2, law).Apply(network, 3), 0);
        }
    }

    [Fact]
    public void Parameters_vary_and_stay_where_the_model_allows_them()
    {
        var network = new Network();
        network.Population("cells", 2000, new Leaky { Beta = 0.9 });
        network.Relay("input", 5);
        Population varied = new ParameterVariation(nameof(Leaky.Threshold), 0.1).Apply(network, 1).Populations[0];
        double[] thresholds = [.. Enumerable.Range(0, varied.Size).Select(i => ((Leaky)varied.ModelOf(i)).Threshold)];
        Deviation(thresholds).ShouldBe(0.1, 0.01);
        thresholds.Average().ShouldBe(1, 0.02);
        Enumerable.Range(0, varied.Size).ShouldAllBe(i => ((Leaky)varied.ModelOf(i)).Beta == 0.9);

        // Beta is at most 1, a threshold above 0; the network can be built.
        Network wild = new ParameterVariation(nameof(Leaky.Beta), 5).Apply(new ParameterVariation(nameof(Leaky.Threshold), 5).Apply(network, 1), 2);
        using var run = new Simulator(wild, Samples.Dt);
        run.RunSteps(1);
    }

    [Fact]
    public void A_parameter_that_no_neuron_has_is_refused()
    {
        var network = new Network();
        network.Population("cells", 2, new Leaky());
        Should.Throw<ArgumentException>(() => new ParameterVariation("Treshold", 0.1).Apply(network, 1)).Message
            .ShouldStartWith("No neuron that the fault strikes has a parameter 'Treshold': Leaky has ");
    }

    [Fact]
    public void What_is_read_differs_from_spike_to_spike()
    {
        // A neuron that hands on its input: each step shows what one spike read.
        const int Steps = 4000;
        var network = new Network();
        Population source = network.Relay("source", 1), target = network.Population("target", 1, new Leaky { Beta = 0, Threshold = 1e9 });
        network.Connect(source, target, Syntax.Dense(new double[,] { { 3 } }), delay: 0 * Syntax.ms);
        network.Drive(source, Syntax.ReplayedInput([.. Enumerable.Repeat(1.0, Steps)]));
        Network noisy = new ReadNoise(0.1).Apply(network, 8);
        using var run = new Simulator(noisy, Samples.Dt, r => r.State(noisy.Populations[1], "U"));
        run.RunSteps(Steps);
        Simulation.Recording.Trace trace = run.State(noisy.Populations[1], "U");
        double[] read = [.. Enumerable.Range(0, Steps).Select(i => (double)trace[i, 0])];
        read.Average().ShouldBe(3, 5 * 0.3 / Math.Sqrt(Steps));
        Deviation(read).ShouldBe(0.3, 0.02);
        Correlation(read).ShouldBe(0, 5 / Math.Sqrt(Steps));
        Should.Throw<ArgumentException>(() => new ReadNoise(0.1).Apply(new ReadNoise(0.1).Apply(network, 8), 8)).Message.ShouldContain("has a rule of release already, Noisy");
    }

    [Fact]
    public void Weights_of_a_law_are_those_that_the_engine_draws()
    {
        // Rules by source and by target, laws of weights and of delays: at no deviation the list gives the same spikes.
        foreach (ConnectionRule rule in (ConnectionRule[])[Syntax.FixedIndegree(8), Syntax.FixedOutdegree(8), Syntax.FixedProbability(0.3), Syntax.AllToAll()])
        {
            List<(string, int, int)> original = Samples.Spikes(Make()), listed = Samples.Spikes(new WeightVariation(0).Apply(Make(), 1));
            original.Count.ShouldBeGreaterThan(100);
            listed.ShouldBe(original, rule.ToString());

            Network Make()
            {
                var network = new Network(11);
                Population a = network.Population("a", 30, new LifDelta()), b = network.Population("b", 20, new LifDelta());
                network.Drive(a, Syntax.Poisson(20 * Syntax.kHz, 1 * Syntax.mV));
                network.Connect(a, b, rule, Syntax.Normal(3 * Syntax.mV, 1 * Syntax.mV), Syntax.Uniform(1 * Syntax.ms, 9 * Syntax.ms));
                network.Connect(b, b, rule, 0.5 * Syntax.mV, 2 * Syntax.ms);
                return network;
            }
        }
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static double Correlation(double[] values)
    {
        double mean = values.Average();
        return values.Skip(1).Zip(values, (x, y) => (x - mean) * (y - mean)).Average() / values.Average(v => (v - mean) * (v - mean));
    }
}
