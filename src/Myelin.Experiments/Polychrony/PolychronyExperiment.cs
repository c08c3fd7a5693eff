using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Randomness;

namespace Myelin.Experiments.Polychrony;

/// <summary>Polychronous groups of a network with delays, and a layer that reads the order of spikes as a row of a look-up table.</summary>
public sealed class PolychronyExperiment : Experiment
{
    private const int Anchors = 3, LongestDelay = 20, MostFirings = 1_000;
    private const int Inputs = 32, Classes = 10, Templates = 50, TestVolleys = 2_000;
    private static readonly Claim groupsPerNeuron = Experiments.Claim.AtLeast("polychronous groups for each neuron, from the part of the triplets that was tried", 1);
    private static readonly Claim accuracy = Experiments.Claim.AtLeast("accuracy of the look-up layer, less that of a dense layer", 0.05);

    /// <summary>Number of neurons.</summary>
    [Parameter("neurons, of which four fifths excite")]
    [Between(20, 10_000)]
    public int Neurons { get; init; } = 1_000;

    /// <summary>Synapses of each neuron.</summary>
    [Parameter("synapses of each neuron")]
    [Between(3, 1000)]
    public int Outdegree { get; init; } = 100;

    /// <summary>Part of the excitatory synapses at the largest weight.</summary>
    [Parameter("part of the excitatory synapses that have the largest weight, as plasticity would leave them; chosen so that groups neither die at once nor take over the network")]
    [Between(0, 1)]
    public double Strong { get; init; } = 0.35;

    /// <summary>Shortest chain of causes of a group.</summary>
    [Parameter("spikes on the longest chain of causes that a group must have")]
    [Between(2, 100)]
    public int ShortestChain { get; init; } = 7;

    /// <summary>Triplets of anchors.</summary>
    [Parameter("triplets of anchors that are tried for each neuron, chosen at random where there are more", Quick = 10)]
    [Between(1, 1_000_000)]
    public int Triplets { get; init; } = 100;

    /// <summary>How long a group is followed.</summary>
    [Parameter("no group is followed for longer, in ms")]
    [Between(50, 1000)]
    public double Longest { get; init; } = 150;

    /// <summary>Tables of the look-up layer.</summary>
    [Parameter("tables of the look-up layer")]
    [Between(1, 1000)]
    public int Tables { get; init; } = 64;

    /// <summary>Comparisons of each table.</summary>
    [Parameter("comparisons of spike times that make the row of a table")]
    [Between(1, 16)]
    public int Comparisons { get; init; } = 6;

    /// <summary>Volleys for training.</summary>
    [Parameter("volleys that both layers learn from", Quick = 5_000)]
    [Between(1, 10_000_000)]
    public int Volleys { get; init; } = 20_000;

    /// <inheritdoc/>
    public override string Id => "polychrony";

    /// <inheritdoc/>
    public override string Title => "Polychronous groups and look-up tables";

