using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Randomness
{
    /// <summary>Numbers spread evenly between two bounds.</summary>
    /// <param name="Low">The lower bound, in the unit.</param>
    /// <param name="High">The upper bound, in the unit; rounding to single precision may reach it.</param>
    /// <param name="UnitSymbol">The unit's symbol; empty for pure numbers.</param>
    public sealed record Uniform(double Low, double High, string UnitSymbol) : Distribution
    {
        /// <inheritdoc/>
        public override string Unit => UnitSymbol;

        /// <inheritdoc/>
        public override double Mean => (Low + High) / 2;

        /// <inheritdoc/>
        public override void Fill(ref RandomStream stream, Span<float> values)
        {
            stream.FillUniform(values);
            LaneMap.Apply(values, new Spread((float)Low, (float)(High - Low), (float)High));
        }

        /// <inheritdoc/>
        public override void Validate(string what)
        {
            if (!double.IsFinite(Low) || !double.IsFinite(High))
                throw new ArgumentException($"{what}: the bounds of {this} must be finite.");
            if (Low > High) throw new ArgumentException($"{what}: the lower bound of {this} must not be above the upper bound.");
        }

        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Uniform({Low}, {High}) {UnitSymbol}").TrimEnd();

        private readonly struct Spread(float low, float width, float high) : ILaneMap
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public Vector512<float> Map(Vector512<float> x) =>
                Vector512.MinNative(Vector512.FusedMultiplyAdd(x, Vector512.Create(width), Vector512.Create(low)), Vector512.Create(high));
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>Pure numbers spread evenly between two bounds.</summary>
        /// <param name="low">The lower bound.</param>
        /// <param name="high">The upper bound.</param>
        public static Distribution Uniform(double low, double high) => new Uniform(low, high, string.Empty);

        /// <summary>Quantities spread evenly between two bounds.</summary>
        /// <typeparam name="T">The quantity.</typeparam>
        /// <param name="low">The lower bound.</param>
        /// <param name="high">The upper bound.</param>
        public static Distribution Uniform<T>(T low, T high)
            where T : struct, IQuantity<T> => new Uniform(low.Value, high.Value, T.Unit);
    }
}
