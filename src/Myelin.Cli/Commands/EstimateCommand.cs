using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Experiments;
using Spectre.Console;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin estimate</c>: what a run would take, before anything is built.</summary>
internal sealed class EstimateCommand : Command, IExperimentsCommand
{
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly Option<bool> quick = CommonOptions.Quick();

    public EstimateCommand(Terminal terminal, ExperimentCatalogue catalogue, Surroundings surroundings)
        : base("estimate", "Say what a run would take: neurons, synapses, memory and time")
    {
        Add(threads);
        Add(quick);
        SetAction(_ => IExperimentsCommand.MissingId(this));
        foreach (ExperimentEntry entry in catalogue.Entries)
        {
            ExperimentCommand command = new(entry);
            command.SetAction(parsed => Write(terminal.Out, command.Create(parsed, parsed.GetValue(quick)), parsed.GetValue(threads), surroundings.AvailableMemoryBytes()));
            Add(command);
        }
    }

    private static void Write(IAnsiConsole console, Experiment experiment, int threads, long available)
    {
        Estimate estimate = experiment.Estimate(threads);
        bool fits = estimate.MemoryBytes <= available;
        Grid grid = new Grid().AddColumn().AddColumn();
        grid.AddRow(new Text("neurons"), new Text(Amount.Count(estimate.Neurons)));
        grid.AddRow(new Text("synapses"), new Text(Amount.Count(estimate.Synapses)));
        grid.AddRow(new Text("memory"), new Text($"{Amount.Bytes(estimate.MemoryBytes)} ({Amount.Bytes(available)} available{(fits ? "" : ", too little")})"));
        grid.AddRow(new Text("time"), new Text($"about {Amount.Seconds(estimate.Seconds)} with {threads} {(threads == 1 ? "thread" : "threads")}"));
        console.Write(grid);
        console.WriteLine(estimate.Basis);
        if (!fits && experiment.WouldFit(available, threads) is { } hint)
            console.WriteLine($"With {hint} it would fit.");
    }
}
