using System.Numerics;
using Myelin.Inputs;
using Myelin.Quantities;

namespace Myelin.Inputs
{
    /// <summary>
    /// A number for every neuron that is set while the simulation goes on, 0 before: what a camera, an environment or a person sends. <c>Simulator.Steer</c> sets it.
    /// </summary>
    /// <param name="unit">Symbol of the numbers' unit, that of the port; empty for pure numbers.</param>
    public sealed record SteeredInput(string unit = "") : Input
    {
        /// <inheritdoc/>
        public override string Unit => unit;

        /// <inheritdoc/>
        public override void Validate(int neurons, Time dt, string what)
        {
        }

        /// <inheritdoc/>
        public override InputSource Open(int neurons, Time dt, ulong seed, uint index) => new Source(neurons);

        /// <summary>A steered input in a simulation.</summary>
        public sealed class Source : InputSource
        {
            private readonly double[] values;

            internal Source(int neurons) => values = new double[neurons];

            /// <summary>Sets what is added from now on; not while steps are computed.</summary>
            /// <param name="numbers">A number for every neuron.</param>
            public void Set(ReadOnlySpan<double> numbers) => numbers.CopyTo(values);

            /// <inheritdoc/>
            public override void Add(Span<float> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron);

            /// <inheritdoc/>
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
        /// <summary>A number for every neuron that is set while the simulation goes on.</summary>
        /// <param name="unit">Symbol of the numbers' unit, that of the port; empty for pure numbers.</param>
        public static SteeredInput Steered(string unit = "") => new(unit);
    }
}
