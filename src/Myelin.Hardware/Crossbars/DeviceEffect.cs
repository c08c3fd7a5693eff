using Myelin.Randomness;

namespace Myelin.Hardware.Crossbars;

/// <summary>Something that makes conductances of devices other than they should be. One file each; a <see cref="Crossbar"/> has a list of them, which act in its order.</summary>
public abstract record DeviceEffect
{
    /// <summary>Changes the conductances.</summary>
    /// <param name="devices">The devices.</param>
    /// <param name="random">The random numbers of these devices.</param>
    public abstract void Apply(DeviceArray devices, ref RandomStream random);

    /// <summary>A number that is at least 0 and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    private protected static double NotNegative(double value, string what) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), FormattableString.Invariant($"{what} must be at least 0 and finite, got {value}."));
}
