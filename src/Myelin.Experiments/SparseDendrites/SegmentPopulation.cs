using Myelin.Experiments.Running;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Experiments.SparseDendrites;

/// <summary>Cells that show one set of active cells after the other, and neurons each with one dendritic segment on some of the cells.</summary>
internal static class SegmentPopulation
{
    private static Time Dt => 1 * ms;

    /// <summary>A random set of cells, drawn one after the other.</summary>
    /// <param name="random">Where the draws come from.</param>
    /// <param name="from">The cells to choose from.</param>
    /// <param name="size">Number of cells of the set.</param>
    public static int[] Draw(ref RandomStream random, ReadOnlySpan<int> from, int size)
    {
        int[] rest = from.ToArray();
        for (int i = 0; i < size; i++)
        {
            int other = i + random.NextInt(rest.Length - i);
            (rest[i], rest[other]) = (rest[other], rest[i]);
        }

        return rest[..size];
    }

    /// <summary>Shows patterns, a step each.</summary>
    /// <param name="cells">Number of cells.</param>
    /// <param name="patterns">The active cells of each step.</param>
    /// <param name="synapses">The cells on which each segment has a synapse.</param>
    /// <param name="thresholds">Number of active synapses that makes each segment spike.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <returns>Which segments matched: the pattern is the step.</returns>
    public static Raster Show(int cells, int[][] patterns, int[][] synapses, int[] thresholds, ExperimentContext context)
    {
        var network = new Network(context.Seed);
        Population axons = network.Population("cells", cells, new Parrot());
        Population segments = network.Population(
            "segments",
            synapses.Length,
            i => new SegmentNeuron { SegmentThreshold = thresholds[i], FeedforwardThreshold = 0, NeedsSegment = true, Hold = 1 });
        double[] times = [.. patterns.SelectMany((p, step) => p.Select(_ => (step + 1) * Dt.InMilliseconds))];
        network.Drive(axons, SpikeReplay(times, [.. patterns.SelectMany(p => p)]));
        int[] targets = [.. synapses.SelectMany((s, segment) => s.Select(_ => segment))];
        network.Connect(axons, segments, Explicit([.. synapses.SelectMany(s => s)], targets), delay: Dt, port: "Segment");
        var options = new SimulationOptions { Threads = context.Threads, Cancellation = context.Cancellation };
        using var simulator = new Simulator(network, Dt, r => r.Spikes(segments), options);
        simulator.RunSteps(patterns.Length + 1);

        // A pattern arrives at the segments one step after it is shown.
        return simulator.Spikes(segments).Slice(Dt, (patterns.Length + 1) * Dt);
    }
}
