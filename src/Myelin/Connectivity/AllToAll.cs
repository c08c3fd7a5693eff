using Myelin.Connectivity;

namespace Myelin.Connectivity
{
    /// <summary>Every source is connected to every target.</summary>
    /// <param name="Autapses">Whether a neuron is connected to itself.</param>
    public sealed record AllToAll(bool Autapses = true) : ConnectionRule
    {
        /// <inheritdoc/>
        public override void Validate(int sources, int targets, bool samePopulation, string what)
        {
        }

        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets, bool samePopulation = false) =>
            (double)sources * (targets - (samePopulation && !Autapses ? 1 : 0));

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) =>
            new Stream(targets, samePopulation && !Autapses);

        /// <inheritdoc/>
        public override string ToString() => Autapses ? "AllToAll()" : "AllToAll(autapses: false)";

        private sealed class Stream(int targets, bool excludeSelf) : ConnectionStream
        {
            public override bool BySource => true;

            public override void Fill(int neuron, Partners partners)
            {
                partners.Resize(excludeSelf ? targets - 1 : targets);
                Span<int> indices = partners.Indices;
                int first = excludeSelf ? neuron : indices.Length;
                for (int i = 0; i < first; i++) indices[i] = i;
                for (int i = first; i < indices.Length; i++) indices[i] = i + 1;
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.AllToAll"/></summary>
        /// <param name="autapses">Whether a neuron is connected to itself.</param>
        public static AllToAll AllToAll(bool autapses = true) => new(autapses);
    }
}
