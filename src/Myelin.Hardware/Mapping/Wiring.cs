using Myelin.Connectivity;
using Myelin.Networks;

namespace Myelin.Hardware.Mapping;

/// <summary>All connections of a network, by target neuron. Neurons are counted through, population after population.</summary>
internal sealed class Wiring
{
    // Four bytes each, and a list of .NET has at most so many.
    private const long Most = 2_000_000_000;

    private Wiring(Network network)
    {
        FirstOf = new int[network.Populations.Count + 1];
        foreach (Population population in network.Populations) FirstOf[population.Index + 1] = checked(FirstOf[population.Index] + population.Size);
        Starts = new long[Neurons + 1];
        WeightsOf = [.. network.Projections.Select(_ => new WeightSample())];
    }

    /// <summary>The first neuron of each population, and behind the last the number of all.</summary>
    public int[] FirstOf { get; }

    /// <summary>Number of neurons.</summary>
    public int Neurons => FirstOf[^1];

    /// <summary>Where the sources of each neuron begin.</summary>
    public long[] Starts { get; }

    /// <summary>The sources of all synapses, by target.</summary>
    public int[] Sources { get; private set; } = [];

    /// <summary>Weights that each projection's rule brings.</summary>
    public WeightSample[] WeightsOf { get; }

    /// <summary>Number of synapses.</summary>
    public long Synapses => Starts[^1];

    /// <summary>The sources of a neuron's synapses.</summary>
    public ReadOnlySpan<int> SourcesOf(int neuron) => Sources.AsSpan(checked((int)Starts[neuron]), (int)(Starts[neuron + 1] - Starts[neuron]));

    /// <summary>Reads the connections of a network.</summary>
    /// <exception cref="ArgumentException">There are more than two thousand million.</exception>
    public static Wiring Of(Network network, CancellationToken cancellation)
    {
        var wiring = new Wiring(network);
        if (network.ExpectedSynapses > Most) throw new ArgumentException($"A network of {network.ExpectedSynapses:0} synapses cannot be mapped here; at most {Most} can.");
        var partners = new Partners();

        // Counted first, then filled from the back, so that each target's sources ascend as they were streamed.
        wiring.Stream(network, partners, (_, target) => wiring.Starts[target + 1]++, cancellation);
        for (int n = 0; n < wiring.Neurons; n++) wiring.Starts[n + 1] += wiring.Starts[n];
        wiring.Sources = new int[checked((int)wiring.Synapses)];
        long[] next = [.. wiring.Starts];
        wiring.Stream(network, partners, (source, target) => wiring.Sources[next[target]++] = source, cancellation);
        return wiring;
    }

    private void Stream(Network network, Partners partners, Action<int, int> take, CancellationToken cancellation)
    {
        foreach (Projection projection in network.Projections)
        {
            int firstSource = FirstOf[projection.Source.Population.Index] + projection.Source.Start, firstTarget = FirstOf[projection.Target.Population.Index] + projection.Target.Start;
            ConnectionStream stream = projection.Rule.Open(projection.Source.Count, projection.Target.Count, projection.IsRecurrent, network.Seed, (uint)projection.Index);
            int rows = stream.BySource ? projection.Source.Count : projection.Target.Count;
            for (int row = 0; row < rows; row++)
            {
                if ((row & 1023) == 0) cancellation.ThrowIfCancellationRequested();
                stream.Fill(row, partners);
                foreach (int other in partners.Indices) take(firstSource + (stream.BySource ? row : other), firstTarget + (stream.BySource ? other : row));
                if (stream.HasWeights) WeightsOf[projection.Index].Add(partners.Weights);
            }
        }
    }
}
