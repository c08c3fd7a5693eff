using Myelin.Interchange.Mapping;
using Myelin.Interchange.Nir;
using Myelin.Networks;
using Myelin.Simulation;

namespace Myelin.Interchange.Tests;

/// <summary>Runs a graph in the simulator.</summary>
internal static class GraphRun
{
    /// <summary>What leaves by the only output [T, N].</summary>
    public static double[] Output(NirGraph graph, double[] input, NirImportOptions? options = null, Precision precision = Precision.Double) => Output(graph.ToNetwork(options), input, precision);

    /// <inheritdoc cref="Output(NirGraph, double[], NirImportOptions?, Precision)"/>
    public static double[] Output(NirNetwork network, double[] input, Precision precision = Precision.Double)
    {
        network.Feed(input);
        int steps = input.Length / (int)network.Inputs.Single().Shape.Count;
        return network.Read(steps, Emissions(network, steps, precision));
    }

    /// <summary>What every population emitted [T, N] in a number of steps.</summary>
    public static Func<Population, double[]> Emissions(NirNetwork network, int steps, Precision precision = Precision.Double)
    {
        using var run = new Simulator(
            network.Network,
            network.Dt,
            r =>
            {
                r.Spikes();
                foreach (Population population in network.Network.Populations.Where(p => p.States.Any(s => s.Name == "U"))) r.State(population, "U");
            },
            new SimulationOptions { Precision = precision });
        run.RunSteps(steps);
        Dictionary<Population, double[]> emitted = network.Network.Populations.ToDictionary(p => p, p => Emitted(run, p, network, steps));
        return p => emitted[p];
    }

    /// <summary>A variable of every neuron [T, N].</summary>
    public static double[] Trace(NirNetwork network, string population, int steps)
    {
        Population of = network.Network.Populations.Single(p => p.Name == population);
        using var run = new Simulator(network.Network, network.Dt, r => r.State(of, "U"), new SimulationOptions { Precision = Precision.Double });
        run.RunSteps(steps);
        return States(run, of, steps);
    }

    private static double[] Emitted(Simulator run, Population population, NirNetwork network, int steps)
    {
        if (network.Emitters.Any(e => e.Population == population && e.State is not null)) return States(run, population, steps);
        double[] spikes = new double[steps * population.Size];
        var raster = run.Spikes(population);
        for (int i = 0; i < raster.Count; i++) spikes[(raster.Steps[i] * population.Size) + raster.Neurons[i]] = 1;
        return spikes;
    }

    private static double[] States(Simulator run, Population population, int steps)
    {
        var trace = run.State(population, "U");
        double[] values = new double[steps * population.Size];
        for (int n = 0; n < population.Size; n++)
        {
            double[] own = trace.Of(n);
            for (int t = 0; t < steps; t++) values[(t * population.Size) + n] = own[t];
        }

        return values;
    }
}
