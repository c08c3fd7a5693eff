using System.Runtime.InteropServices;
using Myelin.Connectivity;
using Myelin.Randomness;

namespace Myelin.Networks;

/// <summary>
/// The weights of a projection as a device that holds them would store them: numbers that can be changed, and the rule that connects by the changed ones. A table stays a
/// table and a kernel a kernel; connections whose weights are a law are drawn as the engines draw them and become a list.
/// </summary>
public sealed class StoredWeights
{
    private readonly ConnectionRule rule;
    private readonly int[] shape;

    private StoredWeights(ConnectionRule rule, WeightTensor stored)
    {
        this.rule = rule;
        shape = stored.Shape.ToArray();
        Values = stored.ToArray();
    }

    /// <summary>The weights, in the unit of the target's port; write to change them.</summary>
    public double[] Values { get; }

    /// <summary>The connections with the weights as they are now; they bring their weights.</summary>
    public ConnectionRule Rule => rule.WithStored(new WeightTensor(Values, shape));

    /// <summary>The weights of a projection; null where nothing is stored, as for a pooling by means.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="seed">The network's seed.</param>
    public static StoredWeights? Of(Projection projection, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(projection);
        if (projection.Rule.Stored is { } stored) return new StoredWeights(projection.Rule, stored);
        if (projection.Rule.Storage == ConnectionStorage.Procedural) return null;
        Explicit list = List(projection, seed);
        return new StoredWeights(list, list.Weights!);
    }

    /// <summary>Where the weights lie in a matrix [outputs, inputs].</summary>
    public (int[] Inputs, int[] Outputs) Places()
    {
        int[] inputs = new int[Values.Length], outputs = new int[Values.Length];
        rule.StoredPlaces(inputs, outputs);
        return (inputs, outputs);
    }

    // Sources in order, the targets of each as the engines meet them, because laws of weights and delays are drawn in that order.
    private static Explicit List(Projection projection, ulong seed)
    {
        List<int>[] targets = [.. Enumerable.Range(0, projection.Source.Count).Select(_ => new List<int>())];
        List<double>[] given = [.. targets.Select(_ => new List<double>())], delays = [.. targets.Select(_ => new List<double>())];
        ConnectionStream stream = projection.Rule.Open(targets.Length, projection.Target.Count, projection.IsRecurrent, seed, (uint)projection.Index);
        var partners = new Partners();
        for (int neuron = 0; neuron < (stream.BySource ? targets.Length : projection.Target.Count); neuron++)
        {
            stream.Fill(neuron, partners);
            for (int i = 0; i < partners.Count; i++)
            {
                (int source, int target) = stream.BySource ? (neuron, partners.Indices[i]) : (partners.Indices[i], neuron);
                targets[source].Add(target);
                if (stream.HasWeights) given[source].Add(partners.Weights[i]);
                if (stream.HasDelays) delays[source].Add(partners.Delays[i]);
            }
        }

        int[] sources = [.. targets.SelectMany((row, s) => Enumerable.Repeat(s, row.Count))];
        double[] weights = projection.Weight is { } law ? Draw(projection, law, targets, seed) : [.. given.SelectMany(row => row)];
        string unit = projection.Weight?.Unit ?? projection.Rule.WeightUnit ?? "";
        return new Explicit(sources, [.. targets.SelectMany(row => row)], weights, [.. delays.SelectMany(row => row)], unit);
    }

    private static double[] Draw(Projection projection, Distribution law, List<int>[] targets, ulong seed)
    {
        var weights = new List<double>();
        for (int source = 0; source < targets.Length; source++)
        {
            if (law.ConstantValue is { } constant)
            {
                weights.AddRange(Enumerable.Repeat(constant, targets[source].Count));
                continue;
            }

            float[] row = new float[targets[source].Count];
            var stream = new RandomStream(seed, StreamPurpose.Weights, (uint)projection.Index, (uint)source);
            law.Fill(ref stream, row);
            foreach (float weight in row) weights.Add(weight);
        }

        return [.. CollectionsMarshal.AsSpan(weights)];
    }
}
