using Myelin.Networks;
using Myelin.Randomness;

namespace Myelin.Simulation.Plastic;

/// <summary>Lets synapses of one projection come and go, between two steps. What it does depends on neurons only, so not on partitions.</summary>
/// <param name="projection">The projection.</param>
/// <param name="tables">Its tables.</param>
/// <param name="delay">The delay of all synapses, in steps.</param>
internal sealed class SynapseChanges(Projection projection, PlasticDelivery[] tables, int delay)
{
    /// <summary>Number of synapses.</summary>
    public long Count => tables.Sum(t => t.Synapses);

    /// <summary>Refuses a number of synapses beyond the budget.</summary>
    /// <exception cref="ArgumentException">It is.</exception>
    public void ThrowIfBeyond(long count)
    {
        if (count > projection.Rewiring!.Budget)
            throw new ArgumentException($"{projection.Name}: {count} synapses would exceed the budget of {projection.Rewiring.Budget}; remove some or give Rewiring a larger Budget.");
    }

    /// <summary>Adds synapses, with all variables but the weight at 0.</summary>
    /// <exception cref="ArgumentException">There would be more than the budget allows, or no port takes the sign of the weight.</exception>
    public void Add(IEnumerable<(int Source, int Target)> pairs, double weight, long step)
    {
        (int Source, int Target)[] all = [.. pairs];
        ThrowIfBeyond(Count + all.Length);
        int port = NetworkValidation.Port(projection.Target.Population, projection.Port, weight);
        BringUpToDate(step);
        foreach (IGrouping<int, (int Source, int Target)> row in all.GroupBy(p => p.Source).OrderBy(g => g.Key))
        {
            // What all tables know of the source, before any of them changes.
            SourceHead? head = HeadOf(row.Key);
            foreach (IGrouping<PlasticDelivery, int> part in row.Select(p => p.Target).GroupBy(t => TableOf(t, port, weight)))
            {
                List<SynapseEntry> entries = part.Key.Read(row.Key);
                entries.AddRange(part.Select(target => new SynapseEntry(delay, target, [weight], null)));
                part.Key.Replace(row.Key, entries, step, _ => head);
            }
        }
    }

    /// <summary>Takes away the synapses that a predicate of source, target and weight names.</summary>
    /// <returns>Number of synapses that went.</returns>
    public long Remove(Func<int, int, double, bool> goes, long step)
    {
        BringUpToDate(step);
        long before = Count;
        foreach (PlasticDelivery table in tables)
        {
            for (int source = 0; source < table.Sources; source++)
            {
                List<SynapseEntry> entries = table.Read(source);
                int removed = entries.RemoveAll(e => goes(source, e.Target, e.Variables[0]));
                if (removed > 0) table.Replace(source, entries, step, _ => null);
            }
        }

        return before - Count;
    }

    /// <summary>A tick of the projection's clock.</summary>
    public void Tick(ulong seed, long step)
    {
        Rewiring rewiring = projection.Rewiring!;
        Remove((_, _, weight) => weight < rewiring.Threshold, step);
        long room = Math.Min(rewiring.Growth, rewiring.Budget - Count);
        if (room <= 0) return;
        var taken = new HashSet<(int, int)>();
        foreach (PlasticDelivery table in tables)
        {
            for (int source = 0; source < table.Sources; source++) taken.UnionWith(table.Read(source).Select(e => (source, e.Target)));
        }

        // Pairs that have a synapse already are drawn again, but not for ever: a dense projection may have no free pair left.
        var stream = new RandomStream(seed ^ (ulong)step, StreamPurpose.Rewiring, (uint)projection.Index, 0);
        var pairs = new List<(int, int)>();
        for (long tries = 0; pairs.Count < room && tries < 20 * room; tries++)
        {
            int source = projection.Source.Start + stream.NextInt(projection.Source.Count), target = projection.Target.Start + stream.NextInt(projection.Target.Count);
            bool isSelf = source == target && ReferenceEquals(projection.Source.Population, projection.Target.Population);
            if (!isSelf && taken.Add((source, target))) pairs.Add((source, target));
        }

        Add(pairs, rewiring.Weight, step);
    }

    /// <summary>Makes these all synapses, as a snapshot has them; their variables follow.</summary>
    public void Restore(List<(int Source, int Target, int Port)> synapses, long step)
    {
        ILookup<int, (int Source, int Target, int Port)> rows = synapses.ToLookup(s => s.Source);
        foreach (PlasticDelivery table in tables)
        {
            for (int source = 0; source < table.Sources; source++)
            {
                IEnumerable<(int Source, int Target, int Port)> own = rows[source].Where(s => s.Port == table.Port && s.Target >= table.Target.First && s.Target < table.Target.End);
                table.Replace(source, [.. own.Select(s => new SynapseEntry(delay, s.Target, [], null))], step, _ => null);
            }
        }
    }

    /// <summary>All synapses: source, target and port, in an order that does not depend on partitions.</summary>
    public IEnumerable<(int Source, int Target, int Port)> List()
    {
        PlasticDelivery[] ordered = [.. tables.OrderBy(t => t.Port).ThenBy(t => t.Target.First)];
        for (int source = 0; ordered.Length > 0 && source < ordered[0].Sources; source++)
        {
            foreach (PlasticDelivery table in ordered)
            {
                foreach (SynapseEntry entry in table.Read(source)) yield return (source, entry.Target, table.Port);
            }
        }
    }

    private void BringUpToDate(long step)
    {
        foreach (PlasticDelivery table in tables) table.BringUpToDate(step);
    }

    private SourceHead? HeadOf(int source)
    {
        foreach (PlasticDelivery table in tables)
        {
            if (table.HeadOf(source, delay) is { } head) return head;
        }

        return null;
    }

    private PlasticDelivery TableOf(int target, int port, double weight) =>
        tables.FirstOrDefault(t => t.Port == port && target >= t.Target.First && target < t.Target.End)
        ?? throw new ArgumentException(FormattableString.Invariant($"{projection.Name}: its synapses have the other sign than a new one of weight {weight}."));
}
