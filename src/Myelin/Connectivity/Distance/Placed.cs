using System.Globalization;
using Myelin.Connectivity.Distance;

namespace Myelin.Connectivity.Distance
{
    /// <summary>Neurons at given positions.</summary>
    public sealed record Placed : Layout
    {
        private readonly Position[] positions;
        private string? text;

        /// <summary>Asks a function for each neuron's position, once and now.</summary>
        /// <param name="neurons">Number of neurons.</param>
        /// <param name="at">The position of the neuron of an index.</param>
        /// <param name="period">The length after which each axis begins anew, infinite for an axis that does not; not periodic where not given.</param>
        public Placed(int neurons, Func<int, Position> at, Position? period = null)
        {
            positions = new Position[neurons];
            for (int i = 0; i < neurons; i++) positions[i] = at(i);
            Period = period ?? new Position(double.PositiveInfinity, double.PositiveInfinity);
        }

        /// <inheritdoc/>
        public override Position Period { get; }

        /// <inheritdoc/>
        public override void Validate(int neurons, string what)
        {
            if (positions.Length != neurons)
                throw new ArgumentException($"{what}: there are positions for {positions.Length} neurons, but the population has {neurons}.");
            if (!(Period.X > 0 && Period.Y > 0))
            {
                throw new ArgumentException(
                    $"{what}: the periods of a layout must be positive, infinite where an axis does not wrap, got {Period}.");
            }

            for (int i = 0; i < positions.Length; i++)
            {
                if (!double.IsFinite(positions[i].X) || !double.IsFinite(positions[i].Y))
                    throw new ArgumentException($"{what}: positions must be finite, but neuron {i} is at {positions[i]}.");
            }
        }

        /// <inheritdoc/>
        public override Position Locate(int neuron, int neurons) => positions[neuron];

        /// <summary>Whether both have the same positions and periods.</summary>
        public bool Equals(Placed? other) => other is not null && Period == other.Period && positions.AsSpan().SequenceEqual(other.positions);

        /// <inheritdoc/>
        public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

        /// <inheritdoc/>
        public override string ToString() => text ??= Describe();

        private string Describe()
        {
            using ContentHash content = new();
            foreach (Position position in positions) content.Add([position.X, position.Y]);
            string period = Period is { X: double.PositiveInfinity, Y: double.PositiveInfinity } ? "" : $", period: {Period}";
            return string.Create(CultureInfo.InvariantCulture, $"Placed({positions.Length} #{content.Finish()}{period})");
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>Neurons at positions that a function gives, which is asked once and now.</summary>
        /// <param name="neurons">Number of neurons.</param>
        /// <param name="at">The position of the neuron of an index.</param>
        /// <param name="period">The length after which each axis begins anew, infinite for an axis that does not; not periodic where not given.</param>
        public static Placed Placed(int neurons, Func<int, Position> at, Position? period = null) => new(neurons, at, period);
    }
}
