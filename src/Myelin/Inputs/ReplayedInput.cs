using System.Security.Cryptography;
using Myelin.Inputs;
using Myelin.Quantities;

namespace Myelin.Inputs
{
    /// <summary>A current [pA], or numbers of another unit or none, given for every step, the same for all neurons or one per neuron; 0 after their end.</summary>
    public sealed record ReplayedInput : Input
    {
        private readonly double[] values;
        private readonly int neurons;

        /// <summary>Numbers given for every step.</summary>
        /// <param name="values">The numbers: [T] for all neurons, or [T, N] row-major.</param>
        /// <param name="neurons">N; 1 for numbers that all neurons share.</param>
        /// <param name="unit">Their unit: that of the port, empty for models whose input has none.</param>
        /// <exception cref="ArgumentException">The number of values is no multiple of <paramref name="neurons"/>.</exception>
        public ReplayedInput(double[] values, int neurons = 1, string unit = "")
        {
            ArgumentNullException.ThrowIfNull(values);
            ArgumentNullException.ThrowIfNull(unit);
            Unit = unit;
            if (neurons < 1 || values.Length % neurons != 0)
                throw new ArgumentException($"A replayed {What} of {values.Length} values is no whole number of steps of {neurons} neurons.");
            this.values = [.. values];
            this.neurons = neurons;
        }

        /// <inheritdoc/>
        public override string Unit { get; }

        /// <inheritdoc/>
        public override string? DefaultPort => IsCurrent ? "Current" : null;

        private bool IsCurrent => string.Equals(Unit, Current.Unit, StringComparison.Ordinal);

        private string What => IsCurrent ? "current" : "input";

        /// <inheritdoc/>
        public override void Validate(int neurons, Time dt, string what)
        {
            if (this.neurons != 1 && this.neurons != neurons)
                throw new ArgumentException($"{what}: the replayed {What} has {this.neurons} columns, the range has {neurons} neurons.");
            int bad = Array.FindIndex(values, v => !double.IsFinite(v));
            if (bad >= 0) throw new ArgumentException($"{what}: the replayed {What} is not finite at step {bad / this.neurons}.");
        }

        /// <inheritdoc/>
        public override InputSource Open(int neurons, Time dt, ulong seed, uint index) => new ReplayedSource(values, this.neurons);

        /// <inheritdoc/>
        public override string ToString()
        {
            string content = Convert.ToHexString(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(values)))[..12];
            return $"ReplayedInput({values.Length / neurons} steps x {neurons}{(Unit.Length > 0 ? " in " + Unit : "")}, {content})";
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>Numbers given for every step: [T] for all neurons, or [T, N] row-major with N in <paramref name="neurons"/>, in the unit of the port.</summary>
        public static ReplayedInput ReplayedInput(double[] values, int neurons = 1, string unit = "") => new(values, neurons, unit);

        /// <summary>A current given for every step [pA]: [T] for all neurons, or [T, N] row-major with N in <paramref name="neurons"/>.</summary>
        public static ReplayedInput ReplayedCurrent(double[] picoamperes, int neurons = 1) => new(picoamperes, neurons, Current.Unit);
    }
}
