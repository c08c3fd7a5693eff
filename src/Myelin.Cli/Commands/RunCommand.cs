using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Data;
using Myelin.Experiments;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin run</c> and <c>myelin train</c>: run an experiment and write its results and its report.</summary>
internal sealed class RunCommand : Command, IExperimentsCommand
{
    private const string QuickStart = "digits";

    private readonly Terminal terminal;
    private readonly Surroundings surroundings;
    private readonly IReadOnlyList<string> arguments;
    private readonly Option<ulong> seed = CommonOptions.Seed();
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly Option<bool> quick = CommonOptions.Quick();
    private readonly Option<string> output = CommonOptions.Out("out/<experiment>");
    private readonly Option<string> data = CommonOptions.Data();

    private RunCommand(
        string name, string description, IEnumerable<ExperimentEntry> entries, string? unnamed, Terminal terminal, Surroundings surroundings, IReadOnlyList<string> arguments)
        : base(name, description)
    {
        (this.terminal, this.surroundings, this.arguments) = (terminal, surroundings, arguments);
        Add(seed);
        Add(threads);
        Add(quick);
        Add(output);
        Add(data);
        SetAction(_ => IExperimentsCommand.MissingId(this));
        foreach (ExperimentEntry entry in entries)
        {
            ExperimentCommand command = new(entry);
            command.SetAction(parsed => Run(parsed, command));
            Add(command);
            if (!string.Equals(entry.Id, unnamed, StringComparison.Ordinal)) continue;
            Unnamed = entry;
            SetAction(parsed => Run(parsed, command));
        }
    }

    /// <summary>The experiment that is run where none is named; null where one has to be.</summary>
    public ExperimentEntry? Unnamed { get; }

    /// <summary><c>myelin run</c>: any experiment.</summary>
    public static RunCommand Any(Terminal terminal, ExperimentCatalogue catalogue, Surroundings surroundings, IReadOnlyList<string> arguments) => new(
        "run", "Run an experiment; 'myelin run <experiment> --help' shows its parameters", catalogue.Entries, null, terminal, surroundings, arguments);

    /// <summary><c>myelin train</c>: an experiment that trains a network; generated digits where none is named.</summary>
    public static RunCommand Training(Terminal terminal, ExperimentCatalogue catalogue, Surroundings surroundings, IReadOnlyList<string> arguments) => new(
        "train",
        $"Train a network; '{QuickStart}' where none is named, 'myelin train <experiment> --help' shows its parameters",
        catalogue.Entries.Where(entry => entry.Defaults is TrainingExperiment),
        QuickStart,
        terminal,
        surroundings,
        arguments);

    private int Run(ParseResult parsed, ExperimentCommand command)
    {
        RunSettings settings = new()
        {
            Seed = parsed.GetValue(seed),
            Threads = parsed.GetValue(threads),
            Quick = parsed.GetValue(quick),
            DataFolder = DataFolder.Find(parsed.GetValue(data), surroundings.Variable).Path,
            Command = Repeat(parsed),
        };
        ExperimentRun run = new(command.Entry, command.Create(parsed, settings.Quick), settings);
        run.Check(surroundings.AvailableMemoryBytes());
        OutputFolder folder = new(parsed.GetValue(output) ?? Path.Combine("out", command.Entry.Id), surroundings.CreateFile);
        RunSummary.Announce(terminal, command.Entry, run.Estimate);
        RunOutcome outcome = LongWork.Show(terminal, progress => run.Execute(folder, progress, surroundings.Cancellation));
        RunSummary.Write(terminal, outcome.Record, folder);
        if (outcome.Record.Status == RunStatus.Failed)
        {
            terminal.ErrorWriter.WriteLine($"The run of '{command.Entry.Id}' failed: {outcome.Record.Message}");
            if (arguments.Contains("--verbose", StringComparer.Ordinal))
                terminal.ErrorWriter.WriteLine(outcome.Problem);
            return ExitCode.Failure;
        }

        if (outcome.Record.Status == RunStatus.Cancelled)
        {
            terminal.ErrorWriter.WriteLine($"Stopped; what was measured until then is in '{folder.PathOf(ExperimentRun.ResultFile)}'.");
            return ExitCode.Cancelled;
        }

        return ExitCode.Success;
    }

    // The command as it was given, with what it left to defaults that another machine or version would choose differently.
    private string Repeat(ParseResult parsed)
    {
        List<string> added = [];
        if (parsed.GetResult(seed) is null or { Implicit: true })
            added.Add(string.Create(CultureInfo.InvariantCulture, $"--seed {parsed.GetValue(seed)}"));
        if (parsed.GetResult(threads) is null or { Implicit: true })
            added.Add(string.Create(CultureInfo.InvariantCulture, $"--threads {parsed.GetValue(threads)}"));
        return CommandText.Repeat(arguments, added);
    }
}
