using Myelin.Connectivity;
using Myelin.Inputs;
using Myelin.Interchange.Layers;
using Myelin.Interchange.Nir;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Interchange.Mapping;

/// <summary>Graphs of NIR as networks.</summary>
public static class NirImport
{
    extension(NirGraph graph)
    {
        /// <summary>
        /// The graph as a network: every node of neurons is a population of the same name, the linear nodes between two of them a projection without
        /// delay, biases constant inputs. Edges that close a cycle without a Delay get a delay of one step.
        /// </summary>
        /// <param name="options">What the file does not state; null for the defaults.</param>
        /// <exception cref="InvalidDataException">The graph contradicts itself, or cannot be a network of spikes; one sentence says why.</exception>
        public NirNetwork ToNetwork(NirImportOptions? options = null) => new NirImporter(graph, options ?? new NirImportOptions()).Import();
    }
}

/// <summary>Makes a network of a graph, once.</summary>
internal sealed class NirImporter
{
    private readonly NirImportOptions options;
    private readonly GraphShapes shapes;
    private readonly SemanticsReport report = new();
    private readonly Network network;
    private readonly NirWiring wiring;
    private readonly Time dt;
    private readonly Dictionary<string, Population> populations = new(StringComparer.Ordinal);

    public NirImporter(NirGraph graph, NirImportOptions options)
    {
        this.options = options;
        if (!(options.TimeUnit.Value > 0 && double.IsFinite(options.TimeUnit.Value))) throw new ArgumentException($"The unit of time must be positive and finite, got {options.TimeUnit}.");
        if (options.Dt is { } step && !(step.Value > 0 && double.IsFinite(step.Value))) throw new ArgumentException($"The time step must be positive and finite, got {step}.");
        shapes = new GraphShapes(graph, options.TrustDeclaredShapes);
        if (shapes.Problems.Count > 0) throw new InvalidDataException(shapes.Problems[0]);
        foreach (string name in Flat.Nodes.Keys)
        {
            if (shapes.OutputOf(name).Count < 1 || shapes.OutputOf(name).Count > options.MaximumNeurons)
                throw new InvalidDataException($"Node '{name}' gives the shape {shapes.OutputOf(name)}; from 1 to {options.MaximumNeurons} elements are possible.");
        }

        network = new Network(options.Seed);
        dt = Step();
        wiring = new NirWiring(network, dt);
    }

    private FlatGraph Flat => shapes.Flat;

    public NirNetwork Import()
    {
        if (LinearPaths.Cycle(shapes) is { Count: > 0 } cycle)
            throw new InvalidDataException($"The nodes {string.Join(", ", cycle)} form a cycle without neurons; a cycle must go over neurons, which remember.");
        AddPopulations();
        string[] sources = [.. Flat.Nodes.Keys.Where(n => Flat.Inputs.Contains(n, StringComparer.Ordinal) || Flat.Nodes[n] is NeuronNode).Order(StringComparer.Ordinal)];
        IReadOnlyList<LinearPath> paths = LinearPaths.From(shapes, sources);
        LinearPath[] inner = [.. paths.Where(p => populations.ContainsKey(p.Source) && populations.ContainsKey(p.Target))];
        Dictionary<LinearPath, bool> isRecurrent = Recurrent(inner);
        foreach (LinearPath path in inner) Connect(path, isRecurrent[path]);
        foreach (LinearPath path in paths.Except(inner)) Wire(path);
        foreach (string name in Flat.Nodes.Keys.Order(StringComparer.Ordinal)) AddBias(name);
        return new NirNetwork(network, dt, options.Input, report, Flat.Inputs.Select(Port), Flat.Outputs.Select(Port), wiring);
    }

    private NirPort Port(string name) => new(name, shapes.InputOf(name));

