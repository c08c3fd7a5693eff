using System.Security.Cryptography;
using Myelin.Inputs;
using Myelin.Quantities;

namespace Myelin.Inputs
{
    /// <summary>Pure numbers given for every step, the same for all neurons or one per neuron; 0 after their end. For models whose input has no unit.</summary>
    public sealed record ReplayedInput : Input
    {
        private readonly double[] values;
        private readonly int neurons;

        /// <summary>Numbers given for every step.</summary>
        /// <param name="values">The numbers: [T] for all neurons, or [T, N] row-major.</param>
        /// <param name="neurons">N; 1 for numbers that all neurons share.</param>
        /// <exception cref="ArgumentException">The number of values is no multiple of <paramref name="neurons"/>.</exception>
        public ReplayedInput(double[] values, int neurons = 1)
        {
            ArgumentNullException.ThrowIfNull(values);
            if (neurons < 1 || values.Length % neurons != 0)
                throw new ArgumentException($"A replayed input of {values.Length} values is no whole number of steps of {neurons} neurons.");
            this.values = [.. values];
            this.neurons = neurons;
        }

        /// <inheritdoc/>
        public override string Unit => "";

        /// <inheritdoc/>
        public override void Validate(int neurons, Time dt, string what)
        {
            if (this.neurons != 1 && this.neurons != neurons)
                throw new ArgumentException($"{what}: the replayed input has {this.neurons} columns, the range has {neurons} neurons.");
            int bad = Array.FindIndex(values, v => !double.IsFinite(v));
            if (bad >= 0) throw new ArgumentException($"{what}: the replayed input is not finite at step {bad / this.neurons}.");
        }

        /// <inheritdoc/>
        public override InputSource Open(int neurons, Time dt, ulong seed, uint index) => new ReplayedSource(values, this.neurons);

        /// <inheritdoc/>
        public override string ToString()
        {
            string content = Convert.ToHexString(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(values)))[..12];
            return $"ReplayedInput({values.Length / neurons} steps x {neurons}, {content})";
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>Pure numbers given for every step: [T] for all neurons, or [T, N] row-major with N in <paramref name="neurons"/>.</summary>
        public static ReplayedInput ReplayedInput(double[] values, int neurons = 1) => new(values, neurons);
    }
}
