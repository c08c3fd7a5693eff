using System.Numerics;
using System.Security.Cryptography;
using Myelin.Inputs;
using Myelin.Quantities;

namespace Myelin.Inputs
{
    /// <summary>A number for every neuron, the same in every step: the bias of a layer.</summary>
    public sealed record ConstantInput : Input
    {
        private readonly double[] values;

        /// <summary>A number for every neuron.</summary>
        /// <param name="values">One number per neuron.</param>
        /// <param name="from">When it begins; in steps before there is nothing.</param>
        /// <param name="unit">Symbol of the numbers' unit, that of the port; empty for pure numbers.</param>
        public ConstantInput(ReadOnlySpan<double> values, Time from = default, string unit = "")
        {
            ArgumentNullException.ThrowIfNull(unit);
            Unit = unit;
            this.values = values.ToArray();
            From = from;
        }

        /// <summary>When it begins.</summary>
        public Time From { get; }

        /// <summary>One number per neuron.</summary>
        public ReadOnlySpan<double> Values => values;

        /// <inheritdoc/>
        public override string Unit { get; }

        /// <inheritdoc/>
        public override void Validate(int neurons, Time dt, string what)
        {
            if (values.Length != neurons) throw new ArgumentException($"{what}: the constant input has {values.Length} numbers, the range has {neurons} neurons.");
            int bad = Array.FindIndex(values, v => !double.IsFinite(v));
            if (bad >= 0) throw new ArgumentException($"{what}: the constant input of neuron {bad} is {values[bad]}; it must be finite.");
            if (!(From.Value >= 0 && double.IsFinite(From.Value))) throw new ArgumentException($"{what}: the constant input must begin at 0 ms or later, got {From}.");
        }

        /// <inheritdoc/>
        public override InputSource Open(int neurons, Time dt, ulong seed, uint index) => new Source(values, (long)Math.Round(From / dt));

        /// <inheritdoc/>
        public override string ToString()
        {
            string content = Convert.ToHexString(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(values)))[..12];
            return $"ConstantInput({values.Length}, {content}{(From == Time.Zero ? "" : $", from {From}")})";
        }

        private sealed class Source(double[] values, long first) : InputSource
        {
            public override void Add(Span<float> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron, step);

            public override void Add(Span<double> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron, step);

            public override bool IsSteady(long step) => step >= first;

            private void AddTo<T>(Span<T> accumulators, int firstNeuron, long step)
                where T : INumberBase<T>
            {
                if (step < first) return;
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
        /// <summary>A pure number for every neuron, the same in every step.</summary>
        public static ConstantInput ConstantInput(params ReadOnlySpan<double> values) => new(values);
    }
}
