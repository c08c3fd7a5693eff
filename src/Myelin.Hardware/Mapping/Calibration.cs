using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation;

namespace Myelin.Hardware.Mapping;

/// <summary>What a short run in double precision tells of a network: how far its states go, and who fires.</summary>
internal sealed class Calibration
{
    // Neurons of a population whose states are looked at, and how often.
    private const int Looks = 50;

    private Calibration(Network network)
    {
        LargestState = new double[network.Populations.Count];
        Spikes = [.. network.Populations.Select(p => new int[p.Size])];
    }

    /// <summary>The largest magnitude of a state variable, by population.</summary>
    public double[] LargestState { get; }

    /// <summary>Spikes of each neuron, by population.</summary>
    public int[][] Spikes { get; }

    /// <summary>Steps of the run.</summary>
    public int Steps { get; private init; }

    public static Calibration Of(Network network, Time dt, int steps, CancellationToken cancellation)
    {
        var result = new Calibration(network) { Steps = steps };
        foreach (Population population in network.Populations)
        {
            for (int n = 0; n < (population.HasParametersPerNeuron ? population.Size : 1); n++)
            {
                foreach (double initial in population.ModelOf(n).LowerInitialState(dt)) result.Include(population, initial);
            }
        }

        if (steps == 0) return result;
        using var simulator = new Simulator(network, dt, r => r.Counts(), new SimulationOptions { Precision = Precision.Double, Cancellation = cancellation });
        for (int done = 0; done < steps;)
        {
            int now = Math.Min(Math.Max(1, steps / Looks), steps - done);
            simulator.RunSteps(now);
            done += now;
            foreach (Population population in network.Populations)
            {
                var values = new double[population.Size];
                foreach (var state in population.States)
                {
                    simulator.GetState(population, state.Name, values);
                    foreach (double value in values) result.Include(population, value);
                }
            }
        }

        foreach (Population population in network.Populations) simulator.TakeCounts(population, result.Spikes[population.Index]);
        return result;
    }

    private void Include(Population population, double value)
    {
        if (double.IsFinite(value)) LargestState[population.Index] = Math.Max(LargestState[population.Index], Math.Abs(value));
    }
}
