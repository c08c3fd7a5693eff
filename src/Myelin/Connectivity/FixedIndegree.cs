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
            if (!Multapses && Indegree > candidates)
                throw new ArgumentException($"{what}: an in-degree of {Indegree} without multapses needs as many sources, there are {candidates}.");
        }

        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets) => (double)Indegree * targets;

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) =>
            throw new NotSupportedException();
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.FixedIndegree"/></summary>
        public static FixedIndegree FixedIndegree(int indegree, bool multapses = true, bool autapses = true) =>
            new(indegree, multapses, autapses);
    }
}
