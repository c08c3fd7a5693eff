using System.Globalization;
using Myelin.Connectivity;
using Myelin.Networks;

namespace Myelin.Simulation.Building;

/// <summary>What a network will take before any of it is built.</summary>
/// <param name="Neurons">Number of neurons.</param>
/// <param name="Synapses">Expected number of synapses.</param>
/// <param name="Bytes">Expected bytes of native memory at the peak.</param>
public sealed record MemoryEstimate(long Neurons, double Synapses, long Bytes)
{
    /// <summary>Estimates a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">How it will be run.</param>
    public static MemoryEstimate Of(Network network, SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new SimulationOptions();
        int number = options.Precision == Precision.Double ? 8 : 4;
        double bytes = 0, transposed = 0;
        foreach (Projection p in network.Projections)
        {
            double synapses = p.ExpectedSynapses;
            bool full = p.Weight is null || options.Weights == WeightStorage.Full || options.Precision == Precision.Double;
            bytes += p.Rule.Storage switch
            {
                ConnectionStorage.Dense when p.Learning is null => synapses * number,
                ConnectionStorage.Procedural => 0,
                _ when p.Learning is { } learning => synapses * (2 + 4 + (number * learning.Rule.Info.States.Count)),
                _ => synapses * (p.Weight?.ConstantValue is not null ? 2 : full ? 2 * number : 4),
            };
            if (p.Rule is FixedIndegree) transposed = Math.Max(transposed, synapses * 4);
        }

        // A synapse that releases at random has a state; a coupling's synapse has a source and a weight, and blocks are filled up.
        bytes += network.Projections.Where(p => p.Release?.Info.IsStochastic == true).Sum(p => p.ExpectedSynapses * ((8.0 * p.Release!.Info.States.Count) + 2));
        bytes += network.Couplings.Sum(c => (c.Model.Info.IsMutual ? 2 : 1) * c.ExpectedConnections * (4 + number + 24) * 1.5);

        // A row's header holds one offset per delay; 40 delays are typical where delays are random.
        bytes += network.Projections.Where(p => p.Rule.Storage == ConnectionStorage.Sparse)
            .Select(p => (p.Source.Population, Random: p.Delay.ConstantValue is null))
            .Distinct()
            .Sum(p => p.Population.Size * (p.Random ? 2.0 * 48 * 4 : 2.0 * 24));
        bytes += network.Populations.Sum(p => (double)p.Size * number * (p.States.Count + p.Ports.Count + 64));
        return new MemoryEstimate(network.Neurons, network.ExpectedSynapses, (long)(bytes + transposed));
    }

    /// <summary>Refuses a network that the machine cannot hold.</summary>
    /// <param name="limit">Bytes allowed; 0 for what the machine has.</param>
    /// <exception cref="InsufficientMemoryException">The network needs more.</exception>
    public void ThrowIfTooLarge(long limit)
    {
        long available = limit > 0 ? limit : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (Bytes <= available) return;
#pragma warning disable MA0012 // It is exactly what this exception is for: memory that a large operation would need is not there.
        throw new InsufficientMemoryException(string.Create(
            CultureInfo.InvariantCulture,
            $"The network of {Neurons:N0} neurons and {Synapses:N0} synapses needs about {Amount(Bytes)}, but {Amount(available)} are available; make it smaller."));
#pragma warning restore MA0012
    }

    private static string Amount(long bytes) => bytes switch
    {
        >= 100_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 100_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
    };
}
