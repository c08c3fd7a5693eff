using System.Globalization;
using Myelin.Connectivity;
using Myelin.Randomness;

namespace Myelin.Connectivity
{
    /// <summary>Every target receives the same number of connections, from sources drawn uniformly.</summary>
    /// <param name="Indegree">Number of connections of each target.</param>
    /// <param name="Multapses">Whether a pair may be connected more than once.</param>
    /// <param name="Autapses">Whether a neuron may be connected to itself.</param>
    public sealed record FixedIndegree(int Indegree, bool Multapses = true, bool Autapses = true) : ConnectionRule
    {
        /// <inheritdoc/>
        public override void Validate(int sources, int targets, bool samePopulation, string what)
        {
            if (Indegree < 0) throw new ArgumentException($"{what}: the in-degree must be at least 0, got {Indegree}.");
            int candidates = sources - (samePopulation && !Autapses ? 1 : 0);
            if (Indegree > 0 && candidates < 1)
                throw new ArgumentException($"{what}: an in-degree of {Indegree} needs at least one possible source, there is none.");
            if (!Multapses && Indegree > candidates)
            {
                throw new ArgumentException(
                    $"{what}: an in-degree of {Indegree} without multapses needs as many possible sources, there are {candidates}.");
            }
        }

        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets, bool samePopulation = false) => (double)Indegree * targets;

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) =>
            new Stream(Indegree, new UniformPartners(sources, Multapses, samePopulation && !Autapses), seed, projection);

        /// <inheritdoc/>
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"FixedIndegree({Indegree}{(Multapses ? "" : ", multapses: false")}{(Autapses ? "" : ", autapses: false")})");

        private sealed class Stream(int indegree, UniformPartners uniform, ulong seed, uint projection) : ConnectionStream
        {
            public override bool BySource => false;

            public override void Fill(int neuron, Partners partners)
            {
                RandomStream stream = new(seed, StreamPurpose.Connectivity, projection, (uint)neuron);
                uniform.Draw(ref stream, neuron, indegree, partners);
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.FixedIndegree"/></summary>
        /// <param name="indegree">Number of connections of each target.</param>
        /// <param name="multapses">Whether a pair may be connected more than once.</param>
        /// <param name="autapses">Whether a neuron may be connected to itself.</param>
        public static FixedIndegree FixedIndegree(int indegree, bool multapses = true, bool autapses = true) =>
            new(indegree, multapses, autapses);
    }
}
