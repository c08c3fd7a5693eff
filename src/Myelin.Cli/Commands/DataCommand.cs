using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Data;
using Myelin.Data.Downloads;
using Myelin.Experiments;
using Myelin.Experiments.Running;
using Spectre.Console;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin data</c>: lists data sets, gets them and checks them.</summary>
internal sealed class DataCommand : Command
{
    private readonly Terminal terminal;
    private readonly Surroundings surroundings;
    private readonly Option<string> data = CommonOptions.Data();

    public DataCommand(Terminal terminal, Surroundings surroundings)
        : base("data", "List data sets, get them and check them")
    {
        (this.terminal, this.surroundings) = (terminal, surroundings);
        Add(data);
        Command list = new("list", "List the data sets, and say which are here");
        list.SetAction(List);
        Add(list);

        Argument<string[]> wanted = new("name") { Description = "The sets' names; 'myelin data list' shows them", Arity = ArgumentArity.ZeroOrMore };
        Command get = new("get", "Get data sets; what has been received already is not got again") { wanted };
        get.SetAction(parsed => Get(parsed, parsed.GetValue(wanted) ?? []));
        Add(get);

        Argument<string[]> looked = new("name") { Description = "The sets' names [default: those that are here]", Arity = ArgumentArity.ZeroOrMore };
        Command verify = new("verify", "Check that the files of data sets are what they should be") { looked };
        verify.SetAction(parsed => Verify(parsed, parsed.GetValue(looked) ?? []));
        Add(verify);
        SetAction(MissingVerb);
    }

    private static int MissingVerb(ParseResult parsed) => throw new UsageException("'myelin data' needs one of 'list', 'get' and 'verify'.");

    private DataFolder Folder(ParseResult parsed) => DataFolder.Find(parsed.GetValue(data), surroundings.Variable);

    private void List(ParseResult parsed)
    {
        DataFolder folder = Folder(parsed);
        Table table = new Table().Border(TableBorder.Simple).AddColumns("name", "what it is", "size", "licence", "state");
        foreach (DataSource set in surroundings.DataSets)
            table.AddRow(new Markup($"[bold]{Markup.Escape(set.Name)}[/]"), new Text(set.Title), new Text(Amount.Bytes(set.Bytes)), new Text(set.Licence), new Text(set.IsIn(folder) ? "here" : "not here"));
        terminal.Out.Write(table);
        terminal.Out.WriteLine($"The data folder is '{folder}'.");
    }

    private int Get(ParseResult parsed, string[] names)
    {
        if (names.Length == 0) throw new UsageException("'myelin data get' needs the name of a data set; 'myelin data list' shows them.");
        DataSource[] sets = [.. names.Select(Find)];
        DataFolder folder = Folder(parsed);
        using HttpClient client = new();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("myelin/" + Machine.Version.Split('+')[0]);
        Downloader downloader = new(client);
        foreach (DataSource set in sets)
        {
            bool got = LongWork.Show(terminal, progress => set.Files.Aggregate(false, (any, file) => Get(downloader, file, folder, progress) || any));
            terminal.Out.WriteLine(got ? $"'{set.Name}' is in '{folder}'. Licence: {set.Licence}. To cite: {set.Citation}." : $"'{set.Name}' was in '{folder}' already.");
        }

        return ExitCode.Success;
    }

    private bool Get(Downloader downloader, DataFile file, DataFolder folder, IRunProgress progress)
    {
        progress.Begin(file.Path);
        bool completed = false;
        try
        {
            bool got = downloader.GetAsync(file, folder, bytes => progress.Report(Math.Min(1, bytes / (double)file.Bytes), Amount.Bytes(bytes)), surroundings.Cancellation).GetAwaiter().GetResult();
            completed = true;
            return got;
        }
        finally
        {
            progress.End(completed);
        }
    }

    private int Verify(ParseResult parsed, string[] names)
    {
        DataFolder folder = Folder(parsed);
        DataSource[] sets = names.Length > 0 ? [.. names.Select(Find)] : [.. surroundings.DataSets.Where(set => set.IsIn(folder))];
        if (sets.Length == 0)
        {
            terminal.Out.WriteLine($"There are no data sets in '{folder}'; 'myelin data get' gets them.");
            return ExitCode.Success;
        }

        bool right = true;
        foreach (DataSource set in sets)
        {
            foreach (DataFile file in set.Files)
            {
                surroundings.Cancellation.ThrowIfCancellationRequested();
                DataFileState state = file.Check(folder);
                right &= state == DataFileState.Right;
                terminal.Out.WriteLine($"{file.Path}: {Text(state, set)}");
            }
        }

        return right ? ExitCode.Success : ExitCode.Failure;
    }

    private static string Text(DataFileState state, DataSource set) => state switch
    {
        DataFileState.Right => "as it should be",
        DataFileState.Wrong => $"not what it should be; 'myelin data get {set.Name}' gets it anew",
        _ => $"not there; 'myelin data get {set.Name}' gets it",
    };

    private DataSource Find(string name)
    {
        if (surroundings.DataSets.FirstOrDefault(set => string.Equals(set.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        string? nearest = NearestName.Of(name, surroundings.DataSets.Select(set => set.Name));
        throw new UsageException($"There is no data set '{name}'; {(nearest is null ? "'myelin data list' shows those there are." : $"did you mean '{nearest}'?")}");
    }
}
