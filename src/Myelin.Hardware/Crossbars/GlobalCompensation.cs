using Myelin.Randomness;

namespace Myelin.Hardware.Crossbars;

/// <summary>
/// Undoes what all devices have in common: the output of the array is multiplied by the sum of the conductances that should be over the sum of those that are. Le Gallo et al. (2018), Nanotechnology / Joshi et
/// al. (2020), Nat. Commun. 11, 2473, "global drift compensation".
/// </summary>
public sealed record GlobalCompensation : DeviceEffect
{
    /// <inheritdoc/>
    public override void Apply(DeviceArray devices, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(devices);
        double sum = devices.Conductances.Sum();
        if (sum <= 0) return;
        double gain = devices.Targets.Sum() / sum;
        foreach (ref double g in devices.Conductances.AsSpan()) g *= gain;
    }
}
