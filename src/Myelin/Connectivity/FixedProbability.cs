using System.Globalization;
using Myelin.Connectivity;
using Myelin.Randomness;

namespace Myelin.Connectivity
{
    /// <summary>Every pair is connected independently with the same probability, at most once. Targets come in ascending order.</summary>
    /// <param name="Probability">Probability of a connection, 0 to 1.</param>
    /// <param name="Autapses">Whether a neuron may be connected to itself.</param>
    public sealed record FixedProbability(double Probability, bool Autapses = true) : ConnectionRule
    {
        /// <inheritdoc/>
        public override void Validate(int sources, int targets, bool samePopulation, string what)
        {
            if (!(Probability >= 0 && Probability <= 1))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"{what}: the connection probability must be between 0 and 1, got {Probability}."));
            }
        }

        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets, bool samePopulation = false) =>
            Probability * sources * (targets - (samePopulation && !Autapses ? 1 : 0));

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) =>
            new Stream(Probability, targets, samePopulation && !Autapses, seed, projection);

        /// <inheritdoc/>
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"FixedProbability({Probability}{(Autapses ? "" : ", autapses: false")})");

        private sealed class Stream(double probability, int targets, bool excludeSelf, ulong seed, uint projection) : ConnectionStream
        {
            private readonly double trialsPerUnit = 1 / UnitExponentials.Rate(probability);

            public override bool BySource => true;

            public override void Fill(int neuron, Partners partners)
            {
                partners.Clear();
                if (probability == 0) return;
                RandomStream stream = new(seed, StreamPurpose.Connectivity, projection, (uint)neuron);
                UnitExponentials exponentials = new();
                int self = excludeSelf ? neuron : int.MaxValue;
                double end = excludeSelf ? targets - 1 : targets;
                double next = Math.Floor(exponentials.Next(ref stream) * trialsPerUnit);
                while (next < end)
                {
                    int candidate = (int)next;
                    partners.Add(candidate >= self ? candidate + 1 : candidate);
                    next += 1 + Math.Floor(exponentials.Next(ref stream) * trialsPerUnit);
                }
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.FixedProbability"/></summary>
        /// <param name="probability">Probability of a connection, 0 to 1.</param>
        /// <param name="autapses">Whether a neuron may be connected to itself.</param>
        public static FixedProbability FixedProbability(double probability, bool autapses = true) => new(probability, autapses);
    }
}
