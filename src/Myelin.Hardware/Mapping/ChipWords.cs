using System.Globalization;
using Myelin.Connectivity;
using Myelin.Hardware.Chips;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Hardware.Mapping;

/// <summary>The words in which a chip computes a network: formats of states, and grids of weights.</summary>
internal static class ChipWords
{
    // Constants beyond are bounds that stand for "none", and would leave no bits for the state.
    private const double LargestBound = 1 << 16;

    // Draws of a law of weights from which the largest is taken, and what is kept free above the largest state seen.
    private const int Draws = 4096;
    private const double Headroom = 2;

    // A shorter word has no bit to spare for what was never seen; there it is better that the rare extreme saturates.
    private const int ShortWord = 12;

    /// <summary>The format of each population; null for those that only hand spikes on.</summary>
    public static FixedFormat?[] Formats(Chip chip, Network network, Time dt, Calibration calibration, double[] largestArrival)
    {
        var formats = new FixedFormat?[network.Populations.Count];
        foreach (Population population in network.Populations.Where(p => !p.IsRelay))
        {
            double seen = calibration.LargestState[population.Index];
            double largest = chip.Neurons.StateBits <= ShortWord ? seen : Headroom * Math.Max(seen, largestArrival[population.Index]);
            int fraction = chip.Neurons.FractionBits ?? Fraction(chip.Neurons.StateBits, Math.Max(Bound(population, dt), largest));
            formats[population.Index] = new FixedFormat(chip.Neurons.StateBits, fraction, chip.Neurons.Overflow, chip.Neurons.Rounding, 0, chip.Neurons.CoefficientBits).Checked();
        }

        return formats;
    }

    /// <summary>The weights that the synapses of each projection can have.</summary>
    public static WeightGrid?[] Grids(Chip chip, Network network, Wiring wiring, IReadOnlyList<int?> bits)
    {
        var grids = new WeightGrid?[network.Projections.Count];
        foreach (Projection projection in network.Projections)
        {
            int own = (projection.Index < bits.Count ? bits[projection.Index] : null) ?? chip.Synapses.WeightBits;
            if (own > chip.Synapses.WeightBits)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{projection.Name}: {own} bits were asked for a weight; {chip.Name} has {chip.Synapses.WeightBits}."));

            // Synapses from a relay of weight one hand spikes on from outside and lie in no memory.
            grids[projection.Index] = projection.Target.Population.IsRelay ? null : Sample(network, projection, wiring).Grid(own, chip.Synapses.PowerOfTwo);
        }

        return grids;
    }

    private static WeightSample Sample(Network network, Projection projection, Wiring wiring)
    {
        if (projection.Weight is not { } law) return wiring.WeightsOf[projection.Index];
        var sample = new WeightSample();
        if (law.ConstantValue is { } constant)
        {
            sample.Add([constant]);
            return sample;
        }

        var values = new float[Draws];
        var stream = new RandomStream(network.Seed, StreamPurpose.Weights, (uint)projection.Index);
        law.Fill(ref stream, values);
        sample.Add([.. values.Select(v => (double)v)]);
        return sample;
    }

    private static double Bound(Population population, Time dt)
    {
        double bound = 1;
        for (int n = 0; n < (population.HasParametersPerNeuron ? population.Size : 1); n++)
        {
            foreach (double constant in population.ModelOf(n).LowerConstants(dt))
            {
                if (Math.Abs(constant) <= LargestBound) bound = Math.Max(bound, Math.Abs(constant));
            }
        }

        return bound;
    }

    private static int Fraction(int wordBits, double largest) =>
        Math.Clamp(wordBits - 1 - (int)Math.Ceiling(Math.Log2(largest * (1 + 1e-9))), FixedFormat.FewestFractionBits, FixedFormat.MostFractionBits);
}
