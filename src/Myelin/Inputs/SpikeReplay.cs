using System.Numerics;
using System.Security.Cryptography;
using Myelin.Inputs;
using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Inputs
{
    /// <summary>
    /// Spikes that arrive at given times, each with the same weight. A spike given for time t arrives in the step that begins at t - dt and ends
    /// at t, so that a parrot neuron repeats a recorded raster at the times of its file.
    /// </summary>
    public sealed record SpikeReplay : Input
    {
        private readonly double[] times;
        private readonly int[] neurons;
        private readonly Distribution weight;

        /// <summary>Spikes that arrive at given times.</summary>
        /// <param name="times">Time of each spike [ms], in any order.</param>
        /// <param name="neurons">Neuron that receives each spike, counted within the driven range.</param>
        /// <param name="weight">The weight of all, a constant in the port's unit; null for 1.</param>
        /// <exception cref="ArgumentException">The lengths differ, or the weight is not a constant.</exception>
        public SpikeReplay(double[] times, int[] neurons, Distribution? weight = null)
        {
            ArgumentNullException.ThrowIfNull(times);
            ArgumentNullException.ThrowIfNull(neurons);
            if (times.Length != neurons.Length)
                throw new ArgumentException($"A spike replay needs one neuron per time, got {times.Length} times and {neurons.Length} neurons.");
            this.times = [.. times];
            this.neurons = [.. neurons];
            this.weight = weight ?? 1.0;
            if (this.weight.ConstantValue is null) throw new ArgumentException($"The weight of a spike replay must be a constant, got {weight}.");
        }

        /// <inheritdoc/>
        public override string Unit => weight.Unit;

        /// <inheritdoc/>
        public override double Sign => weight.ConstantValue!.Value;

        /// <inheritdoc/>
        public override void Validate(int neurons, Time dt, string what)
        {
            for (int i = 0; i < times.Length; i++)
            {
                if ((uint)this.neurons[i] >= (uint)neurons)
                    throw new ArgumentException($"{what}: spike {i} is for neuron {this.neurons[i]}, the range has {neurons} neurons.");
                if (!(Math.Round(times[i] / dt.InMilliseconds) >= 1 && double.IsFinite(times[i])))
                    throw new ArgumentException($"{what}: spike {i} arrives at {Time.FromValue(times[i])}; the first possible time is the end of the first step, {dt}.");
            }

            weight.Validate($"weight of {what}");
        }

        /// <inheritdoc/>
        public override InputSource Open(int neurons, Time dt, ulong seed, uint index)
        {
            var steps = new long[times.Length];
            for (int i = 0; i < steps.Length; i++) steps[i] = (long)Math.Round(times[i] / dt.InMilliseconds) - 1;
            int[] order = [.. Enumerable.Range(0, steps.Length).OrderBy(i => steps[i]).ThenBy(i => this.neurons[i])];
            return new Source([.. order.Select(i => steps[i])], [.. order.Select(i => this.neurons[i])], weight.ConstantValue!.Value);
        }

        /// <inheritdoc/>
        public override string ToString()
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(times));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(neurons));
            return $"SpikeReplay({times.Length} spikes, {Convert.ToHexString(hash.GetHashAndReset())[..12]}, weight {weight})";
        }

        private sealed class Source(long[] steps, int[] neurons, double weight) : InputSource
        {
            public override void Add(Span<float> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron, step);

            public override void Add(Span<double> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron, step);

            public override bool IsSteady(long step) => steps.Length == 0 || step > steps[^1];

            private void AddTo<T>(Span<T> accumulators, int firstNeuron, long step)
                where T : INumberBase<T>
            {
                int at = LowerBound(step);
                var each = T.CreateTruncating(weight);
                for (; at < steps.Length && steps[at] == step; at++)
                {
                    int neuron = neurons[at] - firstNeuron;
                    if ((uint)neuron < (uint)accumulators.Length) accumulators[neuron] += each;
                }
            }

            private int LowerBound(long step)
            {
                int low = 0, high = steps.Length;
                while (low < high)
                {
                    int middle = (low + high) >>> 1;
                    if (steps[middle] < step) low = middle + 1;
                    else high = middle;
                }

                return low;
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>Spikes that arrive at given times [ms] at given neurons of the range, each with the same weight (1 where none is given).</summary>
        public static SpikeReplay SpikeReplay(double[] times, int[] neurons, Distribution? weight = null) => new(times, neurons, weight);
    }
}
