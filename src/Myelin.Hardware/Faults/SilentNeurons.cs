using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>Some neurons are stuck at silence: nobody sees a spike of them.</summary>
/// <param name="Rate">Probability that a neuron is stuck.</param>
public sealed record SilentNeurons(double Rate) : SpikeFault
{
    /// <summary>Probability that a neuron is stuck, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no probability.</exception>
    public double Rate { get; init => field = FaultRate.Checked(value, "silent neurons"); } = FaultRate.Checked(Rate, "silent neurons");

    /// <inheritdoc/>
    protected override void Join(Network network, Population neurons, Population relay, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(neurons);
        var alive = new List<int>();
        for (int i = 0; i < neurons.Size; i++)
        {
            if (!BitErrors.Occurs(Rate, ref random)) alive.Add(i);
        }

        int[] left = [.. alive];
        if (left.Length > 0) network.Connect(neurons, relay, new Explicit(left, left), delay: Time.Zero);
    }
}
