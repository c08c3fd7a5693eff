using System.Globalization;
using Myelin.Hardware.Chips;
using Myelin.Networks;
using Myelin.Quantities;

namespace Myelin.Hardware.Mapping;

/// <summary>Maps networks to chips.</summary>
public static class ChipMapper
{
    extension(Chip chip)
    {
        /// <summary>
        /// Puts a network on the chip: chooses words and weights, divides the neurons over cores, places these so that spikes have short ways, and holds all of it against the chip's
        /// limits. A network that does not fit is mapped all the same, so that the report can say what would.
        /// </summary>
        /// <param name="network">The network; it cannot change from now on.</param>
        /// <param name="dt">Length of a step.</param>
        /// <param name="options">How it is mapped.</param>
        /// <exception cref="ArgumentException">The network cannot run at all, or more bits were asked for a weight than the chip has.</exception>
        public ChipMapping Map(Network network, Time dt, MappingOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(network);
            options ??= new MappingOptions();
            NetworkValidation.Check(network, dt);
            Calibration calibration = Calibration.Of(network, dt, options.CalibrationSteps, options.Cancellation);
            Wiring wiring = Wiring.Of(network, options.Cancellation);
            var partition = new CorePartition(chip, network, wiring);
            IReadOnlyList<CorePlan> cores = partition.Divide(options.Cancellation);
            var destinations = new Destinations(wiring, partition.CoreOf, cores.Count);
            IReadOnlyList<LimitViolation> violations = ChipLimits.Of(chip, network, dt, wiring, cores, destinations);

            int chips = Math.Max(1, (cores.Count + chip.Cores.Count - 1) / chip.Cores.Count);
            int across = (int)Math.Ceiling(Math.Sqrt(chips)), down = (chips + across - 1) / across;
            var placement = new CorePlacement(Traffic(network, wiring, partition.CoreOf, destinations, calibration), cores.Count, across * chip.Mesh.Width, down * chip.Mesh.Height);
            double before = placement.Cost;
            placement.Improve(options.PlacementTrials ?? placement.DefaultTrials, 1);
            var grids = ChipWords.Grids(chip, network, wiring, options.WeightBits);
            return new ChipMapping(chip, network, dt, destinations, wiring.FirstOf, partition.CoreOf)
            {
                Cores = cores,
                Places = placement.Place,
                Width = across * chip.Mesh.Width,
                Height = down * chip.Mesh.Height,
                Chips = chips,
                Words = ChipWords.Formats(chip, network, dt, calibration, Arrivals(network, grids)),
                Weights = grids,
                Violations = violations,
                Notes = [.. Notes(chip, network, partition.IsAligned)],
                PlacementGain = before == 0 ? 1 : placement.Cost / before,
                Synapses = wiring.Synapses,
                IsAligned = partition.IsAligned,
            };
        }
    }

    // A few of the largest weights at once are what a word has to hold beside the state itself.
    private static double[] Arrivals(Network network, IReadOnlyList<Connectivity.WeightGrid?> grids)
    {
        const double AtOnce = 4;
        var largest = new double[network.Populations.Count];
        foreach (Projection projection in network.Projections)
        {
            int target = projection.Target.Population.Index;
            if (grids[projection.Index] is { } grid) largest[target] = Math.Max(largest[target], AtOnce * grid.Unit * grid.Most);
        }

        return largest;
    }

    private static Dictionary<(int From, int To), double> Traffic(Network network, Wiring wiring, int[] coreOf, Destinations destinations, Calibration calibration)
    {
        // A neuron that was silent for so short a run may fire later.
        const double Silent = 0.5;
        var traffic = new Dictionary<(int From, int To), double>();
        foreach (Population population in network.Populations)
        {
            for (int n = 0; n < population.Size; n++)
            {
                int global = wiring.FirstOf[population.Index] + n, from = coreOf[global];
                if (from < 0) continue;
                double packets = Math.Max(Silent, calibration.Spikes[population.Index][n]);
                foreach (int to in destinations.CoresOf(global))
                {
                    (int, int) pair = from < to ? (from, to) : (to, from);
                    traffic[pair] = traffic.GetValueOrDefault(pair) + packets;
                }
            }
        }

        return traffic;
    }

    private static IEnumerable<string> Notes(Chip chip, Network network, bool isAligned)
    {
        int depth = NetworkValidation.Levels(network).DefaultIfEmpty(0).Max();
        if (depth > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Spikes without delay reach the next layer within the step here and one step later on the chip: the last layer's spikes come {depth} steps later there.");
        }

        if (network.Projections.Any(p => p.Delay.ConstantValue is null)) yield return $"Delays are drawn from a law; those beyond {chip.Synapses.LongestDelay} steps are not refused.";
        if (!isAligned) yield return "Some cores hold fewer than sixteen neurons of a population, so that spikes that come late to a single core cannot be imitated.";
    }
}
