using Myelin.Connectivity;
using Myelin.Inputs;
using Myelin.Learning.Layers;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Learning.Lowering;

/// <summary>
/// Makes a model that can be trained of a network: the way back of <see cref="NetworkLowering"/>, with the very same neurons. A network that can
/// be one is a chain: a population of relays, then populations each of which gets spikes from the one before it in the same step and, if it is recurrent, from itself
/// one step later. Connections become full matrices, so training may give a weight to neurons that are not connected; constant currents become biases.
/// Weights, biases and the parameters of neurons that have some of their own are single precision in a model.
/// </summary>
public static class NetworkRaising
{
    // A matrix of more numbers is a mistake rather than a layer.
    private const long LargestMatrix = 1 << 28;

    /// <summary>Makes a model of a network. What drives the relays is no part of it: the model's input, [T, B, N], stands for that.</summary>
    /// <typeparam name="TSurrogate">The derivative that spikes are given.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="dt">Length of a step.</param>
    /// <returns>A linear layer and a layer of neurons for every population but the first, in the order of the chain.</returns>
    /// <exception cref="ArgumentException">The network cannot run, or has something that the trainer cannot do; the message names it and says what it could do.</exception>
    public static Sequential ToModel<TSurrogate>(this Network network, Time dt)
        where TSurrogate : struct, ISurrogate
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkValidation.Check(network, dt);
        RefuseWhatHasNoLayer(network);
        var layers = new List<Module>();
        Population source = First(network);
        var seen = new HashSet<Population> { source };
        while (Next(network, source) is { } target)
        {
            if (!seen.Add(target)) throw new ArgumentException($"Population '{target.Name}' gets spikes from a population behind it; the trainer has loops within a population only.");
            layers.Add(Projected(network, source, target));
            Spiking neurons = Neurons<TSurrogate>(network, target, dt);
            layers.Add(neurons);
            source = target;
        }

