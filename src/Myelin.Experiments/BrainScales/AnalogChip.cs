using Myelin.Connectivity;
using Myelin.Experiments.Pong;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation;
using Myelin.Simulation.Machines;

namespace Myelin.Experiments.BrainScales;

/// <summary>
/// One sample of an analogue chip whose circuits are a physical model of neurons: a thousand times faster than biology, no two circuits alike, weights of six bits. Which circuit deviates how is fixed for
/// the chip: another number of the chip is another chip.
/// </summary>
/// <param name="chip">Number of the chip.</param>
/// <param name="mismatch">Standard deviation of time constants and synapses, relative, and of the distance from rest to threshold.</param>
internal sealed class AnalogChip(ulong chip, double mismatch) : Substrate
{
    /// <summary>Bits of a weight; weights are not negative.</summary>
    public const int WeightBits = 6;

    /// <inheritdoc/>
    public override double Acceleration => 1000;

    /// <inheritdoc/>
    public override Func<int, LifDelta> Made(LifDelta wanted) => neuron =>
    {
        Voltage reach = wanted.Threshold - wanted.Rest;
        return wanted with
        {
            TauM = Factor(0, neuron) * wanted.TauM,
            Threshold = wanted.Rest + (Factor(1, neuron) * reach),

            // A period is a whole number of steps, so it deviates by whole ones.
            Refractory = Math.Max(1, Math.Round(Factor(2, neuron) * (wanted.Refractory / Millisecond))) * Millisecond,
        };
    };

    /// <inheritdoc/>
    public override SimulationOptions Options(Projection learnt, double largestWeight) => new()
    {
        Threads = 1,
        Precision = Precision.Double,
        Emulation = new Emulation { Circuits = [.. Enumerable.Repeat<SynapseCircuit?>(null, learnt.Index), new Synapses(this, learnt.Source.Count, learnt.Target.Count, largestWeight)] },
    };

    /// <summary>What a circuit makes of 1: around 1, and never below a tenth.</summary>
    private double Factor(uint kind, int circuit) => Math.Max(0.1, 1 + (mismatch * new RandomStream(chip, StreamPurpose.Data, 100 + kind, (uint)circuit).NextNormal()));

    private sealed class Synapses : SynapseCircuit
    {
        private readonly WeightGrid grid;
        private readonly double[,] factors;

        public Synapses(AnalogChip chip, int sources, int targets, double largestWeight)
        {
            const int Most = (1 << WeightBits) - 1;
            grid = new WeightGrid(largestWeight / Most, 0, Most);
            factors = new double[sources, targets];
            for (int i = 0; i < factors.Length; i++) factors[i / targets, i % targets] = chip.Factor(3, i);
        }

        public override double Delivered(int source, int target, double weight) => factors[source, target] * grid.Nearest(weight);
    }
}
