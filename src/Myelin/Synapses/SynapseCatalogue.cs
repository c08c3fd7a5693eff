namespace Myelin.Synapses;

/// <summary>Receptors, rules of release, couplings and rules of plasticity by name: those of Myelin, and a user's own.</summary>
public sealed class SynapseCatalogue
{
    /// <summary>Lists models under their names.</summary>
    /// <param name="models">The models, with the parameters they are found with.</param>
    /// <exception cref="ArgumentException">Two models have the same name.</exception>
    public SynapseCatalogue(IEnumerable<SynapseModel> models)
    {
        Models = [.. models];
        if (Models.GroupBy(m => m.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"There are two synapse models named '{twice.Key}'; a name must be unique.");
    }

    /// <summary>The models that Myelin brings, with their defaults.</summary>
    public static SynapseCatalogue BuiltIn { get; } =
        new(((IEnumerable<object>)[.. GeneratedReceptors.All, .. GeneratedReleases.All, .. GeneratedCouplings.All, .. GeneratedPlasticityRules.All]).Select(SynapseModel.Of));

    /// <summary>The models: receptors, then rules of release, then couplings, then rules of plasticity.</summary>
    public IReadOnlyList<SynapseModel> Models { get; }

    /// <summary>These models and some more.</summary>
    /// <param name="models">The others.</param>
    /// <exception cref="ArgumentException">Two models have the same name.</exception>
    public SynapseCatalogue With(IEnumerable<SynapseModel> models) => new(Models.Concat(models));

    /// <summary>The model of a name, whatever the case of its letters; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public SynapseModel? Find(string name) => Models.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));
}
