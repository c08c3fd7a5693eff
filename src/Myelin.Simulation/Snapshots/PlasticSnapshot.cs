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

    // Where the sign of a weight chooses the port, a slice has two tables with the same factors.
    private static IEnumerable<PlasticDelivery> Distinct(PlasticDelivery[] tables) => tables.DistinctBy(t => t.Target.First);
}
