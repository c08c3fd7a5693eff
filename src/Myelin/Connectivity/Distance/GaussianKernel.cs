using System.Globalization;
using Myelin.Connectivity.Distance;
using Myelin.Values;

namespace Myelin.Connectivity.Distance
{
    /// <summary>The probability falls as peak * exp(-distance^2 / (2 sigma^2)).</summary>
    /// <param name="Peak">Probability at distance 0, 0 to 1.</param>
    /// <param name="Sigma">Standard deviation, in the length unit of the layouts.</param>
    public sealed record GaussianKernel(double Peak, double Sigma) : DistanceKernel
    {
        /// <inheritdoc/>
        public override double Probability(double distance) => Peak * Elementary.Exp(-distance * distance / (2 * Sigma * Sigma));

        /// <inheritdoc/>
        public override void Validate(string what) => Validate(Peak, Sigma, "sigma", what);

        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"GaussianKernel({Peak}, {Sigma})");
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.Distance.GaussianKernel"/></summary>
        /// <param name="peak">Probability at distance 0, 0 to 1.</param>
        /// <param name="sigma">Standard deviation, in the length unit of the layouts.</param>
        public static GaussianKernel GaussianKernel(double peak, double sigma) => new(peak, sigma);
    }
}
