namespace Myelin.Cli;

/// <summary>A command as one would type it again.</summary>
internal static class CommandText
{
    /// <summary>The arguments after the program's name, those with spaces in quotes, and what is added to them.</summary>
    public static string Repeat(IReadOnlyList<string> arguments, params IReadOnlyList<string> added) => string.Join(' ', ["myelin", .. arguments.Select(Quoted), .. added]);

    private static string Quoted(string word) => word.Length == 0 || word.Any(char.IsWhiteSpace) ? $"\"{word}\"" : word;
}
