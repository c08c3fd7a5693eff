using Myelin.Connectivity;
using Myelin.Inputs;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Tensors;
using Myelin.Networks;
using Myelin.Neurons;

namespace Myelin.Learning.Lowering;

/// <summary>
/// What some layers do to spikes, as weights and constants: the layers themselves are asked, so no layer has to know of networks. They answer for
/// no spike, for one spike at a time, and, to prove that there is nothing but weights and constants, for many.
/// </summary>
internal sealed class AffineMap
{
    private const int Probes = 64;

    // A table of all weights keeps those that are 0 as synapses, so it is for connections that are all there but for a few.
    private const double DenseFraction = 0.9;

    private readonly IReadOnlyList<Stream.Source> origins;
    private readonly int[] starts;
    private readonly int inputs;
    private readonly List<int> sources = [];
    private readonly List<int> targets = [];
    private readonly List<float> weights = [];
    private readonly List<int> delays = [];
    private readonly int steps;
    private readonly double[] constants;

    private AffineMap(IReadOnlyList<Stream.Source> origins, int[] starts, int steps, Shape output)
    {
        this.origins = origins;
        this.starts = starts;
        this.steps = steps;
        inputs = starts[^1];
        Output = output;
        constants = new double[output.Product(0)];
    }

    /// <summary>Shape of a sample behind the layers.</summary>
    public Shape Output { get; }

    /// <summary>Asks what arrives.</summary>
    /// <param name="stream">What arrives, as a function of spikes.</param>
    /// <exception cref="ArgumentException">It is no sum of weights and constants, or a layer does not take the shape.</exception>
    public static AffineMap Of(Stream stream)
    {
        int[] offsets = new int[stream.Sources.Count + 1];
        for (int i = 0; i < stream.Sources.Count; i++) offsets[i + 1] = offsets[i] + stream.Sources[i].Shape.Product(0);
        int length = 1 + stream.Layers.Sum(LongestDelay), width = offsets[^1];
        Tensor none = Run(stream, offsets, new float[length * width], length, 1);
        var map = new AffineMap(stream.Sources, offsets, length, none.Shape.Slice(2, none.Shape.Rank));
        float[] zero = none.Values[..map.constants.Length].ToArray();
        for (int i = 0; i < zero.Length; i++) map.constants[i] = zero[i];
        for (int first = 0; first < width; first += Probes)
        {
            int count = Math.Min(Probes, width - first);
            float[] probe = new float[length * count * width];
            for (int b = 0; b < count; b++) probe[(b * width) + first + b] = 1;
            ReadOnlySpan<float> answer = Run(stream, offsets, probe, length, count).Values;
            for (int b = 0; b < count; b++)
            {
                for (int delay = 0; delay < length; delay++)
                {
                    for (int o = 0; o < zero.Length; o++)
                    {
                        float weight = answer[(((delay * count) + b) * zero.Length) + o] - zero[o];
                        if (weight != 0) map.Add(first + b, o, weight, delay);
                    }
                }
            }

            Tape.Current.Clear();
        }

        map.Prove(stream);
        return map;
    }

    /// <summary>Connects every source with a population so; spikes arrive in the step in which they are emitted, or as many steps later as layers delay them.</summary>
    public void Connect(Network network, Population target, Spiking layer)
    {
        VariableInfo port = target.Ports[0];
        for (int i = 0; i < origins.Count; i++)
        {
            // One projection for each delay: those of no step may not be in a cycle, others may.
            int[] own = [.. Enumerable.Range(LowerBound(starts[i]), LowerBound(starts[i + 1]) - LowerBound(starts[i]))];
            for (int delay = 0; delay < steps; delay++) Connect(network, i, target, port, steps == 1 ? own : [.. own.Where(w => delays[w] == delay)], delay * layer.Dt);
        }

        if (Array.Exists(constants, c => c != 0)) network.Drive(target, new ConstantInput(constants, unit: port.Unit), port.Name);
    }

