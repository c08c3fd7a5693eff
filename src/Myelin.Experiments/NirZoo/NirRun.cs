using Myelin.Interchange.Mapping;
using Myelin.Networks;
using Myelin.Simulation;
using Myelin.Simulation.Recording;
using Myelin.Spikes;

namespace Myelin.Experiments.NirZoo;

/// <summary>Runs a network that was a graph of NIR in the simulator.</summary>
public sealed class NirRun
{
    private readonly NirNetwork network;
    private readonly Dictionary<Population, double[]> emitted = [];
    private readonly Dictionary<string, double[]> membranes = new(StringComparer.Ordinal);

    /// <summary>Runs a network.</summary>
    /// <param name="network">The network; its inputs have been fed.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="options">Threads, precision, cancellation.</param>
    /// <param name="membrane">Name of a population whose potential is recorded; null for none.</param>
    /// <exception cref="ArgumentException">The network cannot run; one sentence says why.</exception>
    public NirRun(NirNetwork network, int steps, SimulationOptions? options = null, string? membrane = null)
    {
        this.network = network;
        Steps = steps;
        Population[] recorded = [.. network.Network.Populations.Where(p => p.Name == membrane || network.Emitters.Any(e => e.Population == p && e.State is not null))];
        using var run = new Simulator(
            network.Network,
            network.Dt,
            r =>
            {
                r.Spikes();
                foreach (Population population in recorded) r.State(population, "U");
            },
            options);
        run.RunSteps(steps);
        foreach (Population population in network.Network.Populations) Take(run, population, recorded);
    }

    /// <summary>Number of steps.</summary>
    public int Steps { get; }

    /// <summary>Spikes of every population that emits spikes, by name.</summary>
    public Dictionary<string, int> SpikeCounts { get; } = new(StringComparer.Ordinal);

    /// <summary>What left by an output [T, N], row-major.</summary>
    /// <param name="output">The output's name; null where there is only one.</param>
    public double[] Output(string? output = null) => network.Read(Steps, population => emitted[population], output);

    /// <summary>The potential of a population that was recorded [T, N], row-major.</summary>
    public double[] Membrane(string population) => membranes[population];

    private void Take(Simulator run, Population population, Population[] recorded)
    {
        bool isGraded = network.Emitters.Any(e => e.Population == population && e.State is not null);
        if (recorded.Contains(population))
        {
            Trace trace = run.State(population, "U");
            double[] values = new double[(long)Steps * population.Size];
            for (int n = 0; n < population.Size; n++)
            {
                ReadOnlySpan<double> own = trace.Of(n);
                for (int t = 0; t < Steps; t++) values[(t * population.Size) + n] = own[t];
            }

            membranes[population.Name] = values;
            if (isGraded) emitted[population] = values;
        }

        if (isGraded) return;
        Raster raster = run.Spikes(population);
        SpikeCounts[population.Name] = raster.Count;
        double[] spikes = new double[(long)Steps * population.Size];
        for (int i = 0; i < raster.Count; i++) spikes[(raster.Steps[i] * population.Size) + raster.Neurons[i]] = 1;
        emitted[population] = spikes;
    }
}
