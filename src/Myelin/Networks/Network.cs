using Myelin.Connectivity;
using Myelin.Inputs;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Randomness;
using Myelin.Synapses;

namespace Myelin.Networks;

/// <summary>
/// A network of spiking neurons: populations, projections between them, and what drives them. A pure description, which every engine accepts;
/// it holds no state of a run. Immutable from the moment an engine first builds it.
/// </summary>
/// <param name="seed">Seed of everything random: connections, weights, delays, initial states, inputs, stochastic neurons.</param>
/// <param name="drawSeed">Seed of what is drawn anew while the network runs; null for the same.</param>
public sealed class Network(ulong seed = 0, ulong? drawSeed = null)
{
    private readonly List<Population> populations = [];
    private readonly List<Projection> projections = [];
    private readonly List<Coupling> couplings = [];
    private readonly List<Drive> drives = [];
    private readonly List<InitialState> initialStates = [];
    private bool frozen;

    /// <summary>Seed of everything random.</summary>
    public ulong Seed => seed;

    /// <summary>
    /// Seed of what is drawn anew in every step of a run: inputs, stochastic neurons, stochastic release. With another one, the same network with the same connections and initial states runs under other
    /// chance.
    /// </summary>
    public ulong DrawSeed => drawSeed ?? seed;

    /// <summary>The populations, in the order of creation.</summary>
    public IReadOnlyList<Population> Populations => populations;

    /// <summary>The projections, in the order of creation.</summary>
    public IReadOnlyList<Projection> Projections => projections;

    /// <summary>The couplings, in the order of creation.</summary>
    public IReadOnlyList<Coupling> Couplings => couplings;

    /// <summary>The drives, in the order of creation.</summary>
    public IReadOnlyList<Drive> Drives => drives;

    /// <summary>Initial states that differ from the model's own.</summary>
    public IReadOnlyList<InitialState> InitialStates => initialStates;

    /// <summary>Number of neurons.</summary>
    public long Neurons => populations.Sum(p => (long)p.Size);

    /// <summary>Expected number of synapses.</summary>
    public double ExpectedSynapses => projections.Sum(p => p.ExpectedSynapses);

    /// <summary>Adds a population whose neurons share their parameters.</summary>
    /// <param name="name">A name, unique in the network.</param>
    /// <param name="size">Number of neurons, at least 1.</param>
    /// <param name="model">The neuron model with its parameters.</param>
    /// <exception cref="ArgumentException">The name is taken or empty, or the size is below 1.</exception>
    public Population Population(string name, int size, INeuronModel model) => Add(name, size, model, null);

    /// <summary>Adds a population in which every neuron has parameters of its own.</summary>
    /// <typeparam name="TModel">The neuron model.</typeparam>
    /// <param name="name">A name, unique in the network.</param>
    /// <param name="size">Number of neurons, at least 1.</param>
    /// <param name="model">The model of neuron i.</param>
    /// <exception cref="ArgumentException">The name is taken or empty, or the size is below 1.</exception>
    public Population Population<TModel>(string name, int size, Func<int, TModel> model)
        where TModel : struct, INeuronModel => Add(name, size, model(0), i => model(i));

    /// <summary>Adds a population that hands on the spikes that drive it, in the same step: a network's input, to which projections can be connected.</summary>
    /// <param name="name">A name, unique in the network.</param>
    /// <param name="size">Number of neurons, at least 1.</param>
    /// <exception cref="ArgumentException">The name is taken or empty, or the size is below 1.</exception>
    public Population Relay(string name, int size) => Population(name, size, new Parrot());

    /// <summary>
    /// Adds a relay that stands between a population and those that see its spikes: <see cref="Population.Outlet"/>. Connections to the relay and from it are made by the caller.
    /// </summary>
    /// <param name="population">The population; it has no outlet yet.</param>
    /// <param name="name">The relay's name, unique in the network.</param>
    /// <exception cref="ArgumentException">The name is taken or empty, or the population has an outlet already.</exception>
    public Population Outlet(Population population, string name)
    {
        ThrowIfForeign(population, "source");
        if (population.Outlet is { } there) throw new ArgumentException($"Population '{population.Name}' has the outlet '{there.Name}' already; give that one an outlet.");
        return population.Outlet = Relay(name, population.Size);
    }

    /// <summary>As <see cref="Population{TModel}"/>, where the type of the model is known at run time only.</summary>
    /// <param name="name">A name, unique in the network.</param>
    /// <param name="models">The model of every neuron: all of one type.</param>
    /// <exception cref="ArgumentException">The name is taken or empty, there is no model, or models are of different types.</exception>
    public Population Population(string name, IReadOnlyList<INeuronModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 0) throw new ArgumentException($"Population '{name}' has no neurons; its size must be at least 1.");
        foreach (INeuronModel model in models)
        {
            if (model.GetType() != models[0].GetType()) throw new ArgumentException($"Population '{name}': all neurons must be of one model, got {models[0].Info.Name} and {model.Info.Name}.");
        }

