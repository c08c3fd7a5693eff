using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Hardware.Crossbars;

/// <summary>
/// Conductances fall by a power of the time since they were written, with an exponent of each device: G(t) = G(t0) (t / t0)^-nu. Ielmini, Lavizzari, Sharma and Lacaita (2007), IEDM; as used by Joshi et al. (2020),
/// Nat. Commun. 11, 2473.
/// </summary>
/// <param name="After">Time since the devices were first read.</param>
/// <param name="Exponent">Mean of the exponents, nu.</param>
/// <param name="Spread">Standard deviation of the exponents.</param>
public sealed record PowerLawDrift(Time After, double Exponent, double Spread = 0) : DeviceEffect
{
    /// <summary>Time since the devices were first read, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Time After { get; init => field = Checked(value); } = Checked(After);

    /// <summary>When the devices are first read after they were written: the conductances are those of then.</summary>
    public Time FirstRead { get; init; } = 20 * Syntax.s;

    /// <inheritdoc/>
    public override void Apply(DeviceArray devices, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(devices);
        double logarithm = Math.Log((FirstRead + After) / FirstRead);
        foreach (ref double g in devices.Conductances.AsSpan()) g *= Math.Exp(-logarithm * Math.Max(0, Exponent + (Spread * random.NextNormal())));
    }

    /// <summary>A time that is at least 0 and finite.</summary>
    internal static Time Checked(Time after) => after.Value >= 0 && double.IsFinite(after.Value)
        ? after
        : throw new ArgumentOutOfRangeException(nameof(after), $"The time since devices were read first must be at least 0 and finite, got {after}.");
}
