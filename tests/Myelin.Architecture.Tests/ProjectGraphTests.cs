using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Myelin.Architecture.Tests;

/// <summary>Which project may reference which: downward only. Chips stand on the simulator, which runs their words; the simulator and the trainer never see each other.</summary>
public sealed partial class ProjectGraphTests
{
    // From the bottom up. A project may reference those of lower rows, and in its own row those that it names here.
    private static readonly string[][] rows =
    [
        ["Myelin"],
        ["Myelin.Analysis", "Myelin.Data", "Myelin.Interchange"],
        ["Myelin.Simulation", "Myelin.Learning"],
        ["Myelin.Hardware"],
        ["Myelin.Experiments"],
        ["Myelin.Cli", "Myelin.Studio"],
    ];

    // Works at build time, beside all rows.
    private const string Generator = "Myelin.Generators";

    private static IReadOnlyList<ProjectFile> Projects { get; } = ProjectFile.In("src");

    public static TheoryData<string> Names => [.. Projects.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Project_references_lower_rows_only(string name)
    {
        ProjectFile project = Projects.Single(p => p.Name == name);
        if (name == Generator)
        {
            project.References.ShouldBeEmpty();
            return;
        }

        int row = Row(name);
        row.ShouldBeGreaterThanOrEqualTo(0, $"{name} is in no row of the architecture; say in which it belongs");
        foreach (string reference in project.References)
        {
            reference.ShouldNotBe(Generator, $"{name} links to the source generator, which is an analyzer");
            Row(reference).ShouldBeInRange(0, row - 1, $"{name} references {reference}, which is not below it");
        }

        project.Analyzers.ShouldAllBe(analyzer => analyzer == Generator);
    }

    [Fact]
    public void The_vocabulary_has_no_package_and_no_native_code()
    {
        Projects.Single(p => p.Name == "Myelin").Packages.ShouldBeEmpty();
        foreach (string file in Repository.Sources("src/Myelin"))
            NativeCode().IsMatch(Repository.Read(file)).ShouldBeFalse($"{file} calls native code, which the vocabulary does not need");
    }

    [Fact]
    public void Internals_are_seen_by_tests_and_benchmarks_only()
    {
        foreach (ProjectFile project in Projects) project.Friends.ShouldAllBe(friend => friend.EndsWith(".Tests", StringComparison.Ordinal) || friend == "Myelin.Benchmarks");
        foreach (string file in Repository.Sources("src"))
            Repository.Read(file).ShouldNotContain("InternalsVisibleTo", Case.Sensitive, $"{file} shows its internals; project files do that");
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        IEnumerable<string> listed = XDocument.Parse(Repository.Read("Myelin.slnx")).Descendants("Project").Select(p => p.Attribute("Path")!.Value.Replace('\\', '/'));
        listed.Order(StringComparer.Ordinal).ShouldBe(Projects.Concat(ProjectFile.In("tests")).Concat(ProjectFile.In("benchmarks")).Select(p => p.Path).Order(StringComparer.Ordinal));
    }

    private static int Row(string project) => Array.FindIndex(rows, row => row.Contains(project));

    [GeneratedRegex(@"\b(DllImport|LibraryImport|NativeLibrary)\b")]
    private static partial Regex NativeCode();
}
