using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Synapses;

namespace Myelin.Networks;

/// <summary>
/// Makes a network of another that differs from it in something: what wrappers such as faults derive from. What is not overridden stays as it is. Populations, projections
/// and drives keep their order, so that what is random in them stays the same; what is added comes after them.
/// </summary>
public abstract class NetworkChange
{
    /// <summary>A network in which nothing is changed, and that can still be.</summary>
    /// <param name="original">The network.</param>
    public static Network Copy(Network original) => new Nothing().Of(original);

    /// <summary>The changed network; the original stays as it is.</summary>
    /// <param name="original">The network.</param>
    /// <exception cref="ArgumentException">What the change makes of the network is no network; the message says why.</exception>
    public Network Of(Network original)
    {
        ArgumentNullException.ThrowIfNull(original);
        ulong draws = DrawSeed(original);
        var copy = new Network(original.Seed, draws);
        foreach (Population population in original.Populations) Copy(population, copy);
        foreach (Population population in original.Populations)
        {
            if (population.Outlet is { } outlet) copy.Populations[population.Index].Outlet = copy.Populations[outlet.Index];
        }

        Population[] emitting = [.. original.Populations.Select(p => p.Outlet is null && Separates(p) ? copy.Outlet(copy.Populations[p.Index], FreeName(original, copy, p)) : copy.Populations[p.Index])];
        foreach (Projection projection in original.Projections) Copy(projection, original, copy, emitting);
        foreach (Coupling c in original.Couplings) copy.Couple(Of(c.Source, copy), Of(c.Target, copy), c.Rule, c.Model, c.Weight, c.Port, c.Reads);
        foreach (Drive d in original.Drives) copy.Drive(Of(d.Target, copy), d.Input, d.Port);
        foreach (InitialState s in original.InitialStates) copy.Initialize(Of(s.Target, copy), s.Target.Population.States[s.Variable].Name, s.Values);
        foreach (Population population in original.Populations)
        {
            Population neurons = copy.Populations[population.Index];
            if (!ReferenceEquals(emitting[population.Index], neurons)) Join(copy, population, neurons, emitting[population.Index]);
        }

        return copy;
    }

    /// <summary>Seed of what is drawn while the network runs.</summary>
    /// <param name="original">The original.</param>
    protected virtual ulong DrawSeed(Network original) => original?.DrawSeed ?? 0;

    /// <summary>The models of the neurons of a population; null where they stay as they are.</summary>
    /// <param name="population">The population of the original.</param>
    protected virtual IReadOnlyList<INeuronModel>? Models(Population population) => null;

    /// <summary>The weights of a projection after the change; null where they stay as they are.</summary>
    /// <param name="projection">The projection of the original.</param>
    /// <param name="seed">The network's seed.</param>
    protected virtual StoredWeights? Weights(Projection projection, ulong seed) => null;

    /// <summary>How much a spike releases at the synapses of a projection.</summary>
    /// <param name="projection">The projection of the original.</param>
    protected virtual IReleaseModel? Release(Projection projection) => projection?.Release;

    /// <summary>Whether something comes to lie between the neurons of a population and those that see their spikes; then <see cref="Join"/> says what.</summary>
    /// <param name="population">The population of the original.</param>
    protected virtual bool Separates(Population population) => false;

    /// <summary>Says what reaches the outlet of a population: by connections from the neurons, which may have a delay of 0, and by drives.</summary>
    /// <param name="copy">The changed network.</param>
    /// <param name="original">The population of the original.</param>
    /// <param name="neurons">The population in the changed network.</param>
    /// <param name="outlet">Its outlet.</param>
    protected virtual void Join(Network copy, Population original, Population neurons, Population outlet)
    {
    }

    private static PopulationView Of(PopulationView view, Network copy) => view with { Population = copy.Populations[view.Population.Index] };

    private static string FreeName(Network original, Network copy, Population population)
    {
        string name = $"{population.Name} out";
        while (original.Populations.Concat(copy.Populations).Any(p => string.Equals(p.Name, name, StringComparison.Ordinal))) name += "'";
        return name;
    }

    private void Copy(Population population, Network copy)
    {
        IReadOnlyList<INeuronModel>? models = Models(population);
        if (models is null && population.HasParametersPerNeuron) models = [.. Enumerable.Range(0, population.Size).Select(population.ModelOf)];
        Population made = models is null ? copy.Population(population.Name, population.Size, population.Model) : copy.Population(population.Name, models);
        foreach (Receptor r in population.Receptors) copy.Receptor(made, r.Name, r.Model, r.Into);
    }

    private void Copy(Projection p, Network original, Network copy, Population[] emitting)
    {
        StoredWeights? weights = Weights(p, original.Seed);
        Connectivity.ConnectionRule rule = weights?.Rule ?? p.Rule;
        PopulationView source = p.Source with { Population = emitting[p.Source.Population.Index] };
        Projection made = copy.Connect(source, Of(p.Target, copy), rule, weights is null ? p.Weight : null, rule.HasDelays ? null : p.Delay, p.Port, Release(p));
        if (p.Learning is not { } learning) return;
        Population? factor = learning.Factor is { } f ? copy.Populations[f.Index] : null;
        copy.Learn(made, learning.Rule, learning.Delay, factor);
        foreach (IPlasticityRuleModel slower in learning.Slower) copy.Learn(made, slower);
        if (p.Rewiring is { } rewiring) copy.Rewire(made, rewiring);
    }

    private sealed class Nothing : NetworkChange;
}
