using Spectre.Console;

namespace Myelin.Cli.Output;

/// <summary>The two consoles of a command: results on one, progress and messages on the other.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error)
{
    // Text that goes into a file or another program is not broken at the width of a screen.
    private const int RedirectedWidth = 200;

    /// <summary>Where results go.</summary>
    public IAnsiConsole Out { get; } = Create(output);

    /// <summary>Where progress and messages go.</summary>
    public IAnsiConsole Error { get; } = Create(error);

    /// <summary>Where messages go that are written as they stand.</summary>
    public TextWriter ErrorWriter => error;

    /// <summary>Whether someone is watching the progress.</summary>
    public bool IsWatched => Error.Profile.Out.IsTerminal && Error.Profile.Capabilities.Ansi;

    private static IAnsiConsole Create(TextWriter writer)
    {
        AnsiConsoleOutput target = new(writer);
        if (target.IsTerminal)
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = target });
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = target,
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = RedirectedWidth;
        return console;
    }
}
