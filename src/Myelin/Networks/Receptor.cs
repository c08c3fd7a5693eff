using Myelin.Synapses;

namespace Myelin.Networks;

/// <summary>Receptors of the neurons of a population: a port that turns arriving spikes into a current.</summary>
/// <param name="Population">The population.</param>
/// <param name="Name">The port's name, unique among the ports of the population.</param>
/// <param name="Model">The receptor model with its parameters.</param>
/// <param name="Into">Name of the neuron's own port that gets the current.</param>
public sealed record Receptor(Population Population, string Name, IReceptorModel Model, string Into)
{
    /// <summary>The receptors in words, for messages.</summary>
    public override string ToString() => $"receptor {Population.Name}.{Name}";
}
