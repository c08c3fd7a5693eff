using System.CommandLine;
using Myelin.Cli.Commands;

namespace Myelin.Cli;

/// <summary>Says in one sentence what of a command was not understood.</summary>
internal static class UsageProblem
{
    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [string token, ..])
            return token.StartsWith('-') ? UnknownOption(command, token) : UnknownWord(command, token);
        return parsed.Errors[0].Message;
    }

    private static string UnknownWord(Command command, string word)
    {
        string? nearest = NearestName.Of(word, command.Subcommands.Select(sub => sub.Name));
        string hint = nearest is null ? "" : $"did you mean '{nearest}'?";
        if (command is IExperimentsCommand)
            return $"There is no experiment '{word}'; {(nearest is null ? "'myelin list' shows those there are." : hint)}";
        return command is RootCommand
            ? $"There is no command '{word}'; {(nearest is null ? "'myelin --help' shows those there are." : hint)}"
            : $"'{Full(command)}' does not take '{word}'; '{Full(command)} --help' shows what it takes.";
    }

    private static string UnknownOption(Command command, string token)
    {
        string name = token.TrimStart('-').Split('=', ':')[0];
        if (command is ExperimentCommand experiment)
        {
            return experiment.Entry.Parameters.Any(parameter => string.Equals(parameter.Name, name, StringComparison.Ordinal))
                ? $"The parameter '--{name}' must come after the experiment's id: '{Full(command)} --{name} ...'."
                : experiment.Entry.UnknownParameter(name);
        }

        if (command is RunCommand { Unnamed: { } unnamed } && unnamed.Parameters.Any(parameter => string.Equals(parameter.Name, name, StringComparison.Ordinal)))
            return $"The parameter '--{name}' must come after the experiment's id: '{Full(command)} {unnamed.Id} --{name} ...'.";

        string? nearest = NearestName.Of("--" + name, Options(command).Select(option => option.Name));
        return $"'{Full(command)}' has no option '{token}'; " + (nearest is null ? $"'{Full(command)} --help' shows those there are." : $"did you mean '{nearest}'?");
    }

    private static IEnumerable<Option> Options(Command command) => command.Options.Concat(
        command.Parents.OfType<Command>().SelectMany(Options).Where(option => option.Recursive));

    private static string Full(Command command)
        => command is RootCommand ? "myelin" : string.Join(' ', command.Parents.OfType<Command>().Take(1).Select(Full).Append(command.Name));
}
