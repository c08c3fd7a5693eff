using System.Xml.Linq;

namespace Myelin.Architecture.Tests;

/// <summary>What a project file says.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Path">The file, relative to the root of the repository.</param>
/// <param name="References">Names of the projects that it links to.</param>
/// <param name="Analyzers">Names of the projects that only read or write its code.</param>
/// <param name="Packages">The packages that it names itself.</param>
/// <param name="Friends">The assemblies that see its internals.</param>
internal sealed record ProjectFile(
    string Name,
    string Path,
    IReadOnlyList<string> References,
    IReadOnlyList<string> Analyzers,
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Friends)
{
    /// <summary>The projects of a folder of the repository.</summary>
    public static IReadOnlyList<ProjectFile> In(string folder) =>
    [
        .. Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public override string ToString() => Name;

    private static ProjectFile Read(string file)
    {
        XDocument project = XDocument.Load(file);
        ILookup<bool, string> references = project.Descendants("ProjectReference").ToLookup(
            item => item.Attribute("OutputItemType")?.Value == "Analyzer" && item.Attribute("ReferenceOutputAssembly")?.Value == "false",
            item => System.IO.Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')));
        return new ProjectFile(
            System.IO.Path.GetFileNameWithoutExtension(file),
            System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'),
            [.. references[false]],
            [.. references[true]],
            [.. project.Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value)],
            [.. project.Descendants("InternalsVisibleTo").Select(item => item.Attribute("Include")!.Value)]);
    }
}
