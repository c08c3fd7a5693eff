using System.Globalization;
using Myelin.Connectivity.Distance;

namespace Myelin.Connectivity.Distance
{
    /// <summary>
    /// Neurons in the cells of a square grid of k rows and k columns, row by row, where k * k is the number of neurons: grids of different sizes
    /// lie over one another.
    /// </summary>
    /// <param name="Side">Length of a side.</param>
    /// <param name="Periodic">Whether opposite sides are the same, so that the square is a torus.</param>
    public sealed record Grid(double Side = 1, bool Periodic = false) : Layout
    {
        /// <inheritdoc/>
        public override Position Period => Periodic ? new(Side, Side) : new(double.PositiveInfinity, double.PositiveInfinity);

        /// <inheritdoc/>
        public override void Validate(int neurons, string what)
        {
            if (!(Side > 0 && double.IsFinite(Side)))
                throw new ArgumentException(FormattableString.Invariant($"{what}: the side of a grid must be positive and finite, got {Side}."));
            long below = Columns(neurons);
            if (below * below != neurons)
                throw new ArgumentException($"{what}: a square grid holds {below * below} or {(below + 1) * (below + 1)} neurons, got {neurons}.");
        }

        /// <inheritdoc/>
        public override Position Locate(int neuron, int neurons)
        {
            int columns = Columns(neurons);
            (int row, int column) = Math.DivRem(neuron, columns);
            return new Position((column + 0.5) / columns * Side, (row + 0.5) / columns * Side);
        }

        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Grid({Side}{(Periodic ? ", periodic: true" : "")})");

        // A double holds every int and its root exactly enough: the root of a square is exact.
        private static int Columns(int neurons) => (int)Math.Sqrt(neurons);
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.Distance.Grid"/></summary>
        /// <param name="side">Length of a side.</param>
        /// <param name="periodic">Whether opposite sides are the same, so that the square is a torus.</param>
        public static Grid Grid(double side = 1, bool periodic = false) => new(side, periodic);
    }
}
