using Myelin.Connectivity;

namespace Myelin.Tests.Connectivity;

/// <summary>One connection of a stream.</summary>
internal readonly record struct Connection(int Source, int Target, double Weight, double Delay);

internal static class Connections
{
    /// <summary>All connections of a rule, checked to be within the populations.</summary>
    public static List<Connection> List(
        this ConnectionRule rule, int sources, int targets, bool samePopulation = false, ulong seed = 1, uint projection = 0)
    {
        rule.Validate(sources, targets, samePopulation, "test");
        ConnectionStream stream = rule.Open(sources, targets, samePopulation, seed, projection);
        Partners partners = new();
        List<Connection> list = [];
        int neurons = stream.BySource ? sources : targets;
        int others = stream.BySource ? targets : sources;
        for (int neuron = 0; neuron < neurons; neuron++)
        {
            stream.Fill(neuron, partners);
            for (int i = 0; i < partners.Count; i++)
            {
                int other = partners.Indices[i];
                if ((uint)other >= (uint)others) throw new InvalidOperationException($"Neuron {neuron} has the partner {other} of {others}.");
                double weight = stream.HasWeights ? partners.Weights[i] : double.NaN;
                double delay = stream.HasDelays ? partners.Delays[i] : double.NaN;
                list.Add(stream.BySource ? new(neuron, other, weight, delay) : new(other, neuron, weight, delay));
            }
        }

        return list;
    }

    public static bool HasMultapses(this List<Connection> list) => list.DistinctBy(c => (c.Source, c.Target)).Count() < list.Count;

    public static bool HasAutapses(this List<Connection> list) => list.Exists(c => c.Source == c.Target);

    public static int[] Outdegrees(this List<Connection> list, int sources)
    {
        int[] degrees = new int[sources];
        foreach (Connection connection in list) degrees[connection.Source]++;
        return degrees;
    }

    public static int[] Indegrees(this List<Connection> list, int targets)
    {
        int[] degrees = new int[targets];
        foreach (Connection connection in list) degrees[connection.Target]++;
        return degrees;
    }

    /// <summary>y = W x by adding up what every source contributes.</summary>
    public static double[] Apply(this ConnectionRule rule, double[] input, int targets)
    {
        double[] output = new double[targets];
        foreach (Connection connection in rule.List(input.Length, targets)) output[connection.Target] += connection.Weight * input[connection.Source];
        return output;
    }

    /// <summary>Pearson's chi-square of counts that should all be the same, as a number of standard deviations above its mean.</summary>
    public static double ChiSquareExcess(IReadOnlyCollection<int> counts)
    {
        double mean = counts.Average();
        double chi = counts.Sum(count => (count - mean) * (count - mean) / mean);
        double degrees = counts.Count - 1;
        return (chi - degrees) / Math.Sqrt(2 * degrees);
    }

    public static string Message(this ConnectionRule rule, int sources, int targets, bool samePopulation = false) =>
        Should.Throw<ArgumentException>(() => rule.Validate(sources, targets, samePopulation, "E to I")).Message;
}
