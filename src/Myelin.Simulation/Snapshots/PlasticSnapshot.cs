using Myelin.Networks;
using Myelin.Simulation.Plastic;

namespace Myelin.Simulation.Snapshots;

/// <summary>What a snapshot keeps of a plastic projection besides its synapses: whether it is frozen, and third factors under way.</summary>
internal static class PlasticSnapshot
{
    /// <summary>The plastic projections, each with its tables in the order of the targets.</summary>
    public static IEnumerable<PlasticDelivery[]> Projections(Engine engine) =>
        engine.Plastic.GroupBy(t => t.Projection.Index).OrderBy(g => g.Key).Select(g => g.OrderBy(t => t.Target.First).ToArray());

    public static void Write(BinaryWriter writer, PlasticDelivery[] tables, long step)
    {
        writer.Write(tables[0].IsFrozen);
        for (long at = step - tables[0].Factors.Steps; at < step; at++)
        {
            double[]? first = at < -1 ? null : tables[0].Factors.At(at);
            writer.Write(first is null ? 0 : first.Length == 1 ? 1 : 2);
            if (first is null) continue;
            if (first.Length == 1) writer.Write(first[0]);
            else foreach (double value in Distinct(tables).SelectMany(t => t.Factors.At(at)!)) writer.Write(value);
        }
    }

    public static void Read(BinaryReader reader, PlasticDelivery[] tables, long step)
    {
        bool isFrozen = reader.ReadBoolean();
        foreach (PlasticDelivery table in tables) table.IsFrozen = isFrozen;
        for (long at = step - tables[0].Factors.Steps; at < step; at++)
        {
            int kind = reader.ReadInt32();
            if (kind == 0) continue;
            double[] one = kind == 1 ? [reader.ReadDouble()] : [];
            foreach (IGrouping<int, PlasticDelivery> slice in tables.GroupBy(t => t.Target.First))
            {
                double[] own = kind == 1 ? one : [.. Enumerable.Range(0, slice.First().Target.Count).Select(_ => reader.ReadDouble())];
                foreach (PlasticDelivery table in slice) table.Factors.Set(at, own);
            }
        }
    }

    /// <summary>The rule by which each projection learns, in words, a line each; empty where it does not.</summary>
    public static string RulesOf(Network network) => string.Join('\n', network.Projections.Select(RuleOf));

    /// <summary>Says which of a snapshot's rules is another than the network's; null where none is, or there are more or fewer projections.</summary>
    public static string? OtherRule(string rules, Network network)
    {
        string[] saved = rules.Split('\n');
        for (int i = 0; i < network.Projections.Count && saved.Length == network.Projections.Count; i++)
        {
            string own = RuleOf(network.Projections[i]);
            if (!string.Equals(saved[i], own, StringComparison.Ordinal)) return $"the {network.Projections[i].Name} learns {Words(saved[i])}, not {Words(own)}";
        }

        return null;

        static string Words(string rule) => rule.Length == 0 ? "by no rule" : "by " + rule;
    }

    private static string RuleOf(Projection projection) => projection.Learning is { } learning ? FormattableString.Invariant($"{learning}") : "";

    /// <summary>Writes which synapses the projections have that are rewired; those of others are made again from the description.</summary>
    public static void WriteStructure(BinaryWriter writer, Engine engine)
    {
        foreach ((_, SynapseChanges changes) in Rewired(engine))
        {
            writer.Write(changes.Count);
            foreach ((int source, int target, int port) in changes.List())
            {
                writer.Write(source);
                writer.Write(target);
                writer.Write(port);
            }
        }
    }

    /// <summary>Makes the synapses that <see cref="WriteStructure"/> wrote.</summary>
    public static void ReadStructure(BinaryReader reader, Engine engine)
    {
        foreach ((Projection projection, SynapseChanges changes) in Rewired(engine))
        {
            long count = reader.ReadInt64();
            if (count < 0 || count > projection.Rewiring!.Budget || count > (reader.BaseStream.Length - reader.BaseStream.Position) / 12)
                throw new InvalidDataException($"The snapshot has {count} synapses of the {projection.Name}, whose budget is {projection.Rewiring!.Budget}.");
            var synapses = new List<(int, int, int)>((int)count);
            for (long i = 0; i < count; i++) synapses.Add((reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()));
            changes.Restore(synapses, engine.Step);
        }
    }

    private static IEnumerable<(Projection Projection, SynapseChanges Changes)> Rewired(Engine engine) => engine.Network.Projections
        .Where(p => p.Rewiring is not null)
        .Select(p => (p, new SynapseChanges(p, [.. engine.Plastic.Where(t => ReferenceEquals(t.Projection, p))], NetworkValidation.DelayBounds(p, engine.Dt)!.Value)));

    // Where the sign of a weight chooses the port, a slice has two tables with the same factors.
    private static IEnumerable<PlasticDelivery> Distinct(PlasticDelivery[] tables) => tables.DistinctBy(t => t.Target.First);
}
