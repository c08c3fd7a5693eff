using System.Globalization;
using Myelin.Connectivity;

namespace Myelin.Connectivity
{
    /// <summary>
    /// A list of connections, each with its source and target and, where given, its weight and delay. A pair may appear more than once.
    /// A source's connections come in the order of the list; weights of 0 are kept.
    /// </summary>
    public sealed record Explicit : ConnectionRule
    {
        private readonly int[] sources;
        private readonly int[] targets;
        private readonly double[] delays;
        private string? text;

        /// <summary>Copies the list.</summary>
        /// <param name="sources">Source of each connection.</param>
        /// <param name="targets">Target of each connection.</param>
        /// <param name="weights">Weight of each connection, in <paramref name="unit"/>; null where the rule brings none.</param>
        /// <param name="delays">Delay of each connection [ms]; empty where the rule brings none.</param>
        /// <param name="unit">Symbol of the weights' unit; empty for pure numbers.</param>
        /// <exception cref="ArgumentException">The lists have different lengths.</exception>
        public Explicit(
            ReadOnlySpan<int> sources,
            ReadOnlySpan<int> targets,
            WeightTensor? weights = null,
            ReadOnlySpan<double> delays = default,
            string unit = "")
        {
            RequireLength(targets.Length, sources.Length, "target");
            if (weights is not null) RequireLength(weights.Length, sources.Length, "weight");
            if (!delays.IsEmpty) RequireLength(delays.Length, sources.Length, "delay");
            this.sources = sources.ToArray();
            this.targets = targets.ToArray();
            this.delays = delays.ToArray();
            Weights = weights;
            WeightUnit = weights is null ? null : unit;
        }

        /// <summary>Number of connections.</summary>
        public int Count => sources.Length;

        /// <summary>Source of each connection.</summary>
        public ReadOnlyMemory<int> Sources => sources;

        /// <summary>Target of each connection.</summary>
        public ReadOnlyMemory<int> Targets => targets;

        /// <summary>Weight of each connection, in <see cref="WeightUnit"/>; null where the rule brings none.</summary>
        public WeightTensor? Weights { get; }

        /// <summary>Delay of each connection [ms]; empty where the rule brings none.</summary>
        public ReadOnlyMemory<double> Delays => delays;

        /// <inheritdoc/>
        public override string? WeightUnit { get; }

        /// <inheritdoc/>
        public override bool HasDelays => delays.Length > 0;

        /// <inheritdoc/>
        public override WeightTensor? Stored => Weights;

        /// <inheritdoc/>
        public override ConnectionRule WithStored(WeightTensor weights) => new Explicit(sources, targets, weights, delays, WeightUnit ?? "");

        /// <inheritdoc/>
        public override void StoredPlaces(Span<int> inputs, Span<int> outputs)
        {
            sources.CopyTo(inputs);
            targets.CopyTo(outputs);
        }

        /// <inheritdoc/>
        public override void Validate(int sources, int targets, bool samePopulation, string what)
        {
            ValidateIndices(this.sources, sources, "source", what);
            ValidateIndices(this.targets, targets, "target", what);
            Weights?.ValidateFinite(what);
            for (int i = 0; i < delays.Length; i++)
            {
                if (delays[i] >= 0 && double.IsFinite(delays[i])) continue;
                throw new ArgumentException(FormattableString.Invariant(
                    $"{what}: delays must be finite and at least 0 ms, but connection {i} has a delay of {delays[i]} ms."));
            }
        }

        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets, bool samePopulation = false) => Count;

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) =>
            new Stream(this, sources);

        /// <summary>Whether both list the same connections in the same order.</summary>
        public bool Equals(Explicit? other) =>
            other is not null
            && sources.AsSpan().SequenceEqual(other.sources)
            && targets.AsSpan().SequenceEqual(other.targets)
            && delays.AsSpan().SequenceEqual(other.delays)
            && Equals(Weights, other.Weights)
            && string.Equals(WeightUnit, other.WeightUnit, StringComparison.Ordinal);

        /// <inheritdoc/>
        public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

        /// <inheritdoc/>
        public override string ToString() => text ??= Describe();

        private string Describe()
        {
            using ContentHash content = new();
            content.Add(sources);
            content.Add(targets);
            content.Add(delays);
            string weights = Weights is null ? "" : $", weights {Weights}{(WeightUnit is "" ? "" : $" {WeightUnit}")}";
            string given = weights + (HasDelays ? ", delays" : "");
            return string.Create(CultureInfo.InvariantCulture, $"Explicit({Count} #{content.Finish()}{given})");
        }

        private static void RequireLength(int length, int sources, string role)
        {
            if (length != sources)
                throw new ArgumentException($"An explicit list needs a {role} for each source, got {sources} sources and {length} {role}s.");
        }

        private static void ValidateIndices(int[] indices, int neurons, string role, string what)
        {
            for (int i = 0; i < indices.Length; i++)
            {
                if ((uint)indices[i] < (uint)neurons) continue;
                throw new ArgumentException(
                    $"{what}: connection {i} has the {role} {indices[i]}, but there are {neurons} {role}s, counted from 0.");
            }
        }

        private sealed class Stream : ConnectionStream
        {
            private readonly Explicit list;
            private readonly int[] start;
            private readonly int[] order;

            public Stream(Explicit list, int sources)
            {
                // A counting sort: it keeps the order of each source's connections.
                this.list = list;
                start = new int[sources + 1];
                foreach (int source in list.sources) start[source + 1]++;
                for (int i = 0; i < sources; i++) start[i + 1] += start[i];
                order = new int[list.Count];
                int[] next = start.AsSpan(0, sources).ToArray();
                for (int i = 0; i < order.Length; i++) order[next[list.sources[i]]++] = i;
            }

            public override bool BySource => true;

            public override bool HasWeights => list.Weights is not null;

            public override bool HasDelays => list.HasDelays;

            public override void Fill(int neuron, Partners partners)
            {
                ReadOnlySpan<int> mine = order.AsSpan(start[neuron], start[neuron + 1] - start[neuron]);
                partners.Resize(mine.Length, HasWeights, HasDelays);
                Span<int> indices = partners.Indices;
                for (int i = 0; i < mine.Length; i++) indices[i] = list.targets[mine[i]];
                if (list.Weights is { } weights)
                {
                    Span<double> values = partners.Weights;
                    for (int i = 0; i < mine.Length; i++) values[i] = weights[mine[i]];
                }

                if (!HasDelays) return;
                Span<double> milliseconds = partners.Delays;
                for (int i = 0; i < mine.Length; i++) milliseconds[i] = list.delays[mine[i]];
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.Explicit"/></summary>
        /// <param name="sources">Source of each connection.</param>
        /// <param name="targets">Target of each connection.</param>
        /// <param name="weights">Weight of each connection, in <paramref name="unit"/>; null where the rule brings none.</param>
        /// <param name="delays">Delay of each connection [ms]; empty where the rule brings none.</param>
        /// <param name="unit">Symbol of the weights' unit; empty for pure numbers.</param>
        /// <exception cref="ArgumentException">The lists have different lengths.</exception>
        public static Explicit Explicit(
            ReadOnlySpan<int> sources,
            ReadOnlySpan<int> targets,
            WeightTensor? weights = null,
            ReadOnlySpan<double> delays = default,
            string unit = "") =>
            new(sources, targets, weights, delays, unit);
    }
}
