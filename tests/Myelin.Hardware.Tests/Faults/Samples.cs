using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;

namespace Myelin.Hardware.Tests.Faults;

/// <summary>Small networks to put faults into, and what they do.</summary>
internal static class Samples
{
    public static readonly Time Dt = 1 * Syntax.ms;

    /// <summary>Six inputs that all spike at every step, five neurons, three neurons behind them.</summary>
    public static Network Layers(ulong seed = 1, double scale = 0.3)
    {
        var network = new Network(seed);
        Population input = network.Relay("input", 6), hidden = network.Population("hidden", 5, new Leaky { Beta = 0.8 }), output = network.Population("output", 3, new Leaky { Beta = 0.8 });
        var random = new Random(7);
        network.Connect(input, hidden, Syntax.Dense(Matrix(5, 6)), delay: 0 * Syntax.ms);
        network.Connect(hidden, output, Syntax.Dense(Matrix(3, 5)), delay: 0 * Syntax.ms);
        network.Drive(input, Syntax.Poisson(300 * Syntax.Hz, 1.0));
        return network;

        double[,] Matrix(int rows, int columns)
        {
            double[,] values = new double[rows, columns];
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < columns; c++) values[r, c] = scale * ((2 * random.NextDouble()) - 0.6);
            }

            return values;
        }
    }

    /// <summary>The spikes that others see of every population with neurons, in the order (population, step, neuron).</summary>
    public static List<(string Population, int Step, int Neuron)> Spikes(Network network, int steps = 200, int threads = 1)
    {
        using var run = new Simulator(network, Dt, r => r.Spikes(), new SimulationOptions { Threads = threads, Weights = WeightStorage.Full });
        run.RunSteps(steps);
        var spikes = new List<(string, int, int)>();
        foreach (Population p in network.Populations.Take(3))
        {
            foreach ((int step, int neuron) in run.Spikes(p.Emitting)) spikes.Add((p.Name, step, neuron));
        }

        return spikes;
    }

    /// <summary>How often each neuron of a population is seen to spike.</summary>
    public static int[] Counts(Network network, string population, int steps = 200)
    {
        using var run = new Simulator(network, Dt, r => r.Spikes());
        run.RunSteps(steps);
        Population seen = network.Populations.Single(p => p.Name == population).Emitting;
        int[] counts = new int[seen.Size];
        foreach ((int _, int neuron) in run.Spikes(seen)) counts[neuron]++;
        return counts;
    }

    /// <summary>The stored weights of a projection.</summary>
    public static double[] Weights(Network network, int projection) => StoredWeights.Of(network.Projections[projection], network.Seed)!.Values;
}
