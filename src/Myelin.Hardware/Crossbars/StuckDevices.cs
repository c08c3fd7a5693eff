using Myelin.Hardware.Faults;
using Myelin.Randomness;

namespace Myelin.Hardware.Crossbars;

/// <summary>Some devices cannot be written: they stay at the largest conductance (stuck on), or at the smallest (stuck off).</summary>
/// <param name="On">Probability that a device is stuck on.</param>
/// <param name="Off">Probability that a device is stuck off.</param>
public sealed record StuckDevices(double On, double Off) : DeviceEffect
{
    /// <summary>Probability that a device is stuck on, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no probability.</exception>
    public double On { get; init => field = FaultRate.Checked(value, "devices that are stuck on"); } = FaultRate.Checked(On, "devices that are stuck on");

    /// <summary>Probability that a device is stuck off, 0 to 1; of a device that is stuck on already it says nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no probability.</exception>
    public double Off { get; init => field = FaultRate.Checked(value, "devices that are stuck off"); } = FaultRate.Checked(Off, "devices that are stuck off");

    /// <inheritdoc/>
    public override void Apply(DeviceArray devices, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(devices);
        foreach (ref double g in devices.Conductances.AsSpan())
        {
            bool on = BitErrors.Occurs(On, ref random), off = BitErrors.Occurs(Off, ref random);
            if (on) g = devices.Most;
            else if (off) g = devices.Least;
        }
    }
}
