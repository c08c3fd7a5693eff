using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Randomness
{
    /// <summary>
    /// Numbers whose logarithm is normally distributed: median exp(sigma z), z standard normal. NEST's <c>lognormal(mean, std)</c> has
    /// median exp(mean) and sigma std.
    /// </summary>
    /// <param name="Median">The median, in the unit; a negative one gives the mirror image.</param>
    /// <param name="Sigma">Standard deviation of the logarithm, a pure number.</param>
    /// <param name="UnitSymbol">The unit's symbol; empty for pure numbers.</param>
    public sealed record LogNormal(double Median, double Sigma, string UnitSymbol) : Distribution
    {
        /// <inheritdoc/>
        public override string Unit => UnitSymbol;

        /// <inheritdoc/>
        public override double? ConstantValue => Sigma == 0 ? Median : null;

        /// <inheritdoc/>
        public override double Mean => Median * Math.Exp(Sigma * Sigma / 2);

        /// <inheritdoc/>
        public override void Fill(ref RandomStream stream, Span<float> values)
        {
            stream.FillNormal(values);
            LaneMap.Apply(values, new Power((float)Median, (float)Sigma));
        }

        /// <inheritdoc/>
        public override void Validate(string what)
        {
            if (!double.IsFinite(Median)) throw new ArgumentException($"{what}: the median of {this} must be finite.");
            if (!(Sigma >= 0 && Sigma <= 10)) throw new ArgumentException($"{what}: the sigma of {this} must be between 0 and 10.");
        }

        /// <inheritdoc/>
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"LogNormal(median {Median}, sigma {Sigma}) {UnitSymbol}").TrimEnd();

        private readonly struct Power(float median, float sigma) : ILaneMap
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector512<float> Map(Vector512<float> x) => Elementary.Exp(x * Vector512.Create(sigma)) * Vector512.Create(median);
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>Log-normally distributed pure numbers.</summary>
        /// <param name="median">The median.</param>
        /// <param name="sigma">Standard deviation of the logarithm.</param>
        public static Distribution LogNormal(double median, double sigma) => new LogNormal(median, sigma, string.Empty);

        /// <summary>Log-normally distributed quantities.</summary>
        /// <typeparam name="T">The quantity.</typeparam>
        /// <param name="median">The median.</param>
        /// <param name="sigma">Standard deviation of the logarithm, a pure number.</param>
        public static Distribution LogNormal<T>(T median, double sigma)
            where T : struct, IQuantity<T> => new LogNormal(median.Value, sigma, T.Unit);
    }
}
