using System.Globalization;
using Myelin.Connectivity.Distance;

namespace Myelin.Connectivity.Distance
{
    /// <summary>The same probability up to a radius, and none beyond.</summary>
    /// <param name="Peak">Probability at distance 0, 0 to 1.</param>
    /// <param name="Radius">Largest distance of connected neurons, in the length unit of the layouts.</param>
    public sealed record BoxcarKernel(double Peak, double Radius) : DistanceKernel
    {
        /// <summary>A little more than any rounding of coordinates, so that neighbours exactly at the radius are all connected.</summary>
        private const double Rounding = 1e-9;

        /// <inheritdoc/>
        public override double Probability(double distance) => distance <= Radius * (1 + Rounding) ? Peak : 0;

        /// <inheritdoc/>
        public override void Validate(string what) => Validate(Peak, Radius, "radius", what);

        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"BoxcarKernel({Peak}, {Radius})");
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.Distance.BoxcarKernel"/></summary>
        /// <param name="peak">Probability at distance 0, 0 to 1.</param>
        /// <param name="radius">Largest distance of connected neurons, in the length unit of the layouts.</param>
        public static BoxcarKernel BoxcarKernel(double peak, double radius) => new(peak, radius);
    }
}