    private Time Step()
    {
        double smallest = Flat.Nodes.Values.OfType<NeuronNode>().Select(NirNeurons.SmallestTimeConstant).DefaultIfEmpty(double.PositiveInfinity).Min();
        bool hasTime = double.IsFinite(smallest) || Flat.Nodes.Values.Any(n => n is DelayNode);
        Time step = options.Dt ?? (hasTime ? 0.1 * Syntax.ms : options.TimeUnit);
        string origin = options.Dt is not null ? "as asked for" : hasTime ? "the default" : "one unit of time, as nothing but integrators depends on time";
        report.Assume("", $"a step of {step} ({origin}); files state none.");
        report.Assume("", $"a unit of time of {options.TimeUnit}; files state none.");
        if (double.IsFinite(smallest) && !(step <= smallest * options.TimeUnit))
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"The smallest time constant is {smallest}, with a unit of time of {options.TimeUnit} that is {smallest * options.TimeUnit}, below the step of {step}; give a shorter step or another unit of time."));
        }

        return step;
    }

    private void AddPopulations()
    {
        long neurons = 0;
        foreach ((string name, NirNode node) in Flat.Nodes.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            bool isRelay = options.Input == NirInputKind.Spikes && Flat.Inputs.Contains(name, StringComparer.Ordinal);
            if (node is not NeuronNode && !isRelay) continue;
            long size = shapes.OutputOf(name).Count;
            neurons += size;
            if (size < 1 || neurons > options.MaximumNeurons) throw new InvalidDataException($"Node '{name}' has {size} neurons; from 1 to {options.MaximumNeurons} in all can be built.");
            if (node is NeuronNode neuron)
            {
                ResetMode reset = Resets(neuron);
                populations[name] = NirNeurons.Add(network, name, (int)size, neuron, options.TimeUnit, reset);
                Note(name, neuron, reset);
                Start(populations[name], neuron);
                Check(populations[name]);
            }
            else
            {
                populations[name] = network.Population(name, (int)size, new Parrot());
                wiring.AddRelay(name, populations[name]);
            }
        }
    }

    // What no field of a file can say, metadata of files that Myelin made of ordinary networks do.
    private ResetMode Resets(NeuronNode node) =>
        node.Metadata is { } metadata && metadata.TryGet(SpikingGraph.ResetItem, out DataItem? item) && item is DataText { Values: ["subtract"] } ? ResetMode.Subtract : options.Reset;

    private void Start(Population population, NeuronNode node)
    {
        if (node is not IfNode || node.Metadata is not { } metadata || !metadata.TryGet(SpikingGraph.InitialItem, out DataItem? item)) return;
        if (item is not NumericArray { Length: 1 } start || !double.IsFinite(start[0])) throw new InvalidDataException($"Node '{population.Name}': '{SpikingGraph.InitialItem}' of its metadata must be one finite number.");
        network.Initialize(population, "U", start[0]);
        report.Assume(population.Name, $"the membrane starts at {start[0]:G6}, as the metadata say.");
    }

    private void Note(string name, NeuronNode node, ResetMode reset)
    {
        bool spikes = node.Parameters.Any(p => p.Name is "v_threshold");
        if (spikes && reset != ResetMode.Zero)
            report.Assume(name, $"a spike subtracts the threshold, {(options.Reset == reset ? "as asked for; the file says that it sets the membrane to v_reset" : "as the metadata say; the file itself says that it sets the membrane to v_reset")}.");
        else if (node.Parameters.Any(p => p is { Name: "v_reset", Value: null })) report.Assume(name, "v_reset is 0; the file does not state it.");
        if (node.Parameters.Any(p => p is { Name: "w_in", Value: null })) report.Assume(name, "w_in is 1; the file does not state it.");
        if (node.Parameters.FirstOrDefault(p => p.Name is "v_leak").Value is { } leak && leak.ToArray().Any(v => v != 0)) report.Assume(name, "the membrane starts at v_leak; the file does not state where.");
        if (node.Parameters.Any(p => p.Name is "tau" or "tau_mem" or "r")) report.Assume(name, "explicit Euler with the input of the step; NIR states differential equations, and no scheme.");
    }

    private void Check(Population population)
    {
        int last = population.HasParametersPerNeuron ? population.Size : 1;
        for (int i = 0; i < last; i++)
        {
            try
            {
                _ = population.ModelOf(i).LowerConstants(dt);
            }
            catch (ArgumentException problem)
            {
                throw new InvalidDataException($"Node '{population.Name}', neuron {i}: {problem.Message}", problem);
            }
        }
    }

    private void Connect(LinearPath path, bool isRecurrent)
    {
        NeuronNode? source = Flat.Nodes[path.Source] as NeuronNode;
        if (source is { IsGraded: true })
            throw new InvalidDataException($"Node '{path.Source}' ({source.Type}) gives numbers to '{path.Target}', but neurons of a network give each other spikes; such a node can only lead to an Output.");
        List<LinearStage> stages = Stages(path.Nodes, shapes.OutputOf(path.Source));
        if (isRecurrent)
        {
            if (!options.DelayRecurrentEdges)
                throw new InvalidDataException($"The way from '{path.Source}' over {(path.Nodes.Count == 0 ? "an edge" : string.Join(", ", path.Nodes))} to '{path.Target}' closes a cycle without a delay.");
            report.Assume(path.Target, $"what comes from '{path.Source}'{(path.Nodes.Count == 0 ? "" : $" over {string.Join(", ", path.Nodes)}")} arrives one step later, as the cycle has no Delay.");
        }

        (Population from, Population to) = (populations[path.Source], populations[path.Target]);
        if (DelayOf(stages) is not { } uniform)
        {
            report.Change(path.Target, $"delays that differ between elements ({string.Join(", ", path.Nodes.Where(n => Flat.Nodes[n] is DelayNode))}) are projections, one for each delay.");
            foreach (int delay in new LinearChain(stages, from.Size).Delays())
                network.Connect(from, to, new LinearChain(stages, from.Size, delay), null, (delay == 0 && isRecurrent ? 1 : delay) * dt);
            return;
        }

        (ConnectionRule rule, Distribution? weight) = Rule(stages, from.Size);
        if (rule is LinearChain) report.Change(path.Target, $"the nodes {string.Join(", ", path.Nodes)} are one projection, with the products of their weights.");
        network.Connect(from, to, rule, weight, (isRecurrent ? 1 : uniform) * dt);
    }

    // One node keeps the form of its weights; several are multiplied.
    private static (ConnectionRule Rule, Distribution? Weight) Rule(List<LinearStage> stages, int sources)
    {
        LinearStage[] weights = [.. stages.Where(s => s is RuleStage or ElementStage { Factor: not 1 })];
        return weights switch
        {
            [] => (new OneToOne(), 1.0),
            [RuleStage only] => (only.Rule, null),
            [ElementStage { Factor: { } factor }] => (new OneToOne(), factor),
            _ => (new LinearChain(weights, sources), null),
        };
    }

    // Ways that begin or end outside the network.
    private void Wire(LinearPath path)
    {
        var chain = new LinearChain(Stages(path.Nodes, shapes.OutputOf(path.Source)), (int)shapes.OutputOf(path.Source).Count);
        if (populations.TryGetValue(path.Source, out Population? source)) wiring.AddExit(path.Target, source, chain, Flat.Nodes[path.Source] is NeuronNode { IsGraded: true } ? "U" : null);
        else if (populations.TryGetValue(path.Target, out Population? target)) wiring.AddEntrance(path.Source, target, chain);
        else wiring.AddPassage(path.Target, path.Source, chain);
        if (path.Nodes.Count == 0) return;
        if (Flat.Outputs.Contains(path.Target, StringComparer.Ordinal)) report.Change(path.Target, $"the nodes {string.Join(", ", path.Nodes)} are computed when the Output is read, not by the network.");
        else report.Change(path.Target, $"the nodes {string.Join(", ", path.Nodes)} are computed when the Input is fed, not by the network.");
    }

    private void AddBias(string name)
    {
        double[]? bias = Flat.Nodes[name] switch
        {
            AffineNode affine => affine.Bias.ToArray(),
            Conv1dNode convolution => Spread(convolution.Bias, shapes.OutputOf(name)),
            Conv2dNode convolution => Spread(convolution.Bias, shapes.OutputOf(name)),
            _ => null,
        };
        if (bias is null || Array.TrueForAll(bias, b => b == 0)) return;
        foreach (LinearPath path in LinearPaths.From(shapes, [name]))
        {
            var chain = new LinearChain(Stages(path.Nodes, shapes.OutputOf(name)), bias.Length);
            var byStart = new SortedDictionary<int, double[]>();
            chain.Apply(bias, (target, value, steps) =>
            {
                if (!byStart.TryGetValue(steps, out double[]? values)) byStart.Add(steps, values = new double[shapes.InputOf(path.Target).Count]);
                values[target] += value;
            });
            foreach ((int from, double[] values) in byStart)
            {
                if (populations.TryGetValue(path.Target, out Population? population)) network.Drive(population, new ConstantInput(values, from * dt));
                else wiring.AddConstant(path.Target, values, from);
            }
        }
    }

    private static double[] Spread(NumericArray bias, NirShape shape)
    {
        double[] spread = new double[shape.Count];
        int each = bias.Length == 0 ? 1 : spread.Length / bias.Length;
        for (int i = 0; i < spread.Length; i++) spread[i] = bias[i / each];
        return spread;
    }

    private List<LinearStage> Stages(IReadOnlyList<string> nodes, NirShape shape)
    {
        var stages = new List<LinearStage>();
        foreach (string name in nodes)
        {
            int elements = (int)shape.Count;
            NirShape next = shapes.OutputOf(name);
            LinearStage? stage = Flat.Nodes[name] switch
            {
                AffineNode affine => new RuleStage(new Dense(affine.Weight.ToWeights(affine.Weight.Shape)), elements, (int)next.Count),
                LinearNode linear => new RuleStage(new Dense(linear.Weight.ToWeights(linear.Weight.Shape)), elements, (int)next.Count),
                Conv1dNode convolution => new RuleStage(convolution.Rule(shape), elements, (int)next.Count),
                Conv2dNode convolution => new RuleStage(convolution.Rule(shape), elements, (int)next.Count),
                SumPool2dNode pool => new RuleStage(pool.Rule(shape), elements, (int)next.Count),
                AvgPool2dNode pool => new RuleStage(pool.Rule(shape), elements, (int)next.Count),
                ScaleNode scale => new ElementStage(elements, scale.Scale.ToArray(), null),
                DelayNode delay => new ElementStage(elements, null, Steps(name, delay)),
                _ => null,
            };
            if (stage is not null) stages.Add(stage);
            shape = next;
        }

        return stages;
    }

    // In steps; null where elements differ in it.
    private static int? DelayOf(List<LinearStage> stages)
    {
        int?[] delays = [.. stages.OfType<ElementStage>().Select(s => s.Steps)];
        return delays.Contains(null) ? null : delays.Sum();
    }

    private int[] Steps(string name, DelayNode node)
    {
        int[] steps = new NirDelay(name, node).Steps(options.TimeUnit, dt, out bool isExact);
        if (!isExact) report.Change(name, "delays are rounded to whole steps.");
        return steps;
    }

    // Within a cycle of ways without delay, those that lead back in the order of distance from the inputs get a step.
    private Dictionary<LinearPath, bool> Recurrent(LinearPath[] paths)
    {
        var distance = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Queue<string>(Flat.Inputs);
        ILookup<string, string> edges = Flat.Edges.ToLookup(e => e.Source, e => e.Target, StringComparer.Ordinal);
        foreach (string input in Flat.Inputs) distance[input] = 0;
        while (open.TryDequeue(out string? node))
        {
            foreach (string next in edges[node])
            {
                if (distance.TryAdd(next, distance[node] + 1)) open.Enqueue(next);
            }
        }

        LinearPath[] immediate = [.. paths.Where(p => Stages(p.Nodes, shapes.OutputOf(p.Source)).OfType<ElementStage>().All(s => s.Least == 0))];
        ILookup<string, string> after = immediate.ToLookup(p => p.Source, p => p.Target, StringComparer.Ordinal);
        Dictionary<string, HashSet<string>> reach = immediate.Select(p => p.Target).Distinct(StringComparer.Ordinal).ToDictionary(n => n, n => Reached(after, n), StringComparer.Ordinal);
        int Order(string node) => distance.GetValueOrDefault(node, int.MaxValue);
        bool LeadsBack(LinearPath p) => Order(p.Source).CompareTo(Order(p.Target)) is var sign && (sign > 0 || (sign == 0 && string.CompareOrdinal(p.Source, p.Target) >= 0));
        HashSet<LinearPath> candidates = [.. immediate];
        return paths.ToDictionary(p => p, p => candidates.Contains(p) && LeadsBack(p) && (string.Equals(p.Source, p.Target, StringComparison.Ordinal) || reach[p.Target].Contains(p.Source)));
    }

    private static HashSet<string> Reached(ILookup<string, string> after, string from)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { from };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out string? node))
        {
            foreach (string next in after[node])
            {
                if (reached.Add(next)) open.Enqueue(next);
            }
        }

        return reached;
    }
}
