using Myelin.Networks;
using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Machines;

/// <summary>A transport at work in an engine: what each core sees of each population, and who tells the transport of a step.</summary>
internal sealed class Courier(SpikeTransport transport, Network network, int partitions) : IDisposable
{
    private readonly SpikeHistory?[][] inboxes = [.. Enumerable.Range(0, partitions).Select(_ => new SpikeHistory?[network.Populations.Count])];
    private StepSpikes? spikes;
    private LateArrivals? arrivals;

    /// <summary>Whether spikes of projections with a delay are read from what a core sees.</summary>
    public bool CanBeLate => transport.CanBeLate;

    /// <summary>What a core sees of a population.</summary>
    /// <exception cref="ArgumentException">Synapses of the population have short-term plasticity.</exception>
    public SpikeHistory Inbox(int partition, Population source, int steps)
    {
        if (network.Projections.Any(p => p.Source.Population == source && p.Release is not null))
            throw new ArgumentException($"Synapses from '{source.Name}' have short-term plasticity, which cannot be imitated where spikes come late.");
        return inboxes[partition][source.Index] ??= new SpikeHistory(source.Size, steps);
    }

    /// <summary>Begins, once all that the cores see is known.</summary>
    public void Attach(SliceRuntime[][] slices)
    {
        spikes = new StepSpikes([.. slices.Select(population => population.Select(s => s.Slice.Count > 0 ? s.History : null).ToArray())]);
        arrivals = new LateArrivals(inboxes);
    }

    /// <summary>Carries the spikes of a step; by one thread, while the others wait.</summary>
    public void Carry(long step)
    {
        spikes!.Step = arrivals!.Step = step;
        transport.Carry(step, spikes, arrivals);
        if (transport.CanBeLate) arrivals.Commit(spikes);
    }

    public void Dispose()
    {
        foreach (SpikeHistory? inbox in inboxes.SelectMany(i => i)) inbox?.Dispose();
    }
}
