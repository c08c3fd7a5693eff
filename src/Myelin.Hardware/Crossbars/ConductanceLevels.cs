using Myelin.Randomness;

namespace Myelin.Hardware.Crossbars;

/// <summary>Devices have so many conductances, at equal distances from the smallest to the largest; each takes the nearest.</summary>
/// <param name="Levels">Number of levels, at least 2.</param>
public sealed record ConductanceLevels(int Levels) : DeviceEffect
{
    /// <summary>Number of levels, at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public int Levels { get; init => field = Checked(value); } = Checked(Levels);

    /// <inheritdoc/>
    public override void Apply(DeviceArray devices, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(devices);
        double step = (devices.Most - devices.Least) / (Levels - 1);
        foreach (ref double g in devices.Conductances.AsSpan()) g = devices.Least + (step * Math.Clamp(Math.Round((g - devices.Least) / step), 0, Levels - 1));
    }

    private static int Checked(int levels) => levels >= 2 ? levels : throw new ArgumentOutOfRangeException(nameof(levels), $"A device must have at least 2 levels of conductance, got {levels}.");
}
