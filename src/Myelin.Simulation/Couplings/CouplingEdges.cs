using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Randomness;
using Myelin.Simulation.Building;

namespace Myelin.Simulation.Couplings;

/// <summary>One connection of a coupling.</summary>
/// <param name="Source">Index of the source neuron within its population.</param>
/// <param name="Target">Index of the target neuron within its population.</param>
/// <param name="Weight">The weight.</param>
internal readonly record struct CouplingEdge(int Source, int Target, double Weight);

/// <summary>The connections of one coupling that lead from one population to another.</summary>
/// <param name="Coupling">The coupling.</param>
/// <param name="Source">The population whose potential is read.</param>
/// <param name="Target">The population that receives the current.</param>
/// <param name="Edges">The connections, ordered by target, then source, then creation.</param>
internal sealed record CouplingEdges(Coupling Coupling, Population Source, Population Target, CouplingEdge[] Edges)
{
    /// <summary>The connections of a coupling, of a mutual one those of both directions.</summary>
    /// <param name="coupling">The coupling.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="threads">Number of threads that may be used.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">A weight that was drawn or listed is negative.</exception>
    public static IEnumerable<CouplingEdges> Of(Coupling coupling, ulong seed, int threads, CancellationToken cancellation)
    {
        Population source = coupling.Source.Population, target = coupling.Target.Population;
        List<CouplingEdge> edges = Listed(coupling, seed, threads, cancellation);
        if (!coupling.Model.Info.IsMutual) return [new(coupling, source, target, Ordered(edges))];
        if (source == target) return [new(coupling, source, target, Ordered(Pairs(edges)))];
        return
        [
            new(coupling, source, target, Ordered(edges)),
            new(coupling, target, source, Ordered(edges.Select(e => new CouplingEdge(e.Target, e.Source, e.Weight)))),
        ];
    }

    // What a pair has in both directions is one junction: that listed from the lower index. One with itself carries no current.
    private static IEnumerable<CouplingEdge> Pairs(List<CouplingEdge> edges)
    {
        HashSet<(int, int)> upward = [.. edges.Where(e => e.Source < e.Target).Select(e => (e.Source, e.Target))];
        foreach (CouplingEdge e in edges)
        {
            if (e.Source == e.Target || (e.Source > e.Target && upward.Contains((e.Target, e.Source)))) continue;
            yield return e;
            yield return new(e.Target, e.Source, e.Weight);
        }
    }

    private static CouplingEdge[] Ordered(IEnumerable<CouplingEdge> edges) => [.. edges.OrderBy(e => e.Target).ThenBy(e => e.Source)];

    private static List<CouplingEdge> Listed(Coupling coupling, ulong seed, int threads, CancellationToken cancellation)
    {
        var projection = new Projection(-1, coupling.Source, coupling.Target, coupling.Rule, coupling.Weight, 0.0, coupling.Port);
        using var rows = new ConnectionRows(projection, seed, coupling.Stream, threads, cancellation);
        var edges = new List<CouplingEdge>();
        var partners = new Partners();
        float[] drawn = [];
        for (int s = 0; s < coupling.Source.Count; s++)
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Fill(s, partners);
            if (coupling.Weight is { ConstantValue: null } law)
            {
                drawn = new float[partners.Count];
                var stream = new RandomStream(seed, StreamPurpose.Weights, coupling.Stream, (uint)s);
                law.Fill(ref stream, drawn);
            }

            for (int i = 0; i < partners.Count; i++)
            {
                double weight = coupling.Weight is null ? partners.Weights[i] : coupling.Weight.ConstantValue ?? drawn[i];
                if (!(weight >= 0))
                    throw new ArgumentException(FormattableString.Invariant($"{coupling.Name}: a weight of {weight} {coupling.Model.Info.Unit} was drawn or listed; it must be at least 0."));
                edges.Add(new(coupling.Source.Start + s, coupling.Target.Start + partners.Indices[i], weight));
            }
        }

        return edges;
    }
}
