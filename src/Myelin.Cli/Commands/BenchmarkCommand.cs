using System.CommandLine;
using System.Globalization;
using Myelin.Analysis.Energy;
using Myelin.Cli.Output;
using Myelin.Data;
using Myelin.Experiments;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Learning;
using Myelin.Learning.Complexity;
using Spectre.Console;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin benchmark</c>: what NeuroBench measures of a trained network: quality, size, sparsity, operations and their energy. (<c>myelin bench</c> measures times.)</summary>
internal sealed class BenchmarkCommand : Command
{
    private readonly Terminal terminal;
    private readonly ExperimentCatalogue catalogue;
    private readonly Surroundings surroundings;
    private readonly Argument<string> model = new("model") { Description = "The output folder of 'myelin train', a checkpoint in it (.ckpt), or a network in a file (.onnx, .nir)" };
    private readonly Option<string> on = new("--on") { Description = $"For a network in a file, the samples: {SampleSet.Names} [default: mnist]", HelpName = "set" };
    private readonly Option<int> steps = CommonOptions.Whole("--steps", "For a network in a .nir file, the time steps that a sample is shown for", 10, 1, 10_000);
    private readonly Option<int> samples = CommonOptions.Whole("--samples", "The most samples that are run", 500, 1, 10_000_000);
    private readonly Option<string> energy = new("--energy") { Description = $"Energies of operations: {string.Join(", ", EnergyTable.All.Select(t => t.Id))}, or a file of JSON [default: {EnergyTable.All[0].Id}]", HelpName = "table" };
    private readonly Option<string> memory = new("--memory") { Description = "The memory that weights, states and activations are in, as the table of energies calls it [default: its cheapest]", HelpName = "name" };
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly Option<string> data = CommonOptions.Data();

    public BenchmarkCommand(Terminal terminal, ExperimentCatalogue catalogue, Surroundings surroundings)
        : base("benchmark", "Measure a trained network as NeuroBench does: accuracy, footprint, sparsity, operations, energy")
    {
        (this.terminal, this.catalogue, this.surroundings) = (terminal, catalogue, surroundings);
        Add(model);
        foreach (Option option in (Option[])[on, steps, samples, energy, memory, threads, data]) Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(model)!;
        if (!File.Exists(path) && !Directory.Exists(path)) throw new UsageException($"There is no file or folder '{path}'.");
        EnergyTable table = Table(parsed.GetValue(energy));
        string? place = parsed.GetValue(memory);
        Check(table, place);
        Workers.Threads = parsed.GetValue(threads);
        string folder = DataFolder.Find(parsed.GetValue(data), surroundings.Variable).Path;
        int most = parsed.GetValue(samples);
        NeuroBench metrics;
        string title;
        if (Path.GetExtension(path).ToUpperInvariant() is ".ONNX" or ".NIR")
        {
            SampleSet set = SampleSet.Named(parsed.GetValue(on) ?? "mnist", "--on");
            title = $"{Path.GetFileName(path)} on {set.Title}";
            metrics = FileNetwork.Open(path, parsed.GetValue(steps)).Measure(set, folder, most, surroundings.Cancellation);
        }
        else
        {
            if (parsed.GetResult(on) is { Implicit: false } || parsed.GetResult(steps) is { Implicit: false })
                throw new UsageException("--on and --steps are for networks in .onnx and .nir files; a checkpoint is measured on the test samples of its own experiment.");
            TrainedNetwork trained = TrainedNetwork.Open(path, catalogue, folder);
            title = $"{trained.Experiment.Title}, {trained.Checkpoint}";
            metrics = trained.Measure(most, surroundings.Cancellation);
        }

        Write(title, metrics, table, place);
        return ExitCode.Success;
    }

    private static EnergyTable Table(string? name)
    {
        if (name is null) return EnergyTable.All[0];
        if (File.Exists(name)) return EnergyTable.Read(name);
        try
        {
            return EnergyTable.Named(name);
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(problem.Message, problem);
        }
    }

    private static void Check(EnergyTable table, string? memory)
    {
        try
        {
            _ = new EnergyModel(table, BitWidths.Single, memory);
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(problem.Message, problem);
        }
    }

    private void Write(string title, NeuroBench metrics, EnergyTable table, string? place)
    {
        TextWriter writer = terminal.Out.Profile.Out.Writer;
        writer.WriteLine(title);
        (string Name, string Value)[] rows =
        [
            ("samples", Text(metrics.Samples)),
            ("accuracy", double.IsNaN(metrics.Accuracy) ? "no classes" : string.Create(CultureInfo.InvariantCulture, $"{100 * metrics.Accuracy:0.00} %")),
            ("footprint [bytes]", Text(metrics.Footprint)),
            ("parameters", Text(metrics.ParameterCount)),
            ("connection sparsity", Ratio(metrics.ConnectionSparsity)),
            ("activation sparsity", Ratio(metrics.ActivationSparsity)),
            ("synaptic operations, dense", Text(metrics.Total.Dense)),
            ("synaptic operations, effective MACs", Text(metrics.Total.EffectiveMacs)),
            ("synaptic operations, effective ACs", Text(metrics.Total.EffectiveAcs)),
            ("membrane updates", Text(metrics.MembraneUpdates)),
            ("neuron operations, effective", Text(metrics.EffectiveNeuronOperations)),
            ("neuron operations, dense", Text(metrics.DenseNeuronOperations)),
        ];
        foreach ((string name, string value) in rows) writer.WriteLine($"  {name,-38} {value,16}");
        writer.WriteLine();
        writer.WriteLine("By layer, for a sample:");
        Table shown = new Table().Border(TableBorder.Simple).AddColumns("layer", "kind", "dense", "MACs", "ACs", "events", "state updates", "zeros", "memory [[bits]]", "energy [[nJ]]");
        EnergyCost sum = default;
        foreach (LayerOperations layer in metrics.Layers)
        {
            EnergyCost cost = layer.Energy(table, BitWidths.Single, place);
            sum += cost;
            string[] cells =
            [
                layer.Name.Length == 0 ? "(all)" : layer.Name, layer.Kind, Text(layer.Counts.Dense), Text(layer.Counts.EffectiveMacs), Text(layer.Counts.EffectiveAcs), Text(layer.Counts.SynapticEvents),
                Text(layer.Counts.StateUpdates), double.IsNaN(layer.ActivationSparsity) ? "" : Ratio(layer.ActivationSparsity), Text(layer.TrafficBits(BitWidths.Single)), Text(cost.Nanojoules),
            ];
            shown.AddRow([.. cells.Select(Markup.Escape)]);
        }

        terminal.Out.Write(shown);
        writer.WriteLine($"energy of a sample: {Text(sum.Nanojoules)} nJ, {Text(sum.Compute / 1000)} of it arithmetic, in single precision, {table.Process}, {place ?? table.Memories[0].Name}");
        writer.WriteLine($"energies of operations: {table.Source}");
    }

    private static string Text(double value) => Math.Abs(value) >= 1e5 ? value.ToString("0.000e0", CultureInfo.InvariantCulture) : value.ToString(value == Math.Floor(value) ? "0" : "0.##", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
