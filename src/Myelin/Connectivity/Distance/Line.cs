using System.Globalization;
using Myelin.Connectivity.Distance;

namespace Myelin.Connectivity.Distance
{
    /// <summary>
    /// Neurons at equal distances on a line or, where periodic, on a ring: neuron i of n is at (i + 1/2) / n of the length, so populations of
    /// different sizes lie over one another.
    /// </summary>
    /// <param name="Length">Length of the line or circumference of the ring.</param>
    /// <param name="Periodic">Whether the end of the line is its beginning.</param>
    public sealed record Line(double Length = 1, bool Periodic = false) : Layout
    {
        /// <inheritdoc/>
        public override Position Period => new(Periodic ? Length : double.PositiveInfinity, double.PositiveInfinity);

        /// <inheritdoc/>
        public override void Validate(int neurons, string what)
        {
            if (!(Length > 0 && double.IsFinite(Length)))
                throw new ArgumentException(FormattableString.Invariant($"{what}: the length of a line must be positive and finite, got {Length}."));
        }

        /// <inheritdoc/>
        public override Position Locate(int neuron, int neurons) => new((neuron + 0.5) / neurons * Length);

        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Periodic ? "Ring" : "Line")}({Length})");
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>Neurons at equal distances on a line.</summary>
        /// <param name="length">Length of the line.</param>
        public static Line Line(double length = 1) => new(length);

        /// <summary>Neurons at equal distances on a ring.</summary>
        /// <param name="circumference">Circumference of the ring; distances are measured along it.</param>
        public static Line Ring(double circumference = 1) => new(circumference, Periodic: true);
    }
}
