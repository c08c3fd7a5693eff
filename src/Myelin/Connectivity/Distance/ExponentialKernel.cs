using System.Globalization;
using Myelin.Connectivity.Distance;
using Myelin.Values;

namespace Myelin.Connectivity.Distance
{
    /// <summary>The probability falls as peak * exp(-distance / length).</summary>
    /// <param name="Peak">Probability at distance 0, 0 to 1.</param>
    /// <param name="Length">Distance over which the probability falls by a factor e, in the length unit of the layouts.</param>
    public sealed record ExponentialKernel(double Peak, double Length) : DistanceKernel
    {
        /// <inheritdoc/>
        public override double Probability(double distance) => Peak * Elementary.Exp(-distance / Length);

        /// <inheritdoc/>
        public override void Validate(string what) => Validate(Peak, Length, "length", what);

        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ExponentialKernel({Peak}, {Length})");
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.Distance.ExponentialKernel"/></summary>
        /// <param name="peak">Probability at distance 0, 0 to 1.</param>
        /// <param name="length">Distance over which the probability falls by a factor e, in the length unit of the layouts.</param>
        public static ExponentialKernel ExponentialKernel(double peak, double length) => new(peak, length);
    }
}
