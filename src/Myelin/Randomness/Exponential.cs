using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Randomness
{
    /// <summary>Exponentially distributed numbers: density exp(-x / mean) / mean for x >= 0.</summary>
    /// <param name="MeanValue">The mean, in the unit; a negative one gives the mirror image.</param>
    /// <param name="UnitSymbol">The unit's symbol; empty for pure numbers.</param>
    public sealed record Exponential(double MeanValue, string UnitSymbol) : Distribution
    {
        /// <inheritdoc/>
        public override string Unit => UnitSymbol;

        /// <inheritdoc/>
        public override double Mean => MeanValue;

        /// <inheritdoc/>
        public override void Fill(ref RandomStream stream, Span<float> values)
        {
            stream.FillUniform(values);
            LaneMap.Apply(values, new Waiting((float)MeanValue));
        }

        /// <inheritdoc/>
        public override void Validate(string what)
        {
            if (!double.IsFinite(MeanValue)) throw new ArgumentException($"{what}: the mean of {this} must be finite.");
        }

        /// <inheritdoc/>
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"Exponential({MeanValue}) {UnitSymbol}").TrimEnd();

        private readonly struct Waiting(float mean) : ILaneMap
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector512<float> Map(Vector512<float> x) => Elementary.Log(Vector512<float>.One - x) * Vector512.Create(-mean);
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>Exponentially distributed pure numbers.</summary>
        /// <param name="mean">The mean.</param>
        public static Distribution Exponential(double mean) => new Exponential(mean, string.Empty);

        /// <summary>Exponentially distributed quantities.</summary>
        /// <typeparam name="T">The quantity.</typeparam>
        /// <param name="mean">The mean.</param>
        public static Distribution Exponential<T>(T mean)
            where T : struct, IQuantity<T> => new Exponential(mean.Value, T.Unit);
    }
}
