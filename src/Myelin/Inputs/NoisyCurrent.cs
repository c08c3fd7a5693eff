using System.Numerics;
using Myelin.Inputs;
using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Inputs
{
    /// <summary>
    /// A Gaussian current that is drawn anew for every neuron at every interval and constant in between. Source: NEST noise_generator.
    /// </summary>
    /// <param name="Mean">Mean.</param>
    /// <param name="StandardDeviation">Standard deviation.</param>
    /// <param name="Interval">Time between draws; one step where it is 0.</param>
    public sealed record NoisyCurrent(Current Mean, Current StandardDeviation, Time Interval = default) : Input
    {
        /// <inheritdoc/>
        public override string Unit => Current.Unit;

        /// <inheritdoc/>
        public override string? DefaultPort => "Current";

        /// <inheritdoc/>
        public override void Validate(int neurons, Time dt, string what)
        {
            if (!double.IsFinite(Mean.Value)) throw new ArgumentException($"{what}: the mean of a noisy current must be finite, got {Mean}.");
            if (!(StandardDeviation.Value >= 0 && double.IsFinite(StandardDeviation.Value)))
                throw new ArgumentException($"{what}: the standard deviation of a noisy current must be at least 0 and finite, got {StandardDeviation}.");
            if (Interval.Value != 0 && !(Interval / dt >= 0.5 && double.IsFinite(Interval.Value)))
                throw new ArgumentException($"{what}: the interval of a noisy current must be at least one step of {dt}, got {Interval}.");
        }

        /// <inheritdoc/>
        public override InputSource Open(int neurons, Time dt, ulong seed, uint index) =>
            new Source(Mean.Value, StandardDeviation.Value, Math.Max(1, (long)Math.Round(Interval / dt)), seed, index);

        private sealed class Source(double mean, double deviation, long interval, ulong seed, uint index) : InputSource
        {
            private const int Block = 16;

            public override void Add(Span<float> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron, step);

            public override void Add(Span<double> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron, step);

            private void AddTo<T>(Span<T> accumulators, int firstNeuron, long step)
                where T : INumberBase<T>
            {
                // One stream per (interval, block), so that the draws do not depend on how neurons are divided among threads.
                Span<float> normal = stackalloc float[Block];
                uint draw = (uint)(step / interval);
                for (int i = 0; i < accumulators.Length; i += Block)
                {
                    var stream = new RandomStream(seed ^ ((ulong)index << 40), StreamPurpose.Inputs, draw, (uint)(firstNeuron + i));
                    stream.FillNormal(normal);
                    int count = Math.Min(Block, accumulators.Length - i);
                    for (int n = 0; n < count; n++) accumulators[i + n] += T.CreateTruncating(mean + (deviation * normal[n]));
                }
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>A Gaussian current drawn anew for every neuron at every interval (every step where none is given).</summary>
        public static NoisyCurrent NoisyCurrent(Current mean, Current standardDeviation, Time interval = default) => new(mean, standardDeviation, interval);
    }
}
