using System.Security.Cryptography;
using Myelin.Inputs;
using Myelin.Quantities;

namespace Myelin.Inputs
{
    /// <summary>A current given for every step, the same for all neurons or one per neuron; 0 after its end.</summary>
    public sealed record ReplayedCurrent : Input
    {
        private readonly double[] values;
        private readonly int neurons;

        /// <summary>A current given for every step.</summary>
        /// <param name="picoamperes">The current [pA]: [T] for all neurons, or [T, N] row-major.</param>
        /// <param name="neurons">N; 1 for a current that all neurons share.</param>
        /// <exception cref="ArgumentException">The number of values is no multiple of <paramref name="neurons"/>.</exception>
        public ReplayedCurrent(double[] picoamperes, int neurons = 1)
        {
            ArgumentNullException.ThrowIfNull(picoamperes);
            if (neurons < 1 || picoamperes.Length % neurons != 0)
                throw new ArgumentException($"A replayed current of {picoamperes.Length} values is no whole number of steps of {neurons} neurons.");
            values = [.. picoamperes];
            this.neurons = neurons;
        }

        /// <inheritdoc/>
        public override string Unit => Current.Unit;

        /// <inheritdoc/>
        public override string? DefaultPort => "Current";

        /// <inheritdoc/>
        public override void Validate(int neurons, Time dt, string what)
        {
            if (this.neurons != 1 && this.neurons != neurons)
                throw new ArgumentException($"{what}: the replayed current has {this.neurons} columns, the range has {neurons} neurons.");
            int bad = Array.FindIndex(values, v => !double.IsFinite(v));
            if (bad >= 0) throw new ArgumentException($"{what}: the replayed current is not finite at step {bad / this.neurons}.");
        }

        /// <inheritdoc/>
        public override InputSource Open(int neurons, Time dt, ulong seed, uint index) => new ReplayedSource(values, this.neurons);

        /// <inheritdoc/>
        public override string ToString()
        {
            string content = Convert.ToHexString(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(values)))[..12];
            return $"ReplayedCurrent({values.Length / neurons} steps x {neurons}, {content})";
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>A current given for every step [pA]: [T] for all neurons, or [T, N] row-major with N in <paramref name="neurons"/>.</summary>
        public static ReplayedCurrent ReplayedCurrent(double[] picoamperes, int neurons = 1) => new(picoamperes, neurons);
    }
}
