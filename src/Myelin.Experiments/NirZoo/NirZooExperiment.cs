using System.Globalization;
using Myelin.Data.Files;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Interchange.Mapping;
using Myelin.Interchange.Nir;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation;
using static Myelin.Syntax;

namespace Myelin.Experiments.NirZoo;

/// <summary>Graphs of NIR that other tools wrote: read, saved again, run, and held against what those tools computed.</summary>
public sealed class NirZooExperiment : Experiment
{
    private const string Lif = "lif_norse.nir";
    private const int Steps = 256;

    private static readonly Claim readable = Claim.AtLeast("share of files that are read", 1);
    private static readonly Claim saved = Claim.AtLeast("share of files that are equal when saved and read again", 1);
    private static readonly Claim runs = Claim.AtLeast("share of files that run, or are refused for their known defect", 1);
    private static readonly Claim spikes = Claim.Value("output spikes of " + Lif, 4, 0);
    private static readonly Claim earliest = Claim.AtLeast("steps by which the last spike comes after that of the earliest tool", 0);
    private static readonly Claim latest = Claim.AtMost("steps by which the last spike comes after that of the latest tool", 0);
    private static readonly Claim membrane = Claim.AtMost("largest difference of the membrane potential from Norse", 1e-6);

    // What is wrong with published files; found by reading them.
    private static readonly Dictionary<string, string> defects = new(StringComparer.Ordinal)
    {
        ["braille_noDelay_bias_zero_subgraph.nir"] = "there is no such node",
        ["braille_noDelay_noBias_subtract_subgraph.nir"] = "there is no such node",
        ["braille_rockpool_tests.nir"] = "declares the shape (12,), but gets (38,)",
    };

    /// <inheritdoc/>
    public override string Id => "nir-zoo";

    /// <inheritdoc/>
    public override string Title => "Networks of other tools, by NIR";

    /// <inheritdoc/>
    public override string Summary =>
        "Published files of the neuromorphic intermediate representation, written by Norse, snnTorch, Sinabs, Rockpool and others, are read, saved again and run. " +
        "Where their tools' outputs are known, ours is held against them: the single neuron of the paper's first experiment. The input of the recurrent networks was not published, so they get random spikes.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "J. E. Pedersen et al.", 2024, "Neuromorphic intermediate representation: A unified instruction set for interoperable brain-inspired computing", "Nature Communications 15, 8122", "10.1038/s41467-024-52259-9");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [new("NIR files and reference outputs", "nir", "https://github.com/neuromorphs/NIR/tree/main/paper (the .nir files in 'nir', the tables of outputs in 'nir/reference')")];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [readable, saved, runs, spikes, earliest, latest, membrane];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(15_000, 1_000_000, 300_000_000, 10, "A second for a file.");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        string folder = context.DataPath("nir");
        string[] files = [.. Directory.EnumerateFiles(folder, "*.nir").Order(StringComparer.Ordinal)];
        if (files.Length == 0) throw new RunRefusedException($"The folder '{folder}' has no NIR files (*.nir).");
        var table = new Table("Files", "What each file is, and what became of it.", "file", "nodes", "edges", "parameters", "run");
        var notes = new List<(string File, SemanticsReport Report)>();
        (int read, int equal, int right) = (0, 0, 0);
        using (Phase phase = context.Phase("Running the files", "simulateSeconds"))
        {
            for (int i = 0; i < files.Length; i++)
            {
                string name = Path.GetFileName(files[i]);
                phase.Report((double)i / files.Length, name);
                NirDocument document = NirFile.Read(files[i]);
                read++;
                if (IsEqualAgain(context, document.Graph)) equal++;
                (string outcome, SemanticsReport? report) = Outcome(context, name, document.Graph);
                if (report is not null) notes.Add((name, report));
                if (report is not null || (defects.TryGetValue(name, out string? defect) && outcome.Contains(defect, StringComparison.Ordinal))) right++;
                IEnumerable<string> types = document.Graph.Nodes.Values.GroupBy(n => n.Type, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Count() == 1 ? g.Key : $"{g.Count()} {g.Key}");
                table.Add(name, string.Join(", ", types), document.Graph.Edges.Length, Amount.Bytes(document.Graph.Bytes), outcome);
            }
        }