    /// <inheritdoc/>
    public override string Summary =>
        "In a network with delays a few neurons that fire at the right times set off a chain of spikes that is not synchronous but always the same; every triplet of strong inputs " +
        "to a neuron could be one, and some of them are tried. The network has the paper's size, but a random part of its synapses is at the largest weight, because plasticity is not part " +
        "of this run: so the groups that the paper finds after a day of plasticity are no reference, and only its statement is held that groups are more than neurons. A layer that reads the order of spikes as the row of a table is set beside a dense layer.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "E. M. Izhikevich",
        2006,
        "Polychronization: computation with spikes; and (2025) Spiking Manifesto, for the look-up tables",
        "Neural Computation 18(2), 245-282",
        "10.1162/089976606775093882");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [groupsPerNeuron, accuracy];

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Outdegree >= Neurons * 4 / 5) throw new ArgumentException($"Each of {Neurons} neurons has {Outdegree} synapses; there must be fewer than excitatory neurons.");
    }

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(Neurons, (long)Neurons * Outdegree, 50_000_000, 1 + (Neurons * (double)Triplets * 1.3e-4) + (Volleys * (double)Tables * 1e-7), "130 us for each triplet, 0.1 us for each table and volley, on one thread");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var random = new RandomStream(context.Seed, StreamPurpose.Data);
        var network = new DelayNetwork(Neurons, Outdegree, Strong, LongestDelay, ref random);
        List<List<Firing>> groups;
        int tried;
        using (Phase phase = context.Phase("Searching groups", "searchSeconds")) (groups, tried) = Search(network, phase, ref random);
        double all = network.StrongInputs.Sum(i => Combinations(i.Length));
        context.Claim(groupsPerNeuron, groups.Count * (all / tried) / Neurons);
        context.Result("groups, from the part of the triplets that was tried", groups.Count * (all / tried));
        context.Result("triplets", all);
        context.Result("triplets tried", tried);
        context.Result("longest chain of causes in a group", groups.Select(Chain).DefaultIfEmpty(0).Max(), "spikes");
        context.Result("groups found", groups.Count);
        if (groups.Count > 0) ShowGroups(context, groups);
        using (context.Phase("Learning volleys", "learnSeconds")) CompareLayers(context, ref random);
    }

    private static double Combinations(double inputs) => inputs * (inputs - 1) * (inputs - 2) / 6;

    private static int Chain(List<Firing> group) => group.Max(f => f.Layer);

    private (List<List<Firing>> Groups, int Tried) Search(DelayNetwork network, Phase phase, ref RandomStream random)
    {
        var search = new GroupSearch(network, Longest, MostFirings);
        var groups = new List<List<Firing>>();
        var tried = new HashSet<string>(StringComparer.Ordinal);
        for (int neuron = 0; neuron < Neurons; neuron++)
        {
            foreach (Synapse[] triplet in TripletsOf(network.StrongInputs[neuron], ref random))
            {
                // So that all three arrive at once; spikes cannot come before the first step.
                int latest = triplet.Max(s => s.Delay);
                (int Neuron, double Time)[] anchors = [.. triplet.Select(s => (s.Source, 1.0 + latest - s.Delay)).OrderBy(a => a.Source)];
                if (!tried.Add(string.Join(' ', anchors))) continue;
                List<Firing> group = search.Follow(anchors);
                if (group.Count > Anchors && group.Count < MostFirings && Chain(group) >= ShortestChain) groups.Add(group);
            }

            phase.Report((neuron + 1.0) / Neurons, $"{groups.Count} groups");
        }

        return (groups, tried.Count);
    }

    private List<Synapse[]> TripletsOf(Synapse[] inputs, ref RandomStream random)
    {
        var all = new List<Synapse[]>();
        for (int a = 0; a < inputs.Length; a++)
        {
            for (int b = a + 1; b < inputs.Length; b++)
            {
                for (int c = b + 1; c < inputs.Length; c++) all.Add([inputs[a], inputs[b], inputs[c]]);
            }
        }

        int wanted = Math.Min(Triplets, all.Count);
        for (int i = 0; i < wanted; i++)
        {
            int other = i + random.NextInt(all.Count - i);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return all[..wanted];
    }

    private void ShowGroups(ExperimentContext context, List<List<Firing>> groups)
    {
        double[] sizes = [.. groups.Select(g => (double)g.Count)], spans = [.. groups.Select(g => g[^1].Time - g[0].Time)], chains = [.. groups.Select(g => (double)Chain(g))];
        context.Result("mean size of a group", sizes.Average(), "spikes");
        context.Result("mean time span of a group", spans.Average(), "ms");
        context.Result("mean number of groups that a neuron takes part in", groups.Sum(g => g.Select(f => f.Neuron).Distinct().Count()) / (double)Neurons);
        context.Figure(new HistogramFigure("Sizes of groups", $"Groups in which a chain of causes has at least {ShortestChain} spikes.", "spikes", 30, new Sample("groups", sizes)));
        context.Figure(new HistogramFigure("Time spans of groups", $"From the first to the last spike; nothing is followed for more than {Longest} ms.", "time span [ms]", 30, new Sample("groups", spans)));
        context.Figure(new HistogramFigure("Chains of causes", "The longest of each group.", "spikes", 20, new Sample("groups", chains)));
        List<Firing> shown = groups.OrderBy(g => g.Count).ElementAt(groups.Count / 2);
        Series Part(string name, Func<Firing, bool> which) => new(name, [.. shown.Where(which).Select(f => f.Time)], [.. shown.Where(which).Select(f => (double)f.Neuron)]);
        context.Figure(new ScatterFigure("A group of median size", "Three anchors fire at times that make their spikes arrive together; the rest follows.", "time [ms]", "neuron", Part("anchors", f => f.Layer == 1), Part("others", f => f.Layer > 1)));
    }

    private void CompareLayers(ExperimentContext context, ref RandomStream random)
    {
        var task = new LatencyTask(Inputs, Classes, Templates, 1, ref random);
        var look = new LookUpLayer(Inputs, Classes, Tables, Comparisons, ref random);
        double[] dense = new double[(Inputs + 1) * Classes];
        for (int n = 0; n < Volleys; n++)
        {
            (double[] times, int wanted) = task.Draw(ref random);
            double[] errors = look.Of(times);
            LatencyTask.Errors(errors, wanted);
            look.Learn(times, errors, 0.05);
            errors = Dense(dense, times);
            LatencyTask.Errors(errors, wanted);
            for (int i = 0; i < dense.Length; i++) dense[i] += 0.02 * errors[i % Classes] * Scaled(times, i / Classes);
        }

        int rightLook = 0, rightDense = 0;
        for (int n = 0; n < TestVolleys; n++)
        {
            (double[] times, int wanted) = task.Draw(ref random);
            if (IndexOfLargest(look.Of(times)) == wanted) rightLook++;
            if (IndexOfLargest(Dense(dense, times)) == wanted) rightDense++;
        }

        double lookAccuracy = rightLook / (double)TestVolleys, denseAccuracy = rightDense / (double)TestVolleys;
        context.Claim(accuracy, lookAccuracy - denseAccuracy);
        context.Result("accuracy of the look-up layer", lookAccuracy);
        context.Result("accuracy of the dense layer", denseAccuracy);
        var table = new Table(
            "What a layer takes",
            $"A look-up layer of {Tables} tables with {Comparisons} comparisons each, beside a dense layer, for one forward pass. The first row is the layer that was trained.",
            "inputs", "outputs", "comparisons", "additions", "numbers stored", "multiply-adds, dense", "numbers stored, dense", "multiply-adds for each operation of the tables");
        foreach ((int inputs, int outputs) in new[] { (Inputs, Classes), (256, 256), (1024, 1024), (4096, 4096) })
        {
            (long comparisons, long additions, long numbers) = LookUpLayer.Cost(Tables, Comparisons, outputs);
            long multiplications = (long)inputs * outputs;
            table.Add(inputs, outputs, comparisons, additions, numbers, multiplications, multiplications + outputs, multiplications / (double)(comparisons + additions));
        }

        context.Table(table);
    }

    private static double Scaled(ReadOnlySpan<double> times, int input) => input == Inputs ? 1 : (times[input] - 10) / 10;

    private static double[] Dense(double[] weights, ReadOnlySpan<double> times)
    {
        double[] sum = new double[Classes];
        for (int i = 0; i < weights.Length; i++) sum[i % Classes] += weights[i] * Scaled(times, i / Classes);
        return sum;
    }

    private static int IndexOfLargest(double[] values) => Array.IndexOf(values, values.Max());
}
