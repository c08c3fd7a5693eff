using Myelin.Randomness;

namespace Myelin.Hardware.Crossbars;

/// <summary>What is written differs from what should have been by a normal number, the same for all conductances.</summary>
/// <param name="Deviation">Standard deviation as a part of the largest conductance.</param>
public sealed record ProgrammingError(double Deviation) : DeviceEffect
{
    /// <summary>Standard deviation as a part of the largest conductance, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double Deviation { get; init => field = NotNegative(value, "The programming error"); } = NotNegative(Deviation, "The programming error");

    /// <inheritdoc/>
    public override void Apply(DeviceArray devices, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(devices);
        foreach (ref double g in devices.Conductances.AsSpan()) g = Math.Max(0, g + (Deviation * devices.Most * random.NextNormal()));
    }
}
