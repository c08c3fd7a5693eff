using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Hardware.Crossbars;

/// <summary>
/// Drift of phase-change memory with exponents fitted to measured devices: with x the target as a part of the largest conductance, the mean is -0.0155 ln x + 0.0244 within 0.049 and 0.1, the standard deviation
/// -0.0125 ln x - 0.0059 within 0.008 and 0.045. G(t) = G (t / 20 s)^-nu. Nandakumar et al. (2019), ICECS; the numbers are those that IBM's Analog Hardware Acceleration Kit uses.
/// </summary>
/// <param name="After">Time since the devices were first read, 20 s after they were written.</param>
public sealed record PcmDrift(Time After) : DeviceEffect
{
    private const double SmallestPart = 1e-7;

    /// <summary>Time since the devices were first read, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Time After { get; init => field = PowerLawDrift.Checked(value); } = PowerLawDrift.Checked(After);

    /// <inheritdoc/>
    public override void Apply(DeviceArray devices, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(devices);
        double logarithm = Math.Log(1 + (After.InSeconds / 20));
        for (int i = 0; i < devices.Conductances.Length; i++)
        {
            double x = Math.Log(Math.Max(SmallestPart, devices.Targets[i] / devices.Most));
            double mean = Math.Clamp((-0.0155 * x) + 0.0244, 0.049, 0.1), spread = Math.Clamp((-0.0125 * x) - 0.0059, 0.008, 0.045);
            devices.Conductances[i] *= Math.Exp(-logarithm * Math.Abs(mean + (spread * random.NextNormal())));
        }
    }
}
