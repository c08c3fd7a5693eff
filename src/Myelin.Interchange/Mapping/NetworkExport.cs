using Myelin.Connectivity;
using Myelin.Inputs;
using Myelin.Interchange.Nir;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Interchange.Mapping;

/// <summary>Networks as graphs of NIR.</summary>
public static class NetworkExport
{
    extension(Network network)
    {
        /// <summary>
        /// The network as a graph: a node for every population, Linear, Affine, convolution, pooling or Scale nodes for its projections, Delay nodes for
        /// delays, an Input for every population of relays that nothing leads to, and Outputs.
        /// </summary>
        /// <param name="options">Step and unit of time, outputs; null for the defaults.</param>
        /// <exception cref="ArgumentException">A population or projection has no counterpart in NIR; one sentence says which and why.</exception>
        public NirExport ToNir(NirExportOptions? options = null) => new NetworkExporter(network, options ?? new NirExportOptions()).Export();
    }
}

/// <summary>Makes a graph of a network, once.</summary>
internal sealed class NetworkExporter
{
    private const long LargestMatrix = 1 << 26;

    private readonly Network network;
    private readonly NirExportOptions options;
    private readonly SemanticsReport report = new();
    private readonly Dictionary<string, NirNode> nodes = new(StringComparer.Ordinal);
    private readonly List<NirEdge> edges = [];
    private readonly Dictionary<Population, NirShape> shapes = [];
    private readonly Dictionary<Population, double[]> biases = [];

    public NetworkExporter(Network network, NirExportOptions options)
    {
        (this.network, this.options) = (network, options);
        NetworkValidation.Check(network, options.Dt);
        foreach (Population population in network.Populations) shapes[population] = Shape(population);
    }

    public NirExport Export()
    {
        report.Assume("", $"a step of {options.Dt} and a unit of time of {options.TimeUnit}; the file states neither.");
        TakeDrives();
        var neurons = new ExportedNeurons(options, report);
        foreach (Population population in network.Populations)
        {
            if (!DataGroup.IsName(population.Name)) throw new ArgumentException($"The name of population '{population.Name}' cannot stand in a file, where '/' separates names.");
            bool isFirst = !network.Projections.Any(p => p.Target.Population == population);
            if (isFirst && population.Model is Parrot)
            {
                nodes.Add(population.Name, new InputNode(shapes[population]));
                continue;
            }

            nodes.Add(population.Name, neurons.Of(population, shapes[population]));
            if (!isFirst) continue;
            string input = Unused("input_" + population.Name);
            nodes.Add(input, new InputNode(shapes[population]));
            edges.Add(new NirEdge(input, population.Name));
        }

        // Which projection carries a bias depends on the network alone, not on the order in which it was wired; one that comes from elsewhere goes first.
        foreach (var between in network.Projections
            .OrderBy(p => p.Source.Population == p.Target.Population).ThenBy(p => p.Source.Population.Name, StringComparer.Ordinal).GroupBy(p => (p.Source.Population, p.Target.Population, p.Port)))
        {
            Projection[] all = [.. between];
            if (AxonalDelays(all) is { } delays) AddDelayed(all, delays);
            else foreach (Projection projection in all) Add(projection);
        }

        foreach (Coupling coupling in network.Couplings) report.Lose(coupling.Name, "a coupling without spikes; NIR has none.");
        foreach ((Population population, double[] _) in biases) report.Lose(population.Name, "its constant input; no weights lead to it whose bias it could be.");
        AddOutputs();
        return new NirExport(new NirGraph(nodes, edges), report);
    }

    private void TakeDrives()
    {
        foreach (Drive drive in network.Drives)
        {
            if (drive is { Input: ConstantInput { From.Value: 0 } constant, Target.IsWhole: true })
            {
                double[] sum = biases.TryGetValue(drive.Target.Population, out double[]? before) ? before : biases[drive.Target.Population] = new double[drive.Target.Count];
                for (int i = 0; i < sum.Length; i++) sum[i] += constant.Values[i];
            }
            else
            {
                report.Lose(drive.Target.Population.Name, $"its input {drive.Input}; what drives a network is no part of a graph.");
            }
        }
    }

