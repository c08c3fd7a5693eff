using Myelin.Inputs;
using Myelin.Networks;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>Some neurons are stuck at firing: everybody sees a spike of them at every step.</summary>
/// <param name="Rate">Probability that a neuron is stuck.</param>
public sealed record FiringNeurons(double Rate) : SpikeFault
{
    /// <summary>Probability that a neuron is stuck, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no probability.</exception>
    public double Rate { get; init => field = FaultRate.Checked(value, "firing neurons"); } = FaultRate.Checked(Rate, "firing neurons");

    /// <inheritdoc/>
    protected override void Join(Network network, Population neurons, Population relay, ref RandomStream random)
    {
        base.Join(network, neurons, relay, ref random);
        ArgumentNullException.ThrowIfNull(relay);
        double[] always = new double[relay.Size];
        foreach (ref double one in always.AsSpan()) one = BitErrors.Occurs(Rate, ref random) ? 1 : 0;
        if (always.Contains(1)) network!.Drive(relay, new ConstantInput(always, unit: ""));
    }
}
