using Myelin.Networks;
using Myelin.Simulation.Plastic;
using Myelin.Simulation.Recording;

namespace Myelin.Simulation;

/// <content>What happens to synapses between two steps: they are recorded, they come and they go.</content>
public sealed partial class Simulator
{
    private readonly List<SynapseRecord> synapseRecords = [];
    private (Projection Projection, long Every)[] clocks = [];

    /// <summary>A recorded variable of plastic synapses: one sample for every interval of the recording, in the order of time.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="variable">The variable: the weight, an eligibility.</param>
    /// <exception cref="InvalidOperationException">It was not recorded.</exception>
    public IReadOnlyList<SynapseSample> Recorded(Projection projection, string variable = "Weight")
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(projection);
        return synapseRecords.Find(r => ReferenceEquals(r.Projection, projection) && string.Equals(r.Variable, variable, StringComparison.Ordinal))?.Samples
            ?? throw new InvalidOperationException($"{variable} of the {projection.Name} was not recorded; ask for it with record: r => r.Synapses(...).");
    }

    /// <summary>Creates synapses of a projection that may be rewired, now.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="sources">Index of each synapse's source within its population.</param>
    /// <param name="targets">Index of each synapse's target within its population.</param>
    /// <param name="weight">The weight of all of them, in the unit of the target's port.</param>
    /// <exception cref="ArgumentException">
    /// The projection may not be rewired, a neuron is not one of the projection's, the lists differ in length, or there would be more synapses than the budget allows;
    /// nothing has changed then.
    /// </exception>
    public void Create(Projection projection, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets, double weight)
    {
        SynapseChanges changes = ChangesOf(projection);
        if (sources.Length != targets.Length) throw new ArgumentException($"{projection.Name}: new synapses have {sources.Length} sources but {targets.Length} targets.");
        if (!double.IsFinite(weight)) throw new ArgumentException($"{projection.Name}: the weight of new synapses must be finite, got {weight}.");
        var pairs = new List<(int, int)>(sources.Length);
        for (int i = 0; i < sources.Length; i++)
        {
            ThrowIfOutside(projection, projection.Source, sources[i], "source");
            ThrowIfOutside(projection, projection.Target, targets[i], "target");
            pairs.Add((sources[i], targets[i]));
        }

        changes.Add(pairs, weight, engine.Step);
    }

    /// <summary>Removes the synapses of a projection that may be rewired for which a predicate of source, target and weight holds, now.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="goes">Of the indices of source and target within their populations, and the weight: whether the synapse goes.</param>
    /// <returns>How many went.</returns>
    /// <exception cref="ArgumentException">The projection may not be rewired.</exception>
    public long Remove(Projection projection, Func<int, int, double, bool> goes)
    {
        ArgumentNullException.ThrowIfNull(goes);
        return ChangesOf(projection).Remove(goes, engine.Step);
    }

    private static void ThrowIfOutside(Projection projection, PopulationView view, int neuron, string what)
    {
        if (neuron < view.Start || neuron >= view.Start + view.Count)
            throw new ArgumentException($"{projection.Name}: neuron {neuron} is no {what} of it; they are {view.Start} to {view.Start + view.Count - 1}.");
    }

    private SynapseChanges ChangesOf(Projection projection)
    {
        PlasticDelivery[] tables = PlasticOf(projection);
        if (projection.Rewiring is null) throw new ArgumentException($"The {projection.Name} keeps its synapses; allow it to change them with network.Rewire(...).");
        return new SynapseChanges(projection, tables, NetworkValidation.DelayBounds(projection, Dt)!.Value);
    }

    private void PrepareSynapses(RecordingPlan plan)
    {
        foreach (SynapseRecord request in plan.SynapseRequests)
        {
            PlasticOf(request.Projection);
            synapseRecords.Add(request);
        }

        foreach (Projection projection in Network.Projections.Where(p => p.Rewiring is not null))
        {
            SynapseChanges changes = ChangesOf(projection);
            changes.ThrowIfBeyond(changes.Count);
        }

        clocks = [.. Network.Projections.Select(p => (p, p.Rewiring?.Steps(Dt) ?? 0)).Where(c => c.Item2 > 0)];
    }

    // Steps from now to the next time when something happens to synapses between two steps.
    private long StepsToNext()
    {
        long next = long.MaxValue;
        foreach (SynapseRecord record in synapseRecords) next = Math.Min(next, record.Every - (engine.Step % record.Every));
        foreach ((_, long every) in clocks) next = Math.Min(next, every - (engine.Step % every));

        return next;
    }

    private void BetweenSteps()
    {
        foreach ((Projection projection, long every) in clocks)
        {
            if (engine.Step % every == 0) ChangesOf(projection).Tick(Network.Seed, engine.Step);
        }

        foreach (SynapseRecord record in synapseRecords)
        {
            if (engine.Step % record.Every == 0) record.Samples.Add(new SynapseSample(Now, SynapseState(record.Projection, record.Variable)));
        }
    }
}