    private void AddOutputs()
    {
        Population[] last = options.Outputs is { } names
            ? [.. names.Select(name => network.Populations.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal)) ?? throw new ArgumentException($"The network has no population '{name}' to be an output."))]
            : [.. network.Populations.Where(p => !network.Projections.Any(q => q.Source.Population == p && q.Target.Population != p))];
        if (last.Length == 0) last = [.. network.Populations];
        foreach (Population population in last)
        {
            string output = Unused(last.Length == 1 ? "output" : "output_" + population.Name);
            nodes.Add(output, new OutputNode(shapes[population]));
            edges.Add(new NirEdge(population.Name, output));
        }
    }

    private void Add(Projection projection)
    {
        (Population source, Population target) = (projection.Source.Population, projection.Target.Population);
        Check(projection);
        if (projection.Rule.HasDelays) throw new ArgumentException($"{projection.Name}: {projection.Rule} has delays of single synapses, which NIR does not have.");
        string from = source.Name;
        int steps = NetworkValidation.DelayBounds(projection, options.Dt) ?? throw new ArgumentException($"{projection.Name}: its delays are drawn from a law, but NIR has one delay for each source.");
        if (steps == 1 && source == target)
            report.Assume(target.Name, "what it gives itself arrives one step later; readers give edges that close a cycle one step.");
        else if (steps > 0)
            from = Node("delay", source, target, new DelayNode(NumericArray.Filled(steps * options.Dt / options.TimeUnit, shapes[source].Lengths)), from);
        bool isWhole = projection.Source.IsWhole && projection.Target.IsWhole;
        switch (projection.Rule)
        {
            case OneToOne when isWhole && Weight(projection) == 1 && source != target:
                edges.Add(new NirEdge(from, target.Name));
                return;
            case OneToOne when isWhole:
                from = Node("scale", source, target, new ScaleNode(NumericArray.Filled(Weight(projection), shapes[source].Lengths)), from);
                break;
            case Convolution rule when isWhole && rule.Weights.Rank == 3:
                from = Node("conv", source, target, new Conv1dNode(Array(rule.Weights), ChannelBias(target, rule), rule.Stride.Width, rule.Padding, rule.Dilation.Width, rule.Groups, rule.Input.Width), from);
                break;
            case Convolution rule when isWhole:
                var size = new Size2D(rule.Input.Height, rule.Input.Width);
                from = Node("conv", source, target, new Conv2dNode(Array(rule.Weights), ChannelBias(target, rule), rule.Stride, rule.Padding, rule.Dilation, rule.Groups, size), from);
                break;
            case Pooling { Kind: PoolingKind.Sum } rule when isWhole:
                from = Node("pool", source, target, new SumPool2dNode(rule.Kernel, rule.Stride, rule.Padding), from);
                break;
            case Pooling rule when isWhole:
                from = Node("pool", source, target, new AvgPool2dNode(rule.Kernel, rule.Stride, rule.Padding), from);
                break;
            default:
                from = Weights(source, target, projection.Rule is Dense dense && isWhole ? Array(dense.Weights) : Matrix([projection]), from);
                break;
        }

        edges.Add(new NirEdge(from, target.Name));
    }

    private void Check(Projection projection)
    {
        if (projection.Release is not null) report.Lose(projection.Name, "short-term plasticity; NIR has none.");
        INeuronModel emitter = projection.Source.Population.Model;
        if (emitter is NirI or NirLi or NirCubaLi) throw new ArgumentException($"{projection.Name}: {emitter.Info.Name} emits numbers, of which the network passes on only that they are not 0; NIR would pass on the numbers.");
    }

    // The delay of every source neuron in steps, where several projections between two populations differ in nothing but it; else null.
    private int[]? AxonalDelays(Projection[] between)
    {
        Population source = between[0].Source.Population;
        if (between.Length < 2 || source == between[0].Target.Population || between.Any(p => p.Rule.HasDelays || p.Rule is Convolution or Pooling)) return null;
        int?[] steps = [.. between.Select(p => NetworkValidation.DelayBounds(p, options.Dt))];
        if (steps.Contains(null) || steps.Distinct().Count() == 1) return null;
        int?[] own = new int?[source.Size];
        for (int i = 0; i < between.Length; i++)
        {
            int delay = steps[i]!.Value;
            bool isOnly = true;
            Visit(between[i], (s, _, _) => isOnly &= (own[s] ??= delay) == delay);
            if (!isOnly) return null;
        }

        return [.. own.Select(d => d ?? 0)];
    }

    private void AddDelayed(Projection[] between, int[] delays)
    {
        (Population source, Population target) = (between[0].Source.Population, between[0].Target.Population);
        foreach (Projection projection in between) Check(projection);
        string from = Node("delay", source, target, new DelayNode(NumericArray.Of([.. delays.Select(d => d * options.Dt / options.TimeUnit)], shapes[source].Lengths)), source.Name);
        from = Weights(source, target, Matrix(between), from);
        edges.Add(new NirEdge(from, target.Name));
    }

    private string Weights(Population source, Population target, NumericArray matrix, string from)
    {
        if (shapes[source].Rank > 1) from = Node("flatten", source, target, new FlattenNode(0, -1, shapes[source]), from);
        NirNode weights = biases.Remove(target, out double[]? bias) ? new AffineNode(matrix, NumericArray.Of(bias, bias.Length)) : new LinearNode(matrix);
        return Node("weights", source, target, weights, from);
    }

    private string Node(string kind, Population source, Population target, NirNode node, string from)
    {
        string name = Unused($"{source.Name}_{target.Name}_{kind}");
        nodes.Add(name, node);
        edges.Add(new NirEdge(from, name));
        return name;
    }

    private string Unused(string name)
    {
        string free = name;
        for (int i = 2; nodes.ContainsKey(free) || network.Populations.Any(p => string.Equals(p.Name, free, StringComparison.Ordinal)); i++) free = $"{name}_{i}";
        return free;
    }

    private static double Weight(Projection projection) => projection.Weight?.ConstantValue
        ?? throw new ArgumentException($"{projection.Name}: its weights are drawn from a law when the network is built; give them as a list to export them.");

    private NumericArray ChannelBias(Population target, Convolution rule)
    {
        double[] each = new double[rule.OutputShape.Channels];
        if (biases.TryGetValue(target, out double[]? bias))
        {
            int area = bias.Length / each.Length;
            bool isByChannel = !bias.Where((b, i) => !b.Equals(bias[i / area * area])).Any();
            if (isByChannel)
            {
                for (int i = 0; i < each.Length; i++) each[i] = bias[i * area];
                biases.Remove(target);
            }
        }

        return NumericArray.Of(each, each.Length);
    }

    // The sum of the weights of some projections between two populations.
    private NumericArray Matrix(Projection[] between)
    {
        (Population source, Population target) = (between[0].Source.Population, between[0].Target.Population);
        long size = (long)source.Size * target.Size;
        if (size > LargestMatrix) throw new ArgumentException($"{between[0].Name}: as a matrix it would have {size} weights; at most {LargestMatrix} are written.");
        double[] matrix = new double[size];
        foreach (Projection projection in between)
        {
            double? common = projection.Rule.WeightUnit is null ? Weight(projection) : null;
            Visit(projection, (s, t, weight) => matrix[((long)t * source.Size) + s] += common ?? weight);
            if (projection.Rule is not Dense) report.Change(projection.Name, $"{projection.Rule.GetType().Name} became a matrix of {target.Size} x {source.Size} weights.");
        }

        return NumericArray.Of(matrix, target.Size, source.Size);
    }

    // Each connection: source and target, as neurons of their populations, and the weight that the rule brings, or 0.
    private void Visit(Projection projection, Action<int, int, double> found)
    {
        ConnectionStream stream = projection.Rule.Open(projection.Source.Count, projection.Target.Count, projection.IsRecurrent, network.Seed, (uint)projection.Index);
        var partners = new Partners();
        int rows = stream.BySource ? projection.Source.Count : projection.Target.Count;
        for (int i = 0; i < rows; i++)
        {
            stream.Fill(i, partners);
            for (int k = 0; k < partners.Count; k++)
            {
                (int s, int t) = stream.BySource ? (i, partners.Indices[k]) : (partners.Indices[k], i);
                found(s + projection.Source.Start, t + projection.Target.Start, stream.HasWeights ? partners.Weights[k] : 0);
            }
        }
    }

    private static NumericArray Array(WeightTensor weights) => NumericArray.Of(weights.ToArray(), weights.Shape);

    // Maps of channels where a convolution or pooling says so.
    private NirShape Shape(Population population)
    {
        foreach (Projection projection in network.Projections)
        {
            MapShape? shape = projection.Rule switch
            {
                Convolution rule when projection.Source.Population == population => rule.Input,
                Pooling rule when projection.Source.Population == population => rule.Input,
                Convolution rule when projection.Target.Population == population => rule.OutputShape,
                Pooling rule when projection.Target.Population == population => rule.OutputShape,
                _ => null,
            };
            if (shape is { } map) return projection.Rule is Convolution { Weights.Rank: 3 } ? new NirShape(map.Channels, map.Width) : new NirShape(map.Channels, map.Height, map.Width);
        }

        return new NirShape(population.Size);
    }
}