    private void Connect(Network network, int origin, Population target, VariableInfo port, int[] own, Quantities.Time delay)
    {
        int start = starts[origin], width = starts[origin + 1] - start, outputs = Output.Product(0);
        if (own.Length == 0) return;
        if (steps == 1 && own.Length > DenseFraction * width * outputs)
        {
            float[] table = new float[width * outputs];
            foreach (int w in own) table[(targets[w] * width) + sources[w] - start] = weights[w];
            network.Connect(origins[origin].Population, target, new Dense(new WeightTensor(table, outputs, width), port.Unit), delay: delay, port: port.Name);
            return;
        }

        var values = new WeightTensor([.. own.Select(w => weights[w])], own.Length);
        var rule = new Explicit([.. own.Select(w => sources[w] - start)], [.. own.Select(w => targets[w])], values, unit: port.Unit);
        network.Connect(origins[origin].Population, target, rule, delay: delay, port: port.Name);
    }

    private static int LongestDelay(Module layer)
    {
        IDelays[] delaying = [.. layer.All.OfType<IDelays>()];
        IDelays? unrounded = Array.Find(delaying, d => !d.IsRounded);
        if (unrounded is not null)
            throw new ArgumentException($"The delays of {((Module)unrounded).Path} ({unrounded.GetType().Name}) are no whole steps; call Round() before a network is made of it.");
        return delaying.Sum(d => d.MaximumDelay);
    }

    // Weights are found source by source.
    private int LowerBound(int source)
    {
        int at = sources.BinarySearch(source);
        if (at < 0) return ~at;
        while (at > 0 && sources[at - 1] == source) at--;
        return at;
    }

    private void Add(int source, int target, float weight, int delay)
    {
        sources.Add(source);
        targets.Add(target);
        weights.Add(weight);
        delays.Add(delay);
    }

    // Spikes [T, B, all sources] as each source's own sequence.
    private static Tensor Run(Stream stream, int[] offsets, float[] spikes, int length, int count)
    {
        Tensor[] probes = new Tensor[stream.Sources.Count];
        for (int i = 0; i < probes.Length; i++)
        {
            int width = offsets[i + 1] - offsets[i];
            probes[i] = Tensor.Empty([length, count, .. stream.Sources[i].Shape]);
            for (int row = 0; row < length * count; row++) spikes.AsSpan((row * offsets[^1]) + offsets[i], width).CopyTo(probes[i].Values.Slice(row * width, width));
        }

        return stream.Of(probes).Expanded();
    }

    // Spikes of many inputs at once must give the sum of what they give alone: it does not for a maximum, or for attention.
    private void Prove(Stream stream)
    {
        var random = new Random(1);
        float[] spikes = [.. Enumerable.Range(0, steps * inputs).Select(_ => random.NextDouble() < 0.5 ? 1f : 0f)];
        double[] sums = [.. constants];
        double[] scale = [.. constants.Select(Math.Abs)];
        for (int i = 0; i < weights.Count; i++)
        {
            if (spikes[((steps - 1 - delays[i]) * inputs) + sources[i]] == 0) continue;
            sums[targets[i]] += weights[i];
            scale[targets[i]] += Math.Abs(weights[i]);
        }

        ReadOnlySpan<float> answer = Run(stream, starts, spikes, steps, 1).Values[((steps - 1) * sums.Length)..];
        for (int o = 0; o < sums.Length; o++)
        {
            if (Math.Abs(answer[o] - sums[o]) <= 1e-4 * Math.Max(1e-3, scale[o])) continue;
            string names = string.Join(", ", stream.Layers.Select(l => $"{l.Path} ({l.GetType().Name})"));
            throw new ArgumentException($"What {names} does to spikes is no sum of weights and constants, so no synapses can do it; a spiking network can have means in place of maxima, sums of spikes in place of products, and norms as they are in evaluation.");
        }

        Tape.Current.Clear();
    }
}
