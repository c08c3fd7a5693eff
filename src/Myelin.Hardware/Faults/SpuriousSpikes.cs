using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>Beside its own spikes, everybody sees others of each neuron that it did not emit: a Poisson train. Several in one step are one spike.</summary>
/// <param name="Rate">Rate of the spurious spikes of each neuron.</param>
public sealed record SpuriousSpikes(Frequency Rate) : SpikeFault
{
    /// <summary>Rate of the spurious spikes of each neuron, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Frequency Rate { get; init => field = Checked(value); } = Checked(Rate);

    /// <inheritdoc/>
    protected override bool DrawsWhileRunning => true;

    /// <inheritdoc/>
    protected override void Join(Network network, Population neurons, Population relay, ref RandomStream random)
    {
        base.Join(network, neurons, relay, ref random);
        if (Rate.Value > 0) network!.Drive(relay, Syntax.Poisson(Rate, 1.0));
    }

    private static Frequency Checked(Frequency rate) => rate.Value >= 0 && double.IsFinite(rate.Value)
        ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), $"The rate of spurious spikes must be at least 0 and finite, got {rate}.");
}
