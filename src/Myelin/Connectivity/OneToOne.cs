using Myelin.Connectivity;

namespace Myelin.Connectivity
{
    /// <summary>Source i is connected to target i.</summary>
    public sealed record OneToOne : ConnectionRule
    {
        /// <inheritdoc/>
        public override void Validate(int sources, int targets, bool samePopulation, string what)
        {
            if (sources != targets)
                throw new ArgumentException($"{what}: one-to-one needs equal sizes, got {sources} sources and {targets} targets.");
        }

        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets, bool samePopulation = false) => Math.Min(sources, targets);

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) => new Stream();

        /// <inheritdoc/>
        public override string ToString() => "OneToOne()";

        private sealed class Stream : ConnectionStream
        {
            public override bool BySource => true;

            public override void Fill(int neuron, Partners partners)
            {
                partners.Resize(1);
                partners.Indices[0] = neuron;
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.OneToOne"/></summary>
        public static OneToOne OneToOne() => new();
    }
}
