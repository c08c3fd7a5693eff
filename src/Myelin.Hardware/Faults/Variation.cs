namespace Myelin.Hardware.Faults;

/// <summary>How devices that should be equal differ.</summary>
public enum Variation
{
    /// <summary>By a factor whose logarithm is normally distributed: no number changes its sign.</summary>
    LogNormal,

    /// <summary>By a normally distributed part of the number itself.</summary>
    Relative,

    /// <summary>By a normally distributed part of the largest number of all, as where a device has one range.</summary>
    OfRange,
}

/// <summary>What a variation does to a number.</summary>
internal static class VariationLaw
{
    extension(Variation law)
    {
        /// <summary>A number of a device that differs.</summary>
        /// <param name="value">The number as it should be.</param>
        /// <param name="range">The largest absolute number of all.</param>
        /// <param name="deviation">Standard deviation, of the logarithm or relative.</param>
        /// <param name="normal">A standard normal number.</param>
        public double Of(double value, double range, double deviation, double normal) => law switch
        {
            Variation.LogNormal => value * Math.Exp(deviation * normal),
            Variation.Relative => value * (1 + (deviation * normal)),
            _ => value + (range * deviation * normal),
        };
    }
}
