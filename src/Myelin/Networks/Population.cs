using Myelin.Neurons;

namespace Myelin.Networks;

/// <summary>Neurons of one model. A range of them is written <c>population[..5]</c>.</summary>
public sealed class Population
{
    private readonly Func<int, INeuronModel>? perNeuron;
    private readonly List<Receptor> receptors = [];
    private readonly List<VariableInfo> ports;
    private readonly List<VariableInfo> states;

    internal Population(Network network, int index, string name, int size, INeuronModel model, Func<int, INeuronModel>? perNeuron)
    {
        Network = network;
        Index = index;
        Name = name;
        Size = size;
        Model = model;
        this.perNeuron = perNeuron;
        ports = [.. model.Info.Ports];
        states = [.. model.Info.States];
    }

    /// <summary>The population's name, unique in its network.</summary>
    public string Name { get; }

    /// <summary>Number of neurons.</summary>
    public int Size { get; }

    /// <summary>The model of all neurons, or of the first where every neuron has its own parameters.</summary>
    public INeuronModel Model { get; }

    /// <summary>Whether it only hands on the spikes that drive it, in the same step.</summary>
    public bool IsRelay => Model is Parrot;

    /// <summary>The relay through which its spikes go on their way to others, where something lies between; null where they leave as they are emitted.</summary>
    public Population? Outlet { get; internal set; }

    /// <summary>The population whose spikes are those that others see: the last of its outlets, or itself.</summary>
    public Population Emitting => Outlet?.Emitting ?? this;

    /// <summary>Whether every neuron has parameters of its own.</summary>
    public bool HasParametersPerNeuron => perNeuron is not null;

    /// <summary>The receptors between arriving spikes and the neurons, in the order of creation.</summary>
    public IReadOnlyList<Receptor> Receptors => receptors;

    /// <summary>What the neurons can receive: the ports of the model, then one port per receptor.</summary>
    public IReadOnlyList<VariableInfo> Ports => ports;

    /// <summary>What the neurons remember: the state of the model, then that of every receptor, as <c>receptor.variable</c>.</summary>
    public IReadOnlyList<VariableInfo> States => states;

    /// <summary>Position among the network's populations.</summary>
    public int Index { get; }

    internal Network Network { get; }

    /// <summary>The neurons of a range.</summary>
    public PopulationView this[Range range]
    {
        get
        {
            int start = range.Start.GetOffset(Size), end = range.End.GetOffset(Size);
            if (start < 0 || end > Size || start > end)
                throw new ArgumentOutOfRangeException(nameof(range), $"Population '{Name}' has {Size} neurons; the range {range} does not lie within them.");
            return new PopulationView(this, start, end - start);
        }
    }

    /// <summary>The model of one neuron, with its parameters.</summary>
    public INeuronModel ModelOf(int neuron) => perNeuron?.Invoke(neuron) ?? Model;

    internal void Add(Receptor receptor)
    {
        receptors.Add(receptor);
        ports.Add(new VariableInfo(receptor.Name, receptor.Model.Info.Unit, receptor.Model.Info.Summary));
        states.AddRange(receptor.Model.Info.States.Select(s => s with { Name = $"{receptor.Name}.{s.Name}" }));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Size} {Model.Info.Name})";
}

/// <summary>A range of the neurons of a population.</summary>
/// <param name="Population">The population.</param>
/// <param name="Start">Index of the first neuron.</param>
/// <param name="Count">Number of neurons.</param>
public readonly record struct PopulationView(Population Population, int Start, int Count)
{
    /// <summary>Whether the range is the whole population.</summary>
    public bool IsWhole => Start == 0 && Count == Population.Size;

    /// <summary>All neurons of a population.</summary>
    public static implicit operator PopulationView(Population population) => new(population, 0, population.Size);

    /// <inheritdoc/>
    public override string ToString() => IsWhole ? Population.Name : $"{Population.Name}[{Start}..{Start + Count}]";
}
