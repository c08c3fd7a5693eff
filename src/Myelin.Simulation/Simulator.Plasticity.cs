using Myelin.Networks;
using Myelin.Plasticity;
using Myelin.Simulation.Plastic;
using Myelin.Simulation.Recording;
using Myelin.Simulation.Releases;

namespace Myelin.Simulation;

/// <content>Plastic projections: reading what they have learnt, third factors, freezing.</content>
public sealed partial class Simulator
{
    /// <summary>
    /// The weights of a plastic projection now, in the unit of the target's port. Synapses with a delay in the dendrite or beside the synapse are as they
    /// were that delay ago, which is what the next spikes that arrive will meet.
    /// </summary>
    /// <param name="projection">The projection.</param>
    /// <exception cref="ArgumentException">The projection is of another network or does not learn.</exception>
    public SynapseValues Weights(Projection projection) => SynapseState(projection, "Weight");

    /// <summary>A variable of the synapses of a plastic projection now: the weight, an eligibility.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="variable">Its name in the rule's <c>Synapse</c>.</param>
    /// <exception cref="ArgumentException">The projection is of another network or does not learn, or its rule has no such variable.</exception>
    public SynapseValues SynapseState(Projection projection, string variable)
    {
        PlasticDelivery[] tables = PlasticOf(projection);
        PlasticityRuleInfo info = projection.Learning!.Rule.Info;
        string[] known = [.. info.States.Select(s => s.Name)];
        int index = Array.IndexOf(known, variable);
        if (index < 0) throw new ArgumentException($"{info.Name} has no variable '{variable}'; it has {string.Join(", ", known)}.");
        var sources = new List<int>();
        var targets = new List<int>();
        var values = new List<double>();
        var synapses = new List<(ulong Key, ISynapseStates Table, long At)>();
        foreach (PlasticDelivery table in tables) table.BringUpToDate(engine.Step);
        for (int source = 0; tables.Length > 0 && source < tables[0].Sources; source++)
        {
            synapses.Clear();
            foreach (PlasticDelivery table in tables) table.List(source, synapses);
            foreach ((_, ISynapseStates table, long at) in synapses.OrderBy(s => s.Key))
            {
                sources.Add(source);
                targets.Add(((PlasticDelivery)table).TargetOf(at));
                values.Add(table[at, index]);
            }
        }

        return new SynapseValues([.. sources], [.. targets], [.. values]);
    }

    /// <summary>Lets a third factor reach the synapses of a plastic projection now, behind all spikes so far; one number for all.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="factor">The factor: a reward, an amount of dopamine.</param>
    /// <exception cref="ArgumentException">The projection does not learn, or its rule has no third factor, or the factor is not finite.</exception>
    public void SetFactor(Projection projection, double factor) => Set(projection, [factor]);

    /// <summary>Lets a third factor reach the synapses of a plastic projection now, behind all spikes so far; one number per target neuron.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="factors">The factors, one for each neuron of the target.</param>
    /// <exception cref="ArgumentException">As for one number, or there are not as many factors as target neurons.</exception>
    public void SetFactor(Projection projection, ReadOnlySpan<double> factors)
    {
        ArgumentNullException.ThrowIfNull(projection);
        if (factors.Length != projection.Target.Count)
            throw new ArgumentException($"{projection.Name}: a third factor per neuron needs {projection.Target.Count} numbers, got {factors.Length}.");
        Set(projection, factors.ToArray());
    }

    /// <summary>Keeps the weights of a plastic projection as they are from now on; traces go on.</summary>
    /// <param name="projection">The projection.</param>
    /// <exception cref="ArgumentException">The projection does not learn.</exception>
    public void Freeze(Projection projection) => SetFrozen(projection, true);

    /// <summary>Lets a frozen projection learn again; spikes from before change nothing.</summary>
    /// <param name="projection">The projection.</param>
    /// <exception cref="ArgumentException">The projection does not learn.</exception>
    public void Thaw(Projection projection) => SetFrozen(projection, false);

    private void SetFrozen(Projection projection, bool isFrozen)
    {
        foreach (PlasticDelivery table in PlasticOf(projection))
        {
            table.BringUpToDate(engine.Step);
            table.IsFrozen = isFrozen;
        }
    }

    private void Set(Projection projection, double[] factors)
    {
        PlasticDelivery[] tables = PlasticOf(projection);
        if (!projection.Learning!.Rule.Info.NeedsFactor)
            throw new ArgumentException($"{projection.Name}: {projection.Learning.Rule.Info.Name} has no third factor.");
        if (factors.FirstOrDefault(f => !double.IsFinite(f)) is var wrong && !double.IsFinite(wrong))
            throw new ArgumentException($"{projection.Name}: a third factor must be finite, got {wrong}.");
        foreach (PlasticDelivery table in tables)
        {
            double[] own = factors.Length == 1 ? factors : new double[table.Target.Count];
            int shift = projection.Target.Start - table.Target.First;
            for (int i = 0; factors.Length > 1 && i < factors.Length; i++)
            {
                if ((uint)(i + shift) < (uint)own.Length) own[i + shift] = factors[i];
            }

            table.Factors.Set(engine.Step - 1, own);
        }
    }

    private PlasticDelivery[] PlasticOf(Projection projection)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(projection);
        if (!Network.Projections.Any(p => ReferenceEquals(p, projection))) throw new ArgumentException($"The {projection.Name} belongs to another network than the one that is simulated.");
        if (projection.Learning is null) throw new ArgumentException($"The {projection.Name} does not learn; give it a rule with network.Learn(...).");
        return [.. engine.Plastic.Where(t => ReferenceEquals(t.Projection, projection))];
    }

    private static void ThrowIfRounded(Network network, SimulationOptions options)
    {
        if (options.Weights == WeightStorage.Half && options.Precision == Precision.Single && network.Projections.FirstOrDefault(p => p.Learning is not null) is { } plastic)
            throw new ArgumentException($"{plastic.Name}: it learns, and weights of 8 significant bits (WeightStorage.Half) would lose small changes; leave Weights out or ask for WeightStorage.Full.");
    }

    private void ThrowIfTooLongToLearn(long steps)
    {
        if (engine.Step + steps > -(long)PlasticSegment.Never && Network.Projections.Any(p => p.Learning is not null))
            throw new ArgumentException($"A network that learns can run for {-(long)PlasticSegment.Never} steps at most, got {engine.Step + steps}.");
    }
}
