using System.Globalization;
using Myelin.Connectivity;
using Myelin.Randomness;

namespace Myelin.Connectivity
{
    /// <summary>A fixed number of connections in all, each between a source and a target drawn uniformly.</summary>
    /// <param name="Count">Number of connections in all.</param>
    /// <param name="Multapses">Whether a pair may be connected more than once.</param>
    /// <param name="Autapses">Whether a neuron may be connected to itself.</param>
    public sealed record FixedTotalNumber(long Count, bool Multapses = true, bool Autapses = true) : ConnectionRule
    {
        /// <summary>The largest mean number of connections of a source: far above it the largest one would not fit an array.</summary>
        private const long LargestMeanOutdegree = 1L << 30;

        /// <inheritdoc/>
        public override void Validate(int sources, int targets, bool samePopulation, string what)
        {
            if (Count < 0) throw new ArgumentException($"{what}: the number of connections must be at least 0, got {Count}.");
            long pairs = sources * (targets - (samePopulation && !Autapses ? 1L : 0L));
            if (!Multapses && Count > pairs)
                throw new ArgumentException($"{what}: {Count} connections without multapses need as many pairs, there are {pairs}.");
            if (Count > 0 && pairs < 1)
                throw new ArgumentException($"{what}: {Count} connections need at least one pair of neurons, there is none.");
            if (Count > LargestMeanOutdegree * sources)
            {
                throw new ArgumentException(
                    $"{what}: {Count} connections of {sources} sources are more than {LargestMeanOutdegree} per source.");
            }
        }

        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets, bool samePopulation = false) => Count;

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection)
        {
            UniformPartners uniform = new(targets, Multapses, samePopulation && !Autapses);
            // No neuron has this index, so the degrees are independent of every neuron's partners.
            RandomStream stream = new(seed, StreamPurpose.Connectivity, projection, uint.MaxValue);
            int[] outdegrees = Multapses
                ? DegreePartition.WithRepetition(ref stream, Count, sources)
                : DegreePartition.WithoutRepetition(ref stream, Count, sources, uniform.Candidates);
            return new Stream(outdegrees, uniform, seed, projection);
        }

        /// <inheritdoc/>
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"FixedTotalNumber({Count}{(Multapses ? "" : ", multapses: false")}{(Autapses ? "" : ", autapses: false")})");

        private sealed class Stream(int[] outdegrees, UniformPartners uniform, ulong seed, uint projection) : ConnectionStream
        {
            public override bool BySource => true;

            public override void Fill(int neuron, Partners partners)
            {
                RandomStream stream = new(seed, StreamPurpose.Connectivity, projection, (uint)neuron);
                uniform.Draw(ref stream, neuron, outdegrees[neuron], partners);
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.FixedTotalNumber"/></summary>
        /// <param name="count">Number of connections in all.</param>
        /// <param name="multapses">Whether a pair may be connected more than once.</param>
        /// <param name="autapses">Whether a neuron may be connected to itself.</param>
        public static FixedTotalNumber FixedTotalNumber(long count, bool multapses = true, bool autapses = true) =>
            new(count, multapses, autapses);
    }
}
