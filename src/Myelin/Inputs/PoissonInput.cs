using Myelin.Inputs;
using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Inputs
{
    /// <summary>
    /// Poisson spike trains, independent for every neuron: in each step the number of arriving spikes is Poisson with mean rate times dt.
    /// </summary>
    /// <param name="Rate">Rate of the train of each neuron; that of k sources of rate r is k r.</param>
    /// <param name="Weight">Weight of each spike, a constant in the port's unit.</param>
    public sealed record PoissonInput(Frequency Rate, Distribution Weight) : Input
    {
        /// <inheritdoc/>
        public override string Unit => Weight.Unit;

        /// <inheritdoc/>
        public override double Sign => Weight.ConstantValue ?? 1;

        /// <inheritdoc/>
        public override void Validate(int neurons, Time dt, string what)
        {
            if (!(Rate.Value >= 0 && double.IsFinite(Rate.Value)))
                throw new ArgumentException($"{what}: the rate of a Poisson input must be at least 0 and finite, got {Rate}.");
            if (Weight.ConstantValue is null) throw new ArgumentException($"{what}: the weight of a Poisson input must be a constant, got {Weight}.");
            Weight.Validate($"weight of {what}");
            double mean = Rate * dt;
            if (mean > 1e4) throw new ArgumentException($"{what}: a Poisson input of {Rate} brings {mean} spikes in a step of {dt}; at most 10000 are possible.");
        }

        /// <inheritdoc/>
        public override InputSource Open(int neurons, Time dt, ulong seed, uint index) =>
            new Source(new PoissonCounts(Rate * dt, Weight.ConstantValue!.Value, seed, index));

        private sealed class Source(PoissonCounts counts) : InputSource
        {
            public override void Add(Span<float> accumulators, int firstNeuron, long step) => counts.Add(accumulators, firstNeuron, step);

            public override void Add(Span<double> accumulators, int firstNeuron, long step) => counts.Add(accumulators, firstNeuron, step);
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>Poisson spike trains, independent for every neuron, each spike with the same weight.</summary>
        public static PoissonInput Poisson(Frequency rate, Distribution weight) => new(rate, weight);
    }
}
