using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Experiments;
using Myelin.Experiments.Benchmarks;
using Myelin.Experiments.Running;
using Spectre.Console;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin bench</c>: whole jobs, timed beside what other simulators need.</summary>
internal sealed class BenchCommand : Command
{
    private readonly Terminal terminal;
    private readonly WholeJobCatalogue catalogue;
    private readonly Surroundings surroundings;
    private readonly Option<int> runs = CommonOptions.Whole("--runs", "How often each benchmark is run", 3, 1, 1000);
    private readonly Option<string> filter = new("--filter") { Description = "Only the benchmarks whose name contains this text", HelpName = "text" };
    private readonly Option<ulong> seed = CommonOptions.Seed();
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly Option<string> output = CommonOptions.Out("out/bench");

    public BenchCommand(Terminal terminal, WholeJobCatalogue catalogue, Surroundings surroundings)
        : base("bench", "Time whole jobs several times, beside what other simulators need")
    {
        (this.terminal, this.catalogue, this.surroundings) = (terminal, catalogue, surroundings);
        Add(runs);
        Add(filter);
        Add(seed);
        Add(threads);
        Add(output);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        WholeJob[] jobs = Jobs(parsed.GetValue(filter));
        RunSettings settings = new() { Seed = parsed.GetValue(seed), Threads = parsed.GetValue(threads) };
        OutputFolder folder = new(parsed.GetValue(output) ?? Path.Combine("out", "bench"), surroundings.CreateFile);
        BenchRun bench = new(jobs, parsed.GetValue(runs), settings);
        BenchRecord record = LongWork.Show(terminal, progress => bench.Execute(folder, progress, surroundings.Cancellation));
        foreach (JobRecord job in record.Jobs)
            Write(terminal.Out, job);
        terminal.Out.Profile.Out.Writer.WriteLine($"results  {folder.PathOf(ExperimentRun.ResultFile)}");
        foreach (JobRecord job in record.Jobs.Where(job => job.Problem is not null))
            terminal.ErrorWriter.WriteLine($"The benchmark '{job.Name}' failed: {job.Problem}");
        if (record.Status == RunStatus.Cancelled)
            terminal.ErrorWriter.WriteLine("Stopped; the runs that had ended are written.");
        return record.Status switch { RunStatus.Completed => ExitCode.Success, RunStatus.Cancelled => ExitCode.Cancelled, _ => ExitCode.Failure };
    }

    private WholeJob[] Jobs(string? text)
    {
        if (catalogue.Jobs.Count == 0)
            throw new RunRefusedException("There are no benchmarks; name an assembly that has some with --assembly.");
        WholeJob[] jobs = [.. catalogue.Jobs.Where(job => text is null || job.Name.Contains(text, StringComparison.OrdinalIgnoreCase))];
        if (jobs.Length > 0)
            return jobs;
        string? nearest = NearestName.Of(text!, catalogue.Jobs.Select(job => job.Name));
        throw new UsageException($"No benchmark's name contains '{text}'; " + (nearest is null ? $"there are {string.Join(", ", catalogue.Jobs.Select(job => job.Name))}." : $"did you mean '{nearest}'?"));
    }

    private static void Write(IAnsiConsole console, JobRecord job)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns($"{Markup.Escape(job.Name)} ({Markup.Escape(job.Unit)})", "median", "min", "max", "vs Myelin", "source");
        string Share(double value) => job.Values.Count == 0 ? "" : Amount.Number(value / job.Median, 3) + "x";
        if (job.Values.Count > 0)
            table.AddRow(new Markup("[bold]Myelin[/]"), Number(job.Median), Number(job.Min), Number(job.Max), new Text("1x"), new Text($"{job.Values.Count} runs here"));
        foreach (PeerFigure peer in job.Peers)
            table.AddRow(new Text(peer.Name), Number(peer.Value), new Text(""), new Text(""), new Text(Share(peer.Value)), new Text(peer.Source));
        console.Write(table);
        foreach (FurtherFigure figure in job.Further)
            console.Profile.Out.Writer.WriteLine($"  {figure.Name}: {Amount.Number(figure.Value)}{(figure.Unit.Length > 0 ? " " : "")}{figure.Unit}");
    }

    private static Text Number(double value) => new(Amount.Number(value));
}
