using System.CommandLine;
using System.Globalization;
using Myelin.Experiments;
using Myelin.Experiments.Parameters;

namespace Myelin.Cli.Commands;

/// <summary>A command with a subcommand for each experiment.</summary>
internal interface IExperimentsCommand
{
    /// <summary>What happens without the id of an experiment.</summary>
    static int MissingId(Command command) => throw new UsageException($"'myelin {command.Name}' needs the id of an experiment; 'myelin list' shows them.");
}

/// <summary>A subcommand for one experiment, with an option for each parameter.</summary>
internal sealed class ExperimentCommand : Command
{
    private readonly List<(ExperimentParameter Parameter, Option<string> Option)> options = [];

    public ExperimentCommand(ExperimentEntry entry)
        : base(entry.Id, $"{entry.Defaults.Title}. {entry.Defaults.Summary} {entry.Defaults.Paper}")
    {
        Entry = entry;
        foreach (ExperimentParameter parameter in entry.Parameters)
        {
            Option<string> option = new("--" + parameter.Name)
            {
                Description = Describe(parameter),
                HelpName = parameter.Placeholder,
                Arity = parameter.IsSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
            };
            option.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && parameter.Problem(result.Tokens[0].Value) is { } problem)
                    result.AddError(problem);
            });
            options.Add((parameter, option));
            Add(option);
        }
    }

    /// <summary>The experiment.</summary>
    public ExperimentEntry Entry { get; }

    /// <summary>The experiment with the parameters of the command.</summary>
    /// <exception cref="UsageException">Two parameters contradict each other.</exception>
    public Experiment Create(ParseResult parsed, bool quick)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        foreach ((ExperimentParameter parameter, Option<string> option) in options)
        {
            if (parsed.GetResult(option) is { Implicit: false } result)
                given[parameter.Name] = result.Tokens.Count == 0 ? "true" : result.Tokens[0].Value;
        }

        try
        {
            return Entry.Create(given, quick);
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(problem.Message, problem);
        }
    }

    private static string Describe(ExperimentParameter parameter)
    {
        string unit = parameter.Unit.Length == 0 ? "" : " " + parameter.Unit;
        string quick = parameter.Quick is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; quick: {parameter.Quick}{unit}");
        return $"{parameter.Summary} [default: {parameter.Default}{unit}{quick}]";
    }
}
