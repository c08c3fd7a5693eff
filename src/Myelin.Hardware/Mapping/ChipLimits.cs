using System.Globalization;
using Myelin.Hardware.Chips;
using Myelin.Networks;
using Myelin.Plasticity;
using Myelin.Quantities;

namespace Myelin.Hardware.Mapping;

/// <summary>Holds a network against the limits of a chip.</summary>
internal static class ChipLimits
{
    /// <summary>Every limit that is not kept.</summary>
    public static IReadOnlyList<LimitViolation> Of(Chip chip, Network network, Time dt, Wiring wiring, IReadOnlyList<CorePlan> cores, Destinations destinations) =>
        [.. Models(chip, network), .. Synapses(chip, network, dt), .. FanIn(chip, network, wiring), .. FanOut(chip, network, wiring, destinations), .. Cores(chip, network, cores), .. Step(chip, dt)];

    private static IEnumerable<LimitViolation> Models(Chip chip, Network network)
    {
        foreach (Population population in network.Populations.Where(p => !p.IsRelay))
        {
            string model = population.Model.Info.Name;
            if (!Takes(chip.Neurons.Models, model))
                yield return new("neurons.models", population.Name, $"{chip.Name} has no {model}, of which population '{population.Name}' is; {Having(c => Takes(c.Neurons.Models, model))}.");
            foreach (Receptor receptor in population.Receptors.Where(r => !Takes(chip.Neurons.Receptors, r.Model.Info.Name)))
                yield return new("neurons.receptors", population.Name, $"{chip.Name} has no {receptor.Model.Info.Name}, which {receptor} is; {Having(c => Takes(c.Neurons.Receptors, receptor.Model.Info.Name))}.");
        }

        foreach (Coupling coupling in network.Couplings)
            yield return new("network.couplings", coupling.Name, $"{chip.Name} sends spikes only, and {coupling.Name} acts without.");
    }

    private static IEnumerable<LimitViolation> Synapses(Chip chip, Network network, Time dt)
    {
        foreach (Projection projection in network.Projections)
        {
            if (NetworkValidation.DelayBounds(projection, dt) is { } steps && steps > chip.Synapses.LongestDelay)
                yield return new("synapses.longest-delay", projection.Name, Number($"The delay of {projection.Name} is {steps} steps, {steps - chip.Synapses.LongestDelay} more than the {chip.Synapses.LongestDelay} of {chip.Name}."));
            if (projection.Release is not null && !chip.Synapses.ShortTerm)
                yield return new("synapses.short-term", projection.Name, $"{chip.Name} has no short-term plasticity, which {projection.Name} has; {Having(c => c.Synapses.ShortTerm)}.");
            foreach (IPlasticityRuleModel rule in projection.Learning?.Rules ?? [])
            {
                if (!Learns(chip, rule.Info.Name))
                    yield return new("synapses.learning", projection.Name, $"{chip.Name} cannot learn by {rule.Info.Name}, as {projection.Name} does; {Having(c => Learns(c, rule.Info.Name))}.");
            }
        }
    }

    private static IEnumerable<LimitViolation> FanIn(Chip chip, Network network, Wiring wiring)
    {
        foreach (Population population in network.Populations.Where(p => !p.IsRelay))
        {
            int first = wiring.FirstOf[population.Index];
            int most = 0, over = 0;
            for (int n = first; n < first + population.Size; n++)
            {
                int count = wiring.SourcesOf(n).Length;
                most = Math.Max(most, count);
                if (count > chip.Neurons.FanIn) over++;
            }

            if (over > 0)
                yield return new("neurons.fan-in", population.Name, Number($"{over} of {population.Size} neurons of '{population.Name}' have more than the {chip.Neurons.FanIn} synapses of a neuron of {chip.Name}, at most {most}, {most - chip.Neurons.FanIn} too many."));
            int axons = 0;
            var sources = new HashSet<int>();
            for (int n = first; n < first + population.Size; n++)
            {
                if (wiring.SourcesOf(n).Length <= chip.Cores.InputAxons) continue;
                sources.Clear();
                foreach (int source in wiring.SourcesOf(n)) sources.Add(source);
                axons = Math.Max(axons, sources.Count);
            }

            if (axons > chip.Cores.InputAxons)
                yield return new("cores.input-axons", population.Name, Number($"A neuron of '{population.Name}' receives from {axons} neurons, {axons - chip.Cores.InputAxons} more than the {chip.Cores.InputAxons} axons of a core of {chip.Name}."));
        }
    }

    private static IEnumerable<LimitViolation> FanOut(Chip chip, Network network, Wiring wiring, Destinations destinations)
    {
        foreach (Population population in network.Populations)
        {
            int most = 0, over = 0;
            for (int n = wiring.FirstOf[population.Index]; n < wiring.FirstOf[population.Index + 1]; n++)
            {
                int count = destinations.CoresOf(n).Length;
                most = Math.Max(most, count);
                if (count > chip.Cores.OutputCores) over++;
            }

            // What comes from outside is sent by the host, which reaches every core.
            if (over > 0 && !population.IsRelay)
                yield return new("cores.output-cores", population.Name, Number($"{over} of {population.Size} neurons of '{population.Name}' send to more than the {chip.Cores.OutputCores} cores that a neuron of {chip.Name} reaches, at most to {most}."));
        }
    }

    private static IEnumerable<LimitViolation> Cores(Chip chip, Network network, IReadOnlyList<CorePlan> cores)
    {
        long there = (long)chip.Cores.Count * chip.Cores.Chips;
        if (cores.Count > there)
        {
            double part = cores.Take((int)there).Sum(c => (double)c.Neurons) / Math.Max(1, cores.Sum(c => (double)c.Neurons));
            yield return new("cores.count", "network", Number($"The network needs {cores.Count} cores, {cores.Count - there} more than the {there} that {chip.Cores.Chips} chips of {chip.Name} have; about {100 * part:0} % of its neurons would fit."));
        }

        int bits = chip.Synapses.WeightBits + chip.Synapses.AddressBits;
        foreach (CorePlan core in cores.Where(c => c.Synapses * bits > chip.Cores.SynapseBits))
        {
            string population = network.Populations[core.Slices[0].Population].Name;
            yield return new("cores.synapse-bits", population, Number($"A neuron of '{population}' has {core.Synapses} synapses of {bits} bits, {(core.Synapses * bits) - chip.Cores.SynapseBits} bits more than a core of {chip.Name} holds; {chip.Cores.SynapseBits / bits} would fit."));
            yield break;
        }
    }

    private static IEnumerable<LimitViolation> Step(Chip chip, Time dt)
    {
        if (chip.Time.ShortestStep is { } shortest && dt.InMilliseconds < shortest)
            yield return new("time.shortest-step", "network", Number($"Steps of {dt} are shorter than the {shortest} ms that {chip.Name} keeps in real time; it would run {shortest / dt.InMilliseconds:0.#} times slower."));
    }

    private static bool Takes(IReadOnlyList<string> names, string name) => names.Count == 0 || names.Contains(name, StringComparer.Ordinal);

    private static bool Learns(Chip chip, string rule) => chip.Synapses.Learning.Contains("*", StringComparer.Ordinal) || chip.Synapses.Learning.Contains(rule, StringComparer.Ordinal);

    private static string Having(Func<Chip, bool> condition)
    {
        string[] names = [.. ChipCatalogue.All.Where(condition).Select(c => c.Name)];
        return names.Length == 0 ? "no chip here has" : string.Join(" and ", names) + (names.Length == 1 ? " has" : " have");
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
