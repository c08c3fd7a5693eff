using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Hardware.Crossbars;

/// <summary>
/// Noise of phase-change memory whose spectrum falls as 1/f, gathered since the devices were written: relative standard deviation Q sqrt(ln((t + 250 ns) / 500 ns)), Q = 0.0088 / x^0.65 and at most 0.2, x the
/// conductance as a part of the largest. One reading is drawn. Nandakumar et al. (2019), ICECS; Joshi et al. (2020), Nat. Commun. 11, 2473; the numbers are those that IBM's Analog Hardware Acceleration Kit uses.
/// </summary>
/// <param name="After">Time since the devices were first read, 20 s after they were written.</param>
public sealed record PcmReadNoise(Time After) : DeviceEffect
{
    private const double ReadSeconds = 250e-9;

    /// <summary>Time since the devices were first read, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Time After { get; init => field = PowerLawDrift.Checked(value); } = PowerLawDrift.Checked(After);

    /// <inheritdoc/>
    public override void Apply(DeviceArray devices, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(devices);
        double gathered = Math.Sqrt(Math.Log((After.InSeconds + 20 + ReadSeconds) / (2 * ReadSeconds)));
        foreach (ref double g in devices.Conductances.AsSpan())
        {
            double q = Math.Min(0.2, 0.0088 / Math.Max(1e-3, Math.Pow(g / devices.Most, 0.65)));
            g = Math.Max(0, g * (1 + (q * gathered * random.NextNormal())));
        }
    }
}