        context.Claim(readable, (double)read / files.Length);
        context.Claim(saved, (double)equal / files.Length);
        context.Claim(runs, (double)right / files.Length);
        context.Table(table);
        if (files.Any(f => string.Equals(Path.GetFileName(f), Lif, StringComparison.Ordinal))) Compare(context, folder);
        foreach ((string file, SemanticsReport report) in notes) context.Text($"What was assumed of {file}", [.. report.Select(n => n.ToString())]);
    }

    private static bool IsEqualAgain(ExperimentContext context, NirGraph graph)
    {
        string path = Path.Combine(context.OutputFolder, $".again.{Environment.ProcessId}.nir");
        try
        {
            NirFile.Write(path, graph, compression: 4);
            return NirFile.Read(path).Graph.Equals(graph);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (string Text, SemanticsReport? Report) Outcome(ExperimentContext context, string file, NirGraph graph)
    {
        NirNetwork network;
        try
        {
            network = graph.ToNetwork(new NirImportOptions { Reset = file.Contains("subtract", StringComparison.Ordinal) ? ResetMode.Subtract : ResetMode.Zero, Seed = context.Seed });
        }
        catch (InvalidDataException problem)
        {
            return ("refused: " + problem.Message, null);
        }

        foreach (NirPort input in network.Inputs)
        {
            var random = new RandomStream(context.Seed, StreamPurpose.InitialState, (uint)input.Shape.Count);
            double[] values = new double[Steps * input.Shape.Count];
            for (int i = 0; i < values.Length; i++) values[i] = random.NextDouble() < 0.05 ? 1 : 0;
            network.Feed(values, input.Name);
        }

        var run = new NirRun(network, Steps, new SimulationOptions { Threads = context.Threads, Cancellation = context.Cancellation });
        string counts = string.Join(", ", run.SpikeCounts.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value}")));
        return ($"spikes in {Steps} steps of {network.Dt}: {counts}", network.Report);
    }

    private static void Compare(ExperimentContext context, string folder)
    {
        string[] tools = [.. Directory.EnumerateFiles(Path.Combine(folder, "reference"), "01_lif_*.csv*").Order(StringComparer.Ordinal)];
        string? norse = Array.Find(tools, t => t.Contains("_norse.", StringComparison.Ordinal));
        if (norse is null) return;
        double[][] reference = Rows(norse);
        NirNetwork network = NirFile.Read(Path.Combine(folder, Lif)).Graph.ToNetwork();
        network.Feed([.. reference.Select(row => row[0])]);
        var run = new NirRun(network, reference.Length, new SimulationOptions { Precision = Precision.Double }, membrane: "1");
        int[] own = At(run.Output());
        var table = new Table("The single neuron beside other tools", $"Steps of {network.Dt} in which {Lif} gives a spike.", "tool", "spikes", "steps");
        table.Add("Myelin", own.Length, string.Join(", ", own));
        var last = new List<int>();
        foreach (string tool in tools)
        {
            int[] theirs = At([.. Rows(tool).Select(row => row[2])]);
            if (theirs.Length > 0) last.Add(theirs[^1]);
            table.Add(Path.GetFileName(tool).Split('.')[0]["01_lif_".Length..], theirs.Length, string.Join(", ", theirs));
        }

        context.Table(table);
        context.Claim(spikes, own.Length);
        if (own.Length > 0)
        {
            context.Claim(earliest, own[^1] - last.Min());
            context.Claim(latest, own[^1] - last.Max());
        }

        double[] potential = run.Membrane("1"), theirsPotential = [.. reference.Select(row => row[1])];
        context.Claim(membrane, potential.Zip(theirsPotential, (a, b) => Math.Abs(a - b)).Max());
        double[] time = [.. Enumerable.Range(1, potential.Length).Select(t => (t * network.Dt).InMilliseconds)];
        context.Figure(new LineFigure("Membrane potential", $"Of the neuron of {Lif}.", "time [ms]", "potential", new Series("Myelin", time, potential), new Series("Norse", time, theirsPotential)));
    }

    private static double[][] Rows(string path)
    {
        CsvFile file = CsvFile.Read(path);
        return [.. Enumerable.Range(0, file.Rows).Select(row => Enumerable.Range(0, file.Columns).Select(column => file.Number(row, column)).ToArray())];
    }

    private static int[] At(double[] series) => [.. Enumerable.Range(0, series.Length).Where(t => series[t] != 0)];
}
