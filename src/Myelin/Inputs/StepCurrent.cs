using System.Globalization;
using System.Numerics;
using Myelin.Inputs;
using Myelin.Quantities;

namespace Myelin.Inputs
{
    /// <summary>A current that changes at given times and is constant between them; 0 before the first.</summary>
    public sealed record StepCurrent : Input
    {
        private readonly Time[] times;
        private readonly Current[] amplitudes;

        /// <summary>A current that changes at given times.</summary>
        /// <param name="steps">Time of each change, ascending, and the current from then on.</param>
        public StepCurrent(params (Time Time, Current Amplitude)[] steps)
        {
            ArgumentNullException.ThrowIfNull(steps);
            times = [.. steps.Select(s => s.Time)];
            amplitudes = [.. steps.Select(s => s.Amplitude)];
        }

        /// <inheritdoc/>
        public override string Unit => Current.Unit;

        /// <inheritdoc/>
        public override string? DefaultPort => "Current";

        /// <inheritdoc/>
        public override void Validate(int neurons, Time dt, string what)
        {
            for (int i = 0; i < times.Length; i++)
            {
                if (!double.IsFinite(times[i].Value) || times[i].Value < 0 || (i > 0 && times[i] <= times[i - 1]))
                    throw new ArgumentException($"{what}: the times of a step current must be finite, at least 0 and ascending; change {i} is at {times[i]}.");
                if (!double.IsFinite(amplitudes[i].Value)) throw new ArgumentException($"{what}: the current from {times[i]} on must be finite, got {amplitudes[i]}.");
            }
        }

        /// <inheritdoc/>
        public override InputSource Open(int neurons, Time dt, ulong seed, uint index) =>
            new Source([.. times.Select(t => (long)Math.Round(t / dt))], [.. amplitudes.Select(a => a.Value)]);

        /// <inheritdoc/>
        public override string ToString() =>
            $"StepCurrent({string.Join(", ", times.Zip(amplitudes, (t, a) => string.Create(CultureInfo.InvariantCulture, $"{a} from {t}")))})";

        private sealed class Source(long[] steps, double[] amplitudes) : InputSource
        {
            public override void Add(Span<float> accumulators, int firstNeuron, long step) => AddTo(accumulators, step);

            public override void Add(Span<double> accumulators, int firstNeuron, long step) => AddTo(accumulators, step);

            private void AddTo<T>(Span<T> accumulators, long step)
                where T : INumberBase<T>
            {
                int at = Array.BinarySearch(steps, step);
                if (at < 0) at = ~at - 1;
                if (at < 0 || amplitudes[at] == 0) return;
                var amplitude = T.CreateTruncating(amplitudes[at]);
                for (int i = 0; i < accumulators.Length; i++) accumulators[i] += amplitude;
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>A current that changes at given times and is constant between them.</summary>
        public static StepCurrent StepCurrent(params (Time Time, Current Amplitude)[] steps) => new(steps);

        /// <summary>A constant current.</summary>
        public static StepCurrent ConstantCurrent(Current amplitude) => new((Time.Zero, amplitude));
    }
}
