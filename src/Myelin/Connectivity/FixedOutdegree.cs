using System.Globalization;
using Myelin.Connectivity;
using Myelin.Randomness;

namespace Myelin.Connectivity
{
    /// <summary>Every source makes the same number of connections, to targets drawn uniformly.</summary>
    /// <param name="Outdegree">Number of connections of each source.</param>
    /// <param name="Multapses">Whether a pair may be connected more than once.</param>
    /// <param name="Autapses">Whether a neuron may be connected to itself.</param>
    public sealed record FixedOutdegree(int Outdegree, bool Multapses = true, bool Autapses = true) : ConnectionRule
    {
        /// <inheritdoc/>
        public override void Validate(int sources, int targets, bool samePopulation, string what)
        {
            if (Outdegree < 0) throw new ArgumentException($"{what}: the out-degree must be at least 0, got {Outdegree}.");
            int candidates = targets - (samePopulation && !Autapses ? 1 : 0);
            if (Outdegree > 0 && candidates < 1)
                throw new ArgumentException($"{what}: an out-degree of {Outdegree} needs at least one possible target, there is none.");
            if (!Multapses && Outdegree > candidates)
            {
                throw new ArgumentException(
                    $"{what}: an out-degree of {Outdegree} without multapses needs as many possible targets, there are {candidates}.");
            }
        }

        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets, bool samePopulation = false) => (double)Outdegree * sources;

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) =>
            new Stream(Outdegree, new UniformPartners(targets, Multapses, samePopulation && !Autapses), seed, projection);

        /// <inheritdoc/>
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"FixedOutdegree({Outdegree}{(Multapses ? "" : ", multapses: false")}{(Autapses ? "" : ", autapses: false")})");

        private sealed class Stream(int outdegree, UniformPartners uniform, ulong seed, uint projection) : ConnectionStream
        {
            public override bool BySource => true;

            public override void Fill(int neuron, Partners partners)
            {
                RandomStream stream = new(seed, StreamPurpose.Connectivity, projection, (uint)neuron);
                uniform.Draw(ref stream, neuron, outdegree, partners);
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.FixedOutdegree"/></summary>
        /// <param name="outdegree">Number of connections of each source.</param>
        /// <param name="multapses">Whether a pair may be connected more than once.</param>
        /// <param name="autapses">Whether a neuron may be connected to itself.</param>
        public static FixedOutdegree FixedOutdegree(int outdegree, bool multapses = true, bool autapses = true) =>
            new(outdegree, multapses, autapses);
    }
}
