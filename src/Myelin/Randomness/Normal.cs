using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Randomness
{
    /// <summary>Normally distributed numbers; those outside the bounds are drawn again (NEST's <c>redraw</c>).</summary>
    /// <param name="Center">The mean before the bounds, in the unit.</param>
    /// <param name="Deviation">The standard deviation before the bounds, in the unit.</param>
    /// <param name="Min">The smallest number kept; null for none.</param>
    /// <param name="Max">The largest number kept; null for none.</param>
    /// <param name="UnitSymbol">The unit's symbol; empty for pure numbers.</param>
    public sealed record Normal(double Center, double Deviation, double? Min, double? Max, string UnitSymbol) : Distribution
    {
        // Below it redrawing would take thousands of numbers for one; no published network comes near.
        private const double SmallestShare = 1e-3;

        /// <inheritdoc/>
        public override string Unit => UnitSymbol;

        /// <inheritdoc/>
        public override double? ConstantValue => Deviation == 0 ? Center : null;

        /// <inheritdoc/>
        public override double Mean
        {
            get
            {
                if (Deviation == 0 || (Min is null && Max is null)) return Center;
                (double low, double high) = StandardBounds();
                return Center + (Deviation * (Density(low) - Density(high)) / Share(low, high));
            }
        }

        /// <inheritdoc/>
        public override void Fill(ref RandomStream stream, Span<float> values)
        {
            stream.FillNormal(values);
            LaneMap.Apply(values, new Scale((float)Center, (float)Deviation));
            if (Deviation == 0 || (Min is null && Max is null)) return;

            double low = Min ?? double.NegativeInfinity;
            double high = Max ?? double.PositiveInfinity;
            foreach (ref float value in values)
            {
                while (!(value >= low && value <= high)) value = (float)(Center + (Deviation * stream.NextNormal()));
            }
        }

        /// <inheritdoc/>
        public override void Validate(string what)
        {
            if (!double.IsFinite(Center)) throw new ArgumentException($"{what}: the mean of {this} must be finite.");
            if (!(Deviation >= 0 && double.IsFinite(Deviation)))
                throw new ArgumentException($"{what}: the standard deviation of {this} must be finite and at least 0.");
            if (Min is { } min && double.IsNaN(min)) throw new ArgumentException($"{what}: the lower bound of {this} must be a number.");
            if (Max is { } max && double.IsNaN(max)) throw new ArgumentException($"{what}: the upper bound of {this} must be a number.");
            if (Min > Max) throw new ArgumentException($"{what}: the lower bound of {this} must not be above the upper bound.");

            (double low, double high) = StandardBounds();
            bool within = Deviation == 0 ? !(Center < Min || Center > Max) : Share(low, high) >= SmallestShare;
            if (!within)
            {
                throw new ArgumentException(
                    $"{what}: fewer than one in {1 / SmallestShare} numbers of {this} are within the bounds; widen them.");
            }
        }

        /// <inheritdoc/>
        public override string ToString()
        {
            StringBuilder text = new();
            text.Append(CultureInfo.InvariantCulture, $"Normal({Center}, {Deviation}");
            if (Min is { } min) text.Append(CultureInfo.InvariantCulture, $", min {min}");
            if (Max is { } max) text.Append(CultureInfo.InvariantCulture, $", max {max}");
            return text.Append(") ").Append(UnitSymbol).ToString().TrimEnd();
        }

        private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

        // Simpson's rule, whose error is below 1e-8 of the integral with these intervals.
        private static double Share(double low, double high)
        {
            const int Intervals = 1000;
            double width = (high - low) / Intervals;
            double sum = Density(low) + Density(high);
            for (int i = 1; i < Intervals; i++) sum += Density(low + (i * width)) * (i % 2 == 0 ? 2 : 4);
            return sum * width / 3;
        }

        // In standard deviations from the mean; beyond ten there is nothing left to count.
        private (double Low, double High) StandardBounds() => (
            Math.Clamp(((Min ?? double.NegativeInfinity) - Center) / Deviation, -10, 10),
            Math.Clamp(((Max ?? double.PositiveInfinity) - Center) / Deviation, -10, 10));

        private readonly struct Scale(float center, float deviation) : ILaneMap
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector512<float> Map(Vector512<float> x) =>
                Vector512.FusedMultiplyAdd(x, Vector512.Create(deviation), Vector512.Create(center));
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>Normally distributed pure numbers; those outside the bounds are drawn again.</summary>
        /// <param name="mean">The mean before the bounds.</param>
        /// <param name="sd">The standard deviation before the bounds.</param>
        /// <param name="min">The smallest number kept; null for none.</param>
        /// <param name="max">The largest number kept; null for none.</param>
        public static Distribution Normal(double mean, double sd, double? min = null, double? max = null) =>
            new Normal(mean, sd, min, max, string.Empty);

        /// <summary>Normally distributed quantities; those outside the bounds are drawn again.</summary>
        /// <typeparam name="T">The quantity.</typeparam>
        /// <param name="mean">The mean before the bounds.</param>
        /// <param name="sd">The standard deviation before the bounds.</param>
        /// <param name="min">The smallest quantity kept; null for none.</param>
        /// <param name="max">The largest quantity kept; null for none.</param>
        public static Distribution Normal<T>(T mean, T sd, T? min = null, T? max = null)
            where T : struct, IQuantity<T> => new Normal(mean.Value, sd.Value, min?.Value, max?.Value, T.Unit);
    }
}
