using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Data.Files;
using Myelin.Experiments.NirZoo;
using Myelin.Experiments.Running;
using Myelin.Interchange.Mapping;
using Myelin.Simulation;
using Spectre.Console;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin run-nir</c>: runs the graph of a NIR file on an input.</summary>
internal sealed class RunNirCommand : Command
{
    private const int MostRows = 20;

    private readonly Terminal terminal;
    private readonly Surroundings surroundings;
    private readonly Argument<string> file = new("file") { Description = "A NIR file (.nir)" };
    private readonly Option<string> input = new("--input") { Description = "What is fed [steps, elements], as .csv or .npy: spikes where all are 0 or 1, else numbers", HelpName = "file" };
    private readonly NirReading reading = new();
    private readonly Option<bool> precise = new("--double") { Description = "Compute in double precision" };
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly Option<string> output = CommonOptions.Out("out/run-nir");

    public RunNirCommand(Terminal terminal, Surroundings surroundings)
        : base("run-nir", "Run the graph of a NIR file on spikes or numbers, and write what leaves it")
    {
        (this.terminal, this.surroundings) = (terminal, surroundings);
        Add(file);
        foreach (Option option in (Option[])[input, .. reading.Options, precise, threads, output]) Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = NirInput.Existing(parsed.GetValue(file)!);
        string data = NirInput.Existing(parsed.GetValue(input) ?? throw new UsageException("'myelin run-nir' needs --input with a file of spikes or numbers [steps, elements]."));
        (NirNetwork network, double[] values) = reading.Read(parsed, path, elements => NirInput.Read(data, elements));
        int elements = (int)network.Inputs.Single().Shape.Count;
        network.Feed(values);
        foreach (SemanticsNote note in network.Report) terminal.ErrorWriter.WriteLine(note.ToString());
        OutputFolder folder = new(parsed.GetValue(output) ?? Path.Combine("out", "run-nir"), surroundings.CreateFile);
        var run = new NirRun(network, values.Length / elements, new SimulationOptions
        {
            Threads = parsed.GetValue(threads),
            Precision = parsed.GetValue(precise) ? Precision.Double : Precision.Single,
            MemoryLimit = surroundings.AvailableMemoryBytes(),
            Cancellation = surroundings.Cancellation,
        });
        foreach (NirPort port in network.Outputs) Write(run, port, folder, network.Outputs.Count == 1 ? "output" : port.Name);
        return ExitCode.Success;
    }

    private void Write(NirRun run, NirPort port, OutputFolder folder, string name)
    {
        double[] values = run.Output(port.Name);
        int elements = (int)port.Shape.Count;
        bool isSpikes = Array.TrueForAll(values, v => v is 0 or 1);
        double[] sums = new double[elements];
        for (int i = 0; i < values.Length; i++) sums[i % elements] += values[i];
        Table table = new Table().Border(TableBorder.Simple).AddColumns(Markup.Escape($"{port.Name}, element"), isSpikes ? "spikes" : "sum");
        for (int i = 0; i < Math.Min(elements, MostRows); i++) table.AddRow(i.ToString(CultureInfo.InvariantCulture), sums[i].ToString("G6", CultureInfo.InvariantCulture));
        terminal.Out.Write(table);
        if (elements > MostRows) terminal.Out.WriteLine($"{elements - MostRows} elements more");
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Steps} steps, {(isSpikes ? "spikes" : "sum")} of all {sums.Sum():G6}, largest at element {Array.IndexOf(sums, sums.Max())}"));
        folder.Write(name + ".npy", stream => NpyFile.Write(stream, NpyArray.Of<double>(values, run.Steps, elements)));
        folder.Write(name + ".csv", stream => WriteTable(stream, values, elements));
        TextWriter writer = terminal.Out.Profile.Out.Writer;
        writer.WriteLine($"output   {folder.PathOf(name + ".csv")}");
        writer.WriteLine($"output   {folder.PathOf(name + ".npy")}");
    }

    private static void WriteTable(Stream stream, double[] values, int elements)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        for (int i = 0; i < values.Length; i++)
        {
            writer.Write(values[i].ToString("R", CultureInfo.InvariantCulture));
            writer.Write((i + 1) % elements == 0 ? '\n' : ',');
        }
    }
}