        return Add(name, models.Count, models[0], i => models[i]);
    }

    /// <summary>Puts receptors between arriving spikes and the neurons of a population; projections and drives reach them as a port.</summary>
    /// <param name="population">The population.</param>
    /// <param name="name">The port's name, unique among the ports of the population.</param>
    /// <param name="model">The receptor model with its parameters.</param>
    /// <param name="into">The neurons' own port that gets the current.</param>
    /// <exception cref="ArgumentException">The name is taken or holds a dot, or the neurons have no such port or no membrane potential.</exception>
    public Receptor Receptor(Population population, string name, IReceptorModel model, string into = "Current")
    {
        ThrowIfFrozen();
        ArgumentNullException.ThrowIfNull(population);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(model);
        ThrowIfForeign(population, "target");
        var receptor = new Receptor(population, name, model, into);
        NetworkValidation.Check(receptor);
        population.Add(receptor);
        return receptor;
    }

    /// <summary>Connects two populations, or ranges of them.</summary>
    /// <param name="source">Where spikes come from.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="rule">Who is connected to whom.</param>
    /// <param name="weight">Weights, in the unit of the target's port; null where the rule brings them, or for 1 on a port of pure numbers.</param>
    /// <param name="delay">Delays; null for one step or where the rule brings them, 0 for delivery within the same step.</param>
    /// <param name="port">The target's port; null where the sign of a weight chooses between Excitatory and Inhibitory, or there is only one.</param>
    /// <param name="release">How much a spike releases, by the spikes before it (short-term plasticity); null where every spike counts fully.</param>
    /// <exception cref="ArgumentException">
    /// The port is unknown, the weight has another unit than the port, the rule brings the weights or delays itself, or it cannot connect these.
    /// </exception>
    public Projection Connect(
        PopulationView source,
        PopulationView target,
        ConnectionRule rule,
        Distribution? weight = null,
        Distribution? delay = null,
        string? port = null,
        IReleaseModel? release = null)
    {
        ThrowIfFrozen();
        ArgumentNullException.ThrowIfNull(rule);
        ThrowIfForeign(source.Population, "source");
        ThrowIfForeign(target.Population, "target");
        if (weight is null && rule.WeightUnit is null) weight = 1.0;
        if (delay is not null && rule.HasDelays)
            throw new ArgumentException($"Projection {source} -> {target}: {rule} brings its own delays, so no delay can be given.");
        if (delay is not null && !string.Equals(delay.Unit, Quantities.Time.Unit, StringComparison.Ordinal))
            throw new ArgumentException($"Projection {source} -> {target}: a delay is a time (ms), got {delay}.");
        var projection = new Projection(projections.Count, source, target, rule, weight, delay ?? NetworkValidation.OneStep, port) { Release = release };
        NetworkValidation.Check(projection);
        projections.Add(projection);
        return projection;
    }

    /// <summary>Lets the synapses of a projection learn by a local rule. A second rule, which acts on a clock only, works on the same weights.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="rule">The rule with its parameters.</param>
    /// <param name="delay">Where the projection's delay passes; of the first rule.</param>
    /// <param name="factor">The population whose spikes are the third factor: of as many neurons as the target, one for each, or summed over all neurons.</param>
    /// <exception cref="ArgumentException">The projection cannot learn by this rule; the message says why.</exception>
    public Projection Learn(Projection projection, IPlasticityRuleModel rule, DelayPlace delay = DelayPlace.Dendrite, Population? factor = null)
    {
        ThrowIfFrozen();
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(rule);
        if (!projections.Exists(p => ReferenceEquals(p, projection))) throw new ArgumentException($"The {projection.Name} belongs to another network.");
        if (factor is not null) ThrowIfForeign(factor, "third factor's");
        LearningValidation.Check(projection, rule, factor);
        projection.Learning = projection.Learning is { } first ? first with { Slower = [.. first.Slower, rule] } : new ProjectionLearning(rule, delay, factor);
        return projection;
    }

    /// <summary>Lets synapses of a projection that learns come and go while the network runs.</summary>
    /// <param name="projection">The projection; it has one delay for all synapses, and learns already.</param>
    /// <param name="rewiring">When, and how many.</param>
    /// <exception cref="ArgumentException">The projection cannot be rewired; the message says why.</exception>
    public Projection Rewire(Projection projection, Rewiring rewiring)
    {
        ThrowIfFrozen();
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(rewiring);
        if (!projections.Exists(p => ReferenceEquals(p, projection))) throw new ArgumentException($"The {projection.Name} belongs to another network.");
        rewiring.Validate(projection.Name);
        if (projection.Learning is null) throw new ArgumentException($"{projection.Name}: only a projection that learns can be rewired; give it a rule with network.Learn(...) first.");
        if (projection.Delay.ConstantValue is null || projection.Rule.HasDelays)
            throw new ArgumentException($"{projection.Name}: a projection that is rewired needs one delay for all synapses, got {(projection.Rule.HasDelays ? "delays of the rule" : projection.Delay)}.");
        projection.Rewiring = rewiring;
        return projection;
    }

    /// <summary>
    /// Couples two populations, or ranges of them, without spikes: in every step, each connection makes a current of a potential of its source neuron
    /// and of the membrane potential of its target, both as they are at the start of the step.
    /// </summary>
    /// <param name="source">The neurons whose potential is read.</param>
    /// <param name="target">The neurons that receive the current.</param>
    /// <param name="rule">
    /// Who is coupled to whom. Where the coupling is mutual (a gap junction), a connection acts on both neurons: within a population, a pair is
    /// coupled once whether the rule connects it in one direction or in both.
    /// </param>
    /// <param name="model">The coupling, for example <see cref="GapJunction"/>.</param>
    /// <param name="weight">Weights, at least 0, in the unit of the coupling; null where the rule brings them.</param>
    /// <param name="port">The target's port that gets the current.</param>
    /// <param name="reads">The state variable of the source neurons that is read, in mV.</param>
    /// <exception cref="ArgumentException">
    /// A port or variable is unknown or has another unit, a weight is negative, or the rule cannot connect these.
    /// </exception>
    public Coupling Couple(
        PopulationView source,
        PopulationView target,
        ConnectionRule rule,
        ICouplingModel model,
        Distribution? weight = null,
        string port = "Current",
        string reads = "U")
    {
        ThrowIfFrozen();
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(model);
        ThrowIfForeign(source.Population, "source");
        ThrowIfForeign(target.Population, "target");
        var coupling = new Coupling(couplings.Count, source, target, rule, model, weight, port, reads);
        NetworkValidation.Check(coupling);
        couplings.Add(coupling);
        return coupling;
    }

    /// <summary>Drives neurons from outside.</summary>
    /// <param name="target">The neurons.</param>
    /// <param name="input">The input.</param>
    /// <param name="port">The port; null for the input's own choice.</param>
    /// <exception cref="ArgumentException">The port is unknown, or the input has another unit than the port.</exception>
    public Drive Drive(PopulationView target, Input input, string? port = null)
    {
        ThrowIfFrozen();
        ArgumentNullException.ThrowIfNull(input);
        ThrowIfForeign(target.Population, "target");
        var drive = new Drive(drives.Count, target, input, port);
        NetworkValidation.Check(drive);
        drives.Add(drive);
        return drive;
    }

    /// <summary>Draws the initial values of a state variable; without this they are the model's resting values.</summary>
    /// <param name="target">The neurons.</param>
    /// <param name="variable">Name of the state variable, for example <c>U</c>.</param>
    /// <param name="values">The law of the values, in the variable's unit.</param>
    /// <exception cref="ArgumentException">The model has no such variable, or its unit differs.</exception>
    public void Initialize(PopulationView target, string variable, Distribution values)
    {
        ThrowIfFrozen();
        ArgumentNullException.ThrowIfNull(values);
        ThrowIfForeign(target.Population, "target");
        int index = NetworkValidation.StateIndex(target.Population, variable);
        NetworkValidation.CheckUnit(values.Unit, target.Population.States[index], $"initial {variable} of {target}");
        values.Validate($"initial {variable} of {target}");
        initialStates.Add(new InitialState(initialStates.Count, target, index, values));
    }

    /// <summary>Ends the description: from here on the network cannot change. Engines call this when they build.</summary>
    public void Freeze() => frozen = true;

    private Population Add(string name, int size, INeuronModel model, Func<int, INeuronModel>? perNeuron)
    {
        ThrowIfFrozen();
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(model);
        if (size < 1) throw new ArgumentException($"Population '{name}' must have at least 1 neuron, got {size}.");
        if (populations.Exists(p => string.Equals(p.Name, name, StringComparison.Ordinal)))
            throw new ArgumentException($"The network already has a population named '{name}'.");
        var population = new Population(this, populations.Count, name, size, model, perNeuron);
        populations.Add(population);
        return population;
    }

    private void ThrowIfFrozen()
    {
        if (frozen) throw new InvalidOperationException("The network has been built and cannot change any more; describe a new one.");
    }

    private void ThrowIfForeign(Population population, string role)
    {
        if (population is null || !ReferenceEquals(population.Network, this))
            throw new ArgumentException($"The {role} population '{population?.Name}' belongs to another network.");
    }
}
