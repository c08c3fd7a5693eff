using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>Every spike is lost with the same probability on its way out of its neuron, so that no target sees it: a packet that a router drops.</summary>
/// <param name="Rate">Probability that a spike is lost.</param>
public sealed record LostSpikes(double Rate) : SpikeFault
{
    /// <summary>Probability that a spike is lost, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no probability.</exception>
    public double Rate { get; init => field = FaultRate.Checked(value, "lost spikes"); } = FaultRate.Checked(Rate, "lost spikes");

    /// <inheritdoc/>
    protected override bool DrawsWhileRunning => true;

    /// <inheritdoc/>
    protected override void Join(Network network, Population neurons, Population relay, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Connect(neurons, relay, Syntax.OneToOne(), delay: Time.Zero, release: Syntax.Lossy(1 - Rate));
    }
}
