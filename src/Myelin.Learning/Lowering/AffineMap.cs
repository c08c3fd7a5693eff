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

    // Above this fraction of connections a table of all weights is smaller than a list.
    private const double DenseFraction = 0.4;

    private readonly int inputs;
    private readonly List<int> sources = [];
    private readonly List<int> targets = [];
    private readonly List<float> weights = [];
    private readonly List<int> delays = [];
    private readonly double[] constants;
    private readonly int steps;

    private AffineMap(int inputs, int steps, Shape output)
    {
        this.inputs = inputs;
        this.steps = steps;
        Output = output;
        constants = new double[output.Product(0)];
    }

    /// <summary>Shape of a sample behind the layers.</summary>
    public Shape Output { get; }

    /// <summary>Asks layers.</summary>
    /// <param name="layers">Layers without neurons, one after the other; none for each neuron to its own.</param>
    /// <param name="input">Shape of a sample before them.</param>
    /// <exception cref="ArgumentException">A layer is no sum of weights and constants, or does not take the shape.</exception>
    public static AffineMap Of(IReadOnlyList<Module> layers, Shape input)
    {
        int width = input.Product(0), length = 1 + layers.Sum(LongestDelay);
        Tensor none = Run(layers, Tensor.Zeros([length, 1, .. input]));
        var map = new AffineMap(width, length, none.Shape.Slice(2, none.Shape.Rank));
        float[] zero = none.Values[..map.constants.Length].ToArray();
        for (int i = 0; i < zero.Length; i++) map.constants[i] = zero[i];
        for (int first = 0; first < width; first += Probes)
        {
            int count = Math.Min(Probes, width - first);
            Tensor probe = Tensor.Zeros([length, count, .. input]);
            for (int b = 0; b < count; b++) probe.Values[(b * width) + first + b] = 1;
            ReadOnlySpan<float> answer = Run(layers, probe).Values;
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

        map.Prove(layers, input);
        return map;
    }

    /// <summary>Connects two populations so; spikes arrive in the step in which they are emitted, or as many steps later as layers delay them.</summary>
    public void Connect(Network network, Population source, Population target, Spiking layer)
    {
        VariableInfo port = target.Ports[0];
        int outputs = Output.Product(0);
        if (steps > 1)
        {
            for (int delay = 0; delay < steps; delay++) ConnectAt(delay, network, source, target, layer);
        }
        else if (weights.Count > DenseFraction * inputs * outputs)
        {
            float[] table = new float[inputs * outputs];
            for (int i = 0; i < weights.Count; i++) table[(targets[i] * inputs) + sources[i]] = weights[i];
            network.Connect(source, target, new Dense(new WeightTensor(table, outputs, inputs), port.Unit), delay: Quantities.Time.Zero, port: port.Name);
        }
        else if (weights.Count > 0)
        {
            network.Connect(
                source, target, new Explicit([.. sources], [.. targets], new WeightTensor(weights.ToArray(), weights.Count), unit: port.Unit), delay: Quantities.Time.Zero, port: port.Name);
        }

        if (Array.Exists(constants, c => c != 0)) network.Drive(target, new ConstantInput(constants, unit: port.Unit), port.Name);
    }

    // One projection for each delay: those of no step may not be in a cycle, others may.
    private void ConnectAt(int delay, Network network, Population source, Population target, Spiking layer)
    {
        int[] own = [.. Enumerable.Range(0, weights.Count).Where(i => delays[i] == delay)];
        if (own.Length == 0) return;
        VariableInfo port = target.Ports[0];
        float[] values = [.. own.Select(i => weights[i])];
        var rule = new Explicit([.. own.Select(i => sources[i])], [.. own.Select(i => targets[i])], new WeightTensor(values, values.Length), unit: port.Unit);
        network.Connect(source, target, rule, delay: delay * layer.Dt, port: port.Name);
    }

    private static int LongestDelay(Module layer)
    {
        IDelays[] delaying = [.. layer.All.OfType<IDelays>()];
        IDelays? unrounded = Array.Find(delaying, d => !d.IsRounded);
        if (unrounded is not null)
            throw new ArgumentException($"The delays of {((Module)unrounded).Path} ({unrounded.GetType().Name}) are no whole steps; call Round() before a network is made of it.");
        return delaying.Sum(d => d.MaximumDelay);
    }

    private void Add(int source, int target, float weight, int delay)
    {
        sources.Add(source);
        targets.Add(target);
        weights.Add(weight);
        delays.Add(delay);
    }

    private static Tensor Run(IReadOnlyList<Module> layers, Tensor x)
    {
        foreach (Module layer in layers) x = layer.Forward(x);
        return x.Expanded();
    }

    // Spikes of many inputs at once must give the sum of what they give alone: it does not for a maximum, or for attention.
    private void Prove(IReadOnlyList<Module> layers, Shape input)
    {
        var random = new Random(1);
        int outputs = Output.Product(0);
        Tensor spikes = Tensor.Zeros([steps, 1, .. input]);
        for (int i = 0; i < steps * inputs; i++) spikes.Values[i] = random.NextDouble() < 0.5 ? 1 : 0;
        double[] sums = [.. constants];
        double[] scale = [.. constants.Select(Math.Abs)];
        for (int i = 0; i < weights.Count; i++)
        {
            if (spikes.Values[((steps - 1 - delays[i]) * inputs) + sources[i]] == 0) continue;
            sums[targets[i]] += weights[i];
            scale[targets[i]] += Math.Abs(weights[i]);
        }

        ReadOnlySpan<float> answer = Run(layers, spikes).Values[((steps - 1) * outputs)..];
        for (int o = 0; o < outputs; o++)
        {
            if (Math.Abs(answer[o] - sums[o]) <= 1e-4 * Math.Max(1e-3, scale[o])) continue;
            string names = string.Join(", ", layers.Select(l => $"{l.Path} ({l.GetType().Name})"));
            throw new ArgumentException($"What {names} does to spikes is no sum of weights and constants, so no synapses can do it; a spiking network can have means in place of maxima, and norms as they are in evaluation.");
        }

        Tape.Current.Clear();
    }
}
