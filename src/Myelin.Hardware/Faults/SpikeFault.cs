using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>
/// A fault of spikes on their way from neurons to those that see them. The neurons stay as they are, and their spikes go through a relay in the same step: <see cref="Population.Emitting"/> of a population
/// has the spikes with the fault.
/// </summary>
public abstract record SpikeFault : Fault
{
    /// <inheritdoc/>
    public sealed override Network Apply(Network network, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new Change(this, network, seed).Of(network);
    }

    /// <summary>Whether the engine draws what happens while the network runs; then all that it draws follows from the seed of the fault too.</summary>
    protected virtual bool DrawsWhileRunning => false;

    /// <summary>Says what reaches the relay; all spikes by default.</summary>
    /// <param name="network">The network with the fault.</param>
    /// <param name="neurons">The neurons, or the relay that handed on their spikes before.</param>
    /// <param name="relay">The relay.</param>
    /// <param name="random">The random numbers of this population.</param>
    protected virtual void Join(Network network, Population neurons, Population relay, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Connect(neurons, relay, Syntax.OneToOne(), delay: Time.Zero);
    }

    private sealed class Change(SpikeFault fault, Network network, ulong seed) : NetworkChange
    {
        protected override ulong DrawSeed(Network original) => fault.DrawsWhileRunning ? FaultyNetwork.SeedOf(original.DrawSeed ^ seed, 1) : base.DrawSeed(original);

        // An outlet is struck where the neurons behind it are.
        protected override bool Separates(Population population) => fault.Strikes(network.Populations.First(p => ReferenceEquals(p.Emitting, population)));

        protected override void Join(Network copy, Population original, Population neurons, Population outlet)
        {
            var random = new RandomStream(seed, StreamPurpose.Faults, (uint)original.Index, 1);
            fault.Join(copy, neurons, outlet, ref random);
        }
    }
}
