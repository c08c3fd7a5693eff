using Myelin.Inputs;
using Myelin.Networks;
using Myelin.Quantities;

namespace Myelin.Interchange.Mapping;

/// <summary>What lies at the edges of a network that was a graph: ways from its inputs, and ways to its outputs.</summary>
/// <param name="network">The network.</param>
/// <param name="dt">Length of a step.</param>
internal sealed class NirWiring(Network network, Time dt)
{
    private readonly List<(string Input, Population Target, LinearChain Chain)> entrances = [];
    private readonly List<(string Output, Population? Source, string? Input, LinearChain Chain, string? State)> exits = [];
    private readonly List<(string Output, double[] Values, int From)> constants = [];
    private readonly Dictionary<string, Population> relays = new(StringComparer.Ordinal);

    public IReadOnlyCollection<(Population Population, string? State)> Emitters => [.. exits.Where(e => e.Source is not null).Select(e => (e.Source!, e.State)).Distinct()];

    public void AddRelay(string input, Population population) => relays.Add(input, population);

    public void AddEntrance(string input, Population target, LinearChain chain) => entrances.Add((input, target, chain));

    public void AddExit(string output, Population source, LinearChain chain, string? state) => exits.Add((output, source, null, chain, state));

    public void AddPassage(string output, string input, LinearChain chain) => exits.Add((output, null, input, chain, null));

    public void AddConstant(string output, double[] values, int from) => constants.Add((output, values, from));

    /// <summary>The population that hands on the spikes of an input; null where numbers are fed.</summary>
    public Population? RelayOf(string input) => relays.GetValueOrDefault(input);

    /// <summary>What leaves by an output, way by way.</summary>
    public IEnumerable<NirExit> ExitsTo(string output) =>
        exits.Where(e => string.Equals(e.Output, output, StringComparison.Ordinal)).Select(e => new NirExit((e.Source ?? RelayOf(e.Input!))!, e.State, e.Chain.Follow));

    /// <summary>Numbers that leave by an output in every step, and the step at which they begin.</summary>
    public IEnumerable<(double[] Values, int From)> ConstantsTo(string output) =>
        constants.Where(c => string.Equals(c.Output, output, StringComparison.Ordinal)).Select(c => (c.Values, c.From));

    /// <summary>Makes what is fed drive the network.</summary>
    public void Drive(string input, double[] values, int size)
    {
        if (relays.TryGetValue(input, out Population? relay))
        {
            int[] spikes = [.. Enumerable.Range(0, values.Length).Where(i => values[i] != 0)];
            network.Drive(relay, new SpikeReplay([.. spikes.Select(i => ((i / size) + 1) * dt.InMilliseconds)], [.. spikes.Select(i => i % size)]));
        }

        foreach (var entrance in entrances.Where(e => string.Equals(e.Input, input, StringComparison.Ordinal)))
        {
            double[] arrives = new double[(values.Length / size) * entrance.Target.Size];
            Apply(entrance.Chain, values, size, arrives, entrance.Target.Size);
            network.Drive(entrance.Target, new ReplayedInput(arrives, entrance.Target.Size));
        }
    }

    /// <summary>Adds up what leaves by an output.</summary>
    public void Read(string output, int steps, Func<Population, double[]> emitted, IReadOnlyDictionary<string, double[]> fed, double[] sum)
    {
        int size = steps == 0 ? 0 : sum.Length / steps;
        foreach (var exit in exits.Where(e => string.Equals(e.Output, output, StringComparison.Ordinal)))
        {
            double[] given = exit.Source is { } source ? emitted(source) : fed.GetValueOrDefault(exit.Input!) ?? [];
            int width = exit.Source?.Size ?? exit.Chain.Inputs;
            Apply(exit.Chain, given.AsSpan(0, Math.Min(given.Length, steps * width)), width, sum, size);
        }

        foreach (var constant in constants.Where(c => string.Equals(c.Output, output, StringComparison.Ordinal)))
        {
            for (int i = constant.From * size; i < sum.Length; i++) sum[i] += constant.Values[i % size];
        }
    }

    private static void Apply(LinearChain chain, ReadOnlySpan<double> values, int size, double[] sum, int width)
    {
        for (int step = 0; step * size < values.Length; step++)
        {
            int row = step;
            chain.Apply(values.Slice(step * size, size), (target, value, delay) =>
            {
                long at = ((long)(row + delay) * width) + target;
                if (at < sum.Length) sum[at] += value;
            });
        }
    }
}
