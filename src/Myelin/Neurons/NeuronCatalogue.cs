namespace Myelin.Neurons;

/// <summary>
/// Neuron models by name: those of Myelin, and a user's own (in each assembly, <c>GeneratedNeurons.All</c> lists its models).
/// </summary>
public sealed class NeuronCatalogue
{
    private readonly Dictionary<string, INeuronModel> byName = new(StringComparer.Ordinal);

    /// <summary>Lists models under their names.</summary>
    /// <param name="models">The models, with the parameters they are found with.</param>
    /// <exception cref="ArgumentException">Two models have the same name.</exception>
    public NeuronCatalogue(IEnumerable<INeuronModel> models)
    {
        Models = [.. models];
        foreach (INeuronModel model in Models)
        {
            string name = model.Info.Name;
            if (!byName.TryAdd(name, model)) throw new ArgumentException($"There are two neuron models named '{name}'; a name must be unique.");
        }
    }

    /// <summary>The models that Myelin brings, with their defaults.</summary>
    public static NeuronCatalogue BuiltIn { get; } = new(GeneratedNeurons.All);

    /// <summary>The models, in the order they were given.</summary>
    public IReadOnlyList<INeuronModel> Models { get; }

    /// <summary>These models and some more.</summary>
    /// <param name="models">The others.</param>
    /// <exception cref="ArgumentException">Two models have the same name.</exception>
    public NeuronCatalogue With(IEnumerable<INeuronModel> models) => new(Models.Concat(models));

    /// <summary>The model of a name.</summary>
    /// <param name="name">The name, as <see cref="NeuronInfo.Name"/> spells it.</param>
    /// <exception cref="ArgumentException">No model has that name; the message suggests the nearest, or lists all.</exception>
    public INeuronModel Find(string name)
    {
        if (byName.TryGetValue(name, out INeuronModel? model)) return model;
        string hint = NearestName.Of(name, byName.Keys) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"the models are {string.Join(", ", Models.Select(m => m.Info.Name))}.";
        throw new ArgumentException($"Unknown neuron model '{name}'; {hint}");
    }
}