        Population[] apart = [.. network.Populations.Where(p => !seen.Contains(p))];
        if (apart.Length > 0) throw new ArgumentException($"Population '{apart[0].Name}' gets no spikes from the chain that begins with '{First(network).Name}'; the trainer runs one chain of layers.");
        if (layers.Count == 0) throw new ArgumentException($"Population '{source.Name}' leads to no other; there is nothing to train.");
        var model = new Sequential([.. layers]);
        foreach (Spiking layer in layers.OfType<Spiking>().SkipLast(1)) SpikeProof.Check(layer, [Width(layers, layer)]);
        return model;
    }

    private static int Width(List<Module> layers, Spiking layer) => ((Layers.Linear)layers[layers.IndexOf(layer) - 1]).Weight.Shape[0];

    private static void RefuseWhatHasNoLayer(Network network)
    {
        if (network.Couplings.Count > 0) throw new ArgumentException($"{network.Couplings[0].Name}: the trainer has no coupling without spikes.");
        if (network.InitialStates.Count > 0) throw new ArgumentException($"Population '{network.InitialStates[0].Target.Population.Name}' starts from a state of its own; a model starts at rest.");
        foreach (Population population in network.Populations)
        {
            if (population.Receptors.Count > 0) throw new ArgumentException($"Population '{population.Name}' has the receptor '{population.Receptors[0].Name}'; the trainer has neurons without receptors.");
        }

        foreach (Projection p in network.Projections)
        {
            if (p.Learning is { } learning) throw new ArgumentException($"{p.Name}: its synapses learn by {learning.Rule.Info.Name}; the trainer's weights change by gradients only, so take the rule away.");
            if (p.Release is { } release) throw new ArgumentException($"{p.Name}: its synapses have short-term plasticity ({release.Info.Name}), which the trainer does not have.");
            if (p.Rule.WeightUnit is null && p.Weight?.ConstantValue is null)
                throw new ArgumentException($"{p.Name}: its weights are drawn from {p.Weight} when the network is built; give them as a list to train from them.");
        }
    }

    private static Population First(Network network)
    {
        Population[] open = [.. network.Populations.Where(p => !network.Projections.Any(q => q.Target.Population == p))];
        Population[] relays = [.. open.Where(p => p.IsRelay)];
        if (relays.Length != 1) throw new ArgumentException($"The trainer's input goes to one population of relays to which nothing leads; the network has {(relays.Length == 0 ? "none" : string.Join(", ", relays.Select(r => $"'{r.Name}'")))}.");
        return relays[0];
    }

    private static Population? Next(Network network, Population source)
    {
        Population[] targets = [.. network.Projections.Where(p => p.Source.Population == source && p.Target.Population != source).Select(p => p.Target.Population).Distinct()];
        if (targets.Length > 1) throw new ArgumentException($"Population '{source.Name}' sends spikes to {string.Join(" and ", targets.Select(t => $"'{t.Name}'"))}; the trainer has one layer behind another.");
        if (targets.Length == 0) return null;
        Population[] others = [.. network.Projections.Where(p => p.Target.Population == targets[0] && p.Source.Population != targets[0]).Select(p => p.Source.Population).Distinct()];
        if (others.Length > 1) throw new ArgumentException($"Population '{targets[0].Name}' gets spikes from {string.Join(" and ", others.Select(t => $"'{t.Name}'"))}; the trainer has one layer behind another.");
        return targets[0];
    }

    // The weights from one population to the next, and what is constant as a bias.
    private static Layers.Linear Projected(Network network, Population source, Population target)
    {
        double[] weights = new double[Size(source, target)];
        foreach (Projection p in network.Projections.Where(p => p.Source.Population == source && p.Target.Population == target))
        {
            if (!p.IsImmediate) throw new ArgumentException($"{p.Name}: its delay is {DelayText(p)}; spikes from layer to layer arrive in the step in which they are emitted, a delay of 0 ms.");
            Add(network, p, weights);
        }

        double[]? bias = null;
        foreach (Drive drive in network.Drives.Where(d => d.Target.Population == target))
        {
            int port = NetworkValidation.Port(target, drive.Port ?? drive.Input.DefaultPort, drive.Input.Sign);
            if (drive is not { Input: ConstantInput { From.Value: 0 } constant })
                throw new ArgumentException($"The {drive.Name} by {drive.Input}: the trainer has constant inputs that begin at 0 ms as biases, and its input for the relays.");
            if (port != 0) throw new ArgumentException($"The {drive.Name} goes to the port {target.Ports[port].Name} of {target.Model.Info.Name}; a layer's input goes to {target.Ports[0].Name}.");
            bias ??= new double[target.Size];
            for (int i = 0; i < drive.Target.Count; i++) bias[drive.Target.Start + i] += constant.Values[i];
        }

        var layer = new Layers.Linear(source.Size, target.Size, bias is not null);
        Copy(weights, layer.Weight.Values);
        if (bias is not null) Copy(bias, layer.Bias!.Values);
        return layer;
    }

    private static Spiking Neurons<TSurrogate>(Network network, Population population, Time dt)
        where TSurrogate : struct, ISurrogate
    {
        Projection[] back = [.. network.Projections.Where(p => p.Source.Population == population && p.Target.Population == population)];
        INeuronModel model = population.Model;
        if (back.Length == 0) return OfEach(new Spiking<TSurrogate>(model, dt), population);
        double[] weights = new double[Size(population, population)];
        foreach (Projection p in back)
        {
            if (NetworkValidation.DelayBounds(p, dt) != 1) throw new ArgumentException($"{p.Name}: its delay is {DelayText(p)}; a layer's spikes come back to it one step later, after {dt}.");
            Add(network, p, weights);
        }

        var layer = new Recurrent<TSurrogate>(model, population.Size, allToAll: true, bias: false, dt: dt);
        Copy(weights, layer.RecurrentWeight.Values);
        return OfEach(layer, population);
    }

    // Parameters that differ between neurons are learnt ones, one for each.
    private static Spiking OfEach(Spiking layer, Population population)
    {
        if (!population.HasParametersPerNeuron) return layer;
        double[][] each = [.. Enumerable.Range(0, population.Size).Select(n => Numbers(population.ModelOf(n)))];
        for (int p = 0; p < each[0].Length; p++)
        {
            if (!Array.Exists(each, numbers => !numbers[p].Equals(each[0][p]))) continue;
            string name = population.Model.Info.Parameters[p].Name;
            layer.Learn(name, population.Size);
            Tensors.Parameter values = layer.Learnt.Single(l => string.Equals(l.Name, name, StringComparison.Ordinal)).Value;
            for (int n = 0; n < each.Length; n++) values.Values[n] = (float)each[n][p];
        }

        // What takes no number in between, such as a count or a choice, stays what the first neuron has.
        IReadOnlyList<INeuronModel> learnt = layer.LearntModels(population.Size);
        for (int n = 0; n < each.Length; n++)
        {
            double[] got = Numbers(learnt[learnt.Count == 1 ? 0 : n]);
            int other = Enumerable.Range(0, got.Length).FirstOrDefault(p => (float)got[p] != (float)each[n][p], -1);
            if (other >= 0)
                throw new ArgumentException($"Population '{population.Name}': neuron {n} has {population.Model.Info.Parameters[other].Name} = {each[n][other]} and the first {each[0][other]}; the trainer has one for all neurons of a layer.");
        }

        return layer;
    }

    private static double[] Numbers(INeuronModel model)
    {
        double[] numbers = new double[model.Info.Parameters.Count];
        model.CopyParameters(numbers);
        return numbers;
    }

    private static void Add(Network network, Projection p, double[] weights)
    {
        Population target = p.Target.Population;
        int sources = p.Source.Population.Size;
        ConnectionStream stream = p.Rule.Open(p.Source.Count, p.Target.Count, p.IsRecurrent, network.Seed, (uint)p.Index);
        double factor = p.Weight?.ConstantValue ?? 1;
        var partners = new Partners();
        for (int i = 0; i < (stream.BySource ? p.Source.Count : p.Target.Count); i++)
        {
            stream.Fill(i, partners);
            for (int k = 0; k < partners.Count; k++)
            {
                (int s, int t) = stream.BySource ? (i, partners.Indices[k]) : (partners.Indices[k], i);
                double weight = stream.HasWeights ? factor * partners.Weights[k] : factor;
                int port = NetworkValidation.Port(target, p.Port, weight);
                if (port != 0) throw new ArgumentException($"{p.Name}: a weight of {weight} goes to the port {target.Ports[port].Name} of {target.Model.Info.Name}; a layer's input goes to {target.Ports[0].Name}.");
                if (stream.HasDelays && partners.Delays[k] != 0 && p.Source.Population != target)
                    throw new ArgumentException($"{p.Name}: its synapses have delays of their own; spikes from layer to layer arrive in the step in which they are emitted, a delay of 0 ms.");
                weights[((long)(t + p.Target.Start) * sources) + s + p.Source.Start] += weight;
            }
        }
    }

    private static long Size(Population source, Population target)
    {
        long size = (long)source.Size * target.Size;
        return size <= LargestMatrix ? size : throw new ArgumentException($"The weights from '{source.Name}' to '{target.Name}' would be a matrix of {size} numbers; a layer has at most {LargestMatrix}.");
    }

    private static string DelayText(Projection p) => p.Delay.ConstantValue is { } delay && delay > 1e-300 ? $"{delay} ms" : p.Delay.ConstantValue is null ? p.Delay.ToString()! : "one step";

    private static void Copy(double[] from, Span<float> to)
    {
        for (int i = 0; i < from.Length; i++) to[i] = (float)from[i];
    }
}
