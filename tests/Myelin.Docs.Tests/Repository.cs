namespace Myelin.Docs.Tests;

/// <summary>The checkout that the tests belong to.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Myelin.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The documents whose code is compiled and run, relative to the root.</summary>
    public static IEnumerable<string> Documents =>
        Directory.EnumerateFiles(Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md"))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>The example programs, relative to the root.</summary>
    public static IEnumerable<string> Examples =>
        Directory.EnumerateFiles(Path.Combine(Root, "examples"), "*.cs").Select(file => "examples/" + Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>The text of a file.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Myelin.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository: no folder above them holds Myelin.slnx.");
    }
}
