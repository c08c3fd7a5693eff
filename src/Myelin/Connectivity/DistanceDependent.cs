using System.Globalization;
using Myelin.Connectivity;
using Myelin.Connectivity.Distance;

namespace Myelin.Connectivity
{
    /// <summary>Every pair is connected independently, at most once, with a probability that depends on its distance.</summary>
    /// <param name="Kernel">The probability at a distance.</param>
    /// <param name="Sources">Where the sources are.</param>
    /// <param name="Targets">Where the targets are, in the same length unit.</param>
    /// <param name="Autapses">Whether a neuron may be connected to itself.</param>
    public sealed record DistanceDependent(DistanceKernel Kernel, Layout Sources, Layout Targets, bool Autapses = true) : ConnectionRule
    {
        /// <summary>Pairs that an estimate looks at.</summary>
        private const double EstimatedPairs = 4e6;

        /// <inheritdoc/>
        public override void Validate(int sources, int targets, bool samePopulation, string what)
        {
            Kernel.Validate(what);
            Sources.Validate(sources, $"{what}, sources");
            Targets.Validate(targets, $"{what}, targets");
            if (Sources.Period != Targets.Period)
                throw new ArgumentException($"{what}: sources and targets must be periodic alike, got {Sources} and {Targets}.");
        }

        /// <summary>The mean number of connections; of large populations, estimated from sources at equal steps of the index.</summary>
        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets, bool samePopulation = false)
        {
            if (sources == 0 || targets == 0) return 0;
            int sampled = (int)Math.Clamp(EstimatedPairs / targets, 1, sources);
            double sum = 0;
            for (int i = 0; i < sampled; i++)
            {
                int source = (int)((i + 0.5) * sources / sampled);
                Position position = Sources.Locate(source, sources);
                for (int target = 0; target < targets; target++)
                {
                    if (target == source && samePopulation && !Autapses) continue;
                    sum += Kernel.Probability(Between(position, Targets.Locate(target, targets)));
                }
            }

            return sum * sources / sampled;
        }

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) =>
            new DistanceStream(this, sources, targets, samePopulation && !Autapses, seed, projection);

        /// <inheritdoc/>
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"DistanceDependent({Kernel}, {Sources}{(Targets == Sources ? "" : $", {Targets}")}{(Autapses ? "" : ", autapses: false")})");

        private double Between(Position a, Position b) => DistanceStream.Length(
            DistanceStream.AlongAxis(a.X, b.X, Sources.Period.X),
            DistanceStream.AlongAxis(a.Y, b.Y, Sources.Period.Y));
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.DistanceDependent"/></summary>
        /// <param name="kernel">The probability at a distance.</param>
        /// <param name="layout">Where the neurons of both populations are.</param>
        /// <param name="autapses">Whether a neuron may be connected to itself.</param>
        public static DistanceDependent DistanceDependent(DistanceKernel kernel, Layout layout, bool autapses = true) =>
            new(kernel, layout, layout, autapses);

        /// <summary><inheritdoc cref="Connectivity.DistanceDependent"/></summary>
        /// <param name="kernel">The probability at a distance.</param>
        /// <param name="sources">Where the sources are.</param>
        /// <param name="targets">Where the targets are, in the same length unit.</param>
        /// <param name="autapses">Whether a neuron may be connected to itself.</param>
        public static DistanceDependent DistanceDependent(DistanceKernel kernel, Layout sources, Layout targets, bool autapses = true) =>
            new(kernel, sources, targets, autapses);
    }
}
