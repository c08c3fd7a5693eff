using System.Numerics;
using System.Security.Cryptography;
using System.Runtime.InteropServices;
using Myelin.Inputs;
using Myelin.Quantities;

namespace Myelin.Inputs
{
    /// <summary>A number for every neuron that arrives at a port in every step, such as the bias of a layer.</summary>
    public sealed record ConstantInput : Input
    {
        private readonly double[] values;

        /// <summary>A number for every neuron.</summary>
        /// <param name="values">The numbers, [N], in the unit of the port.</param>
        /// <param name="unit">That unit's symbol; empty for pure numbers.</param>
        public ConstantInput(double[] values, string unit = "")
        {
            ArgumentNullException.ThrowIfNull(values);
            ArgumentNullException.ThrowIfNull(unit);
            this.values = [.. values];
            Unit = unit;
        }

        /// <inheritdoc/>
        public override string Unit { get; }

        /// <inheritdoc/>
        public override void Validate(int neurons, Time dt, string what)
        {
            if (values.Length != neurons) throw new ArgumentException($"{what}: there are {values.Length} numbers for {neurons} neurons; there must be one for each.");
            int bad = Array.FindIndex(values, v => !double.IsFinite(v));
            if (bad >= 0) throw new ArgumentException($"{what}: the number of neuron {bad} is {values[bad]}; it must be finite.");
        }

        /// <inheritdoc/>
        public override InputSource Open(int neurons, Time dt, ulong seed, uint index) => new Source(values);

        /// <inheritdoc/>
        public override string ToString() => $"ConstantInput({values.Length} numbers, {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<double>(values)))[..12]})";

        private sealed class Source(double[] values) : InputSource
        {
            public override void Add(Span<float> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron);

            public override void Add(Span<double> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron);

            private void AddTo<T>(Span<T> accumulators, int firstNeuron)
                where T : INumberBase<T>
            {
                int last = Math.Min(accumulators.Length, values.Length - firstNeuron);
                for (int i = 0; i < last; i++) accumulators[i] += T.CreateTruncating(values[firstNeuron + i]);
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>A number for every neuron that arrives at a port in every step.</summary>
        /// <param name="values">The numbers, [N], in the unit of the port.</param>
        /// <param name="unit">That unit's symbol; empty for pure numbers.</param>
        public static ConstantInput ConstantInput(double[] values, string unit = "") => new(values, unit);
    }
}
