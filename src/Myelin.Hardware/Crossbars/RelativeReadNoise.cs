using Myelin.Randomness;

namespace Myelin.Hardware.Crossbars;

/// <summary>
/// What is read differs from the conductance by a normal part of it. One reading is drawn, and the network has it from then on, so different seeds are different readings; <see cref="Faults.ReadNoise"/> reads at
/// every spike anew.
/// </summary>
/// <param name="Deviation">Standard deviation as a part of the conductance.</param>
public sealed record RelativeReadNoise(double Deviation) : DeviceEffect
{
    /// <summary>Standard deviation as a part of the conductance, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double Deviation { get; init => field = NotNegative(value, "The read noise"); } = NotNegative(Deviation, "The read noise");

    /// <inheritdoc/>
    public override void Apply(DeviceArray devices, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(devices);
        foreach (ref double g in devices.Conductances.AsSpan()) g = Math.Max(0, g * (1 + (Deviation * random.NextNormal())));
    }
}
