using Myelin.Networks;

namespace Myelin.Hardware.Faults;

/// <summary>
/// Something wrong with a device: a network goes in and one with the fault comes out, which every engine runs as any other. Where it strikes follows from a seed alone, and
/// a higher rate strikes where a lower one does and elsewhere. What a fault derives from: <see cref="WeightFault"/>, <see cref="SpikeFault"/>, <see cref="NeuronFault"/>, or this.
/// </summary>
public abstract record Fault
{
    /// <summary>
    /// Names of the populations that it strikes: their neurons, their spikes, the synapses onto them. Null for all but relays, which are inputs and not neurons of a device; a relay can be named.
    /// </summary>
    public IReadOnlyCollection<string>? Populations { get; init; }

    /// <summary>Whether it strikes while a network runs, so that <see cref="BetweenSteps"/> has to be called.</summary>
    public virtual bool ActsWhileRunning => false;

    /// <summary>The network with the fault; the original stays as it is.</summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">What decides where it strikes.</param>
    /// <exception cref="ArgumentException">The network cannot have this fault; the message says why.</exception>
    public virtual Network Apply(Network network, ulong seed) => NetworkChange.Copy(network);

    /// <summary>Strikes a network that runs, between two steps; nothing by default.</summary>
    /// <param name="running">The network that runs: that which <see cref="Apply"/> gave.</param>
    /// <param name="seed">What decides where it strikes.</param>
    /// <param name="step">The step that comes.</param>
    public virtual void BetweenSteps(INeuronStates running, ulong seed, long step)
    {
    }

    /// <summary>Whether it strikes a population.</summary>
    /// <param name="population">The population.</param>
    protected bool Strikes(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        return Populations is { } named ? named.Contains(population.Name, StringComparer.Ordinal) : !population.IsRelay;
    }
}
