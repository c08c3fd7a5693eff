using Myelin.Randomness;

namespace Myelin.Hardware.Crossbars;

/// <summary>
/// What phase-change memory differs by when it is written, fitted to measured devices: with x the conductance as a part of the largest, the standard deviation is (0.26348 + 1.9650 x - 1.1731 x^2) uS for
/// a largest conductance of 25 uS, in proportion for others. Nandakumar et al. (2019), ICECS; Joshi et al. (2020), Nat. Commun. 11, 2473; the numbers are those that IBM's Analog Hardware Acceleration Kit uses.
/// </summary>
/// <param name="Scale">What the fitted deviation is multiplied by.</param>
public sealed record PcmProgrammingError(double Scale = 1) : DeviceEffect
{
    private const double MicrosiemensOfFit = 25;

    /// <summary>What the fitted deviation is multiplied by, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double Scale { get; init => field = NotNegative(value, "The scale of the programming error"); } = NotNegative(Scale, "The scale of the programming error");

    /// <inheritdoc/>
    public override void Apply(DeviceArray devices, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(devices);
        foreach (ref double g in devices.Conductances.AsSpan())
        {
            double x = g / devices.Most, deviation = 0.26348 + (1.9650 * x) - (1.1731 * x * x);
            g = Math.Max(0, g + (Scale * Math.Max(0, deviation) / MicrosiemensOfFit * devices.Most * random.NextNormal()));
        }
    }
}
