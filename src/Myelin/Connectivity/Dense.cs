using Myelin.Connectivity;

namespace Myelin.Connectivity
{
    /// <summary>Every source is connected to every target by a weight of its own: y = W x. Weights of 0 are kept.</summary>
    public sealed record Dense : ConnectionRule
    {
        /// <summary>Connects by a matrix.</summary>
        /// <param name="weights">Weights [targets, sources], as a linear layer of PyTorch has them, in <paramref name="unit"/>.</param>
        /// <param name="unit">Symbol of the weights' unit; empty for pure numbers.</param>
        /// <exception cref="ArgumentException">The weights are not a matrix.</exception>
        public Dense(WeightTensor weights, string unit = "")
        {
            if (weights.Rank != 2)
                throw new ArgumentException($"Dense weights have the shape [targets, sources], got {WeightTensor.FormatShape(weights.Shape)}.");
            Weights = weights;
            WeightUnit = unit;
        }

        /// <summary>Weights [targets, sources], in <see cref="WeightUnit"/>.</summary>
        public WeightTensor Weights { get; }

        /// <inheritdoc/>
        public override string? WeightUnit { get; }

        /// <inheritdoc/>
        public override ConnectionStorage Storage => ConnectionStorage.Dense;

        /// <inheritdoc/>
        public override WeightTensor Stored => Weights;

        /// <inheritdoc/>
        public override ConnectionRule WithStored(WeightTensor weights) => new Dense(weights, WeightUnit ?? "");

        /// <inheritdoc/>
        public override void Validate(int sources, int targets, bool samePopulation, string what)
        {
            if (Weights.Shape is not [int rows, int columns] || rows != targets || columns != sources)
            {
                throw new ArgumentException(
                    $"{what}: dense weights of the shape {WeightTensor.FormatShape(Weights.Shape)} do not match " +
                    $"{targets} targets and {sources} sources, which need [{targets}, {sources}].");
            }

            Weights.ValidateFinite(what);
        }

        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets, bool samePopulation = false) => Weights.Length;

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) =>
            new Stream(Weights.ToTransposedArray(), targets);

        /// <inheritdoc/>
        public override string ToString() => $"Dense({Weights}{(WeightUnit is "" ? "" : $" {WeightUnit}")})";

        private sealed class Stream(double[] bySource, int targets) : ConnectionStream
        {
            public override bool BySource => true;

            public override bool HasWeights => true;

            public override void Fill(int neuron, Partners partners)
            {
                partners.Resize(targets, withWeights: true);
                Span<int> indices = partners.Indices;
                for (int i = 0; i < indices.Length; i++) indices[i] = i;
                bySource.AsSpan(neuron * targets, targets).CopyTo(partners.Weights);
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.Dense"/></summary>
        /// <param name="weights">Weights [targets, sources], as a linear layer of PyTorch has them, in <paramref name="unit"/>.</param>
        /// <param name="unit">Symbol of the weights' unit; empty for pure numbers.</param>
        /// <exception cref="ArgumentException">The weights are not a matrix.</exception>
        public static Dense Dense(WeightTensor weights, string unit = "") => new(weights, unit);
    }
}
