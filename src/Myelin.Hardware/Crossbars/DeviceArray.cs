using Myelin.Quantities;

namespace Myelin.Hardware.Crossbars;

/// <summary>Devices of one sign of one projection's weights: what they should be, and what they are.</summary>
public sealed class DeviceArray
{
    /// <summary>Devices as they should be.</summary>
    /// <param name="targets">The conductances that they should have [nS].</param>
    /// <param name="least">The smallest conductance of a device.</param>
    /// <param name="most">The largest conductance of a device.</param>
    public DeviceArray(double[] targets, Conductance least, Conductance most)
    {
        ArgumentNullException.ThrowIfNull(targets);
        (Targets, Conductances, Least, Most) = (targets, [.. targets], least.InNanosiemens, most.InNanosiemens);
    }

    /// <summary>The conductances that they should have [nS].</summary>
    public IReadOnlyList<double> Targets { get; }

    /// <summary>The conductances that they have [nS], at least 0; effects write them.</summary>
    public double[] Conductances { get; }

    /// <summary>The smallest conductance that a device is written to [nS].</summary>
    public double Least { get; }

    /// <summary>The largest conductance that a device is written to [nS].</summary>
    public double Most { get; }
}
