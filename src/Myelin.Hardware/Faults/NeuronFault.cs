using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>A fault of the parameters of neurons: every neuron gets a model of its own.</summary>
public abstract record NeuronFault : Fault
{
    /// <inheritdoc/>
    public sealed override Network Apply(Network network, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        Check([.. network.Populations.Where(Strikes)]);
        return new Change(this, seed).Of(network);
    }

    /// <summary>Refuses populations that cannot have the fault.</summary>
    /// <param name="struck">The populations that it strikes.</param>
    protected virtual void Check(IReadOnlyList<Population> struck)
    {
    }

    /// <summary>The model of one neuron with the fault.</summary>
    /// <param name="model">The model of the neuron.</param>
    /// <param name="random">The random numbers of the population, used neuron by neuron.</param>
    protected abstract INeuronModel Strike(INeuronModel model, ref RandomStream random);

    private sealed class Change(NeuronFault fault, ulong seed) : NetworkChange
    {
        protected override IReadOnlyList<INeuronModel>? Models(Population population)
        {
            if (!fault.Strikes(population)) return null;
            var random = new RandomStream(seed, StreamPurpose.Faults, (uint)population.Index, 2);
            var models = new INeuronModel[population.Size];
            for (int i = 0; i < models.Length; i++) models[i] = fault.Strike(population.ModelOf(i), ref random);
            return models;
        }
    }
}
