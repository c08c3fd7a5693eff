using System.Globalization;
using System.Text.RegularExpressions;

namespace Myelin.Docs.Tests;

/// <summary>docs/catalogue.md and the numbers in the README are true; run with MYELIN_WRITE_DOCS=1 to write them anew.</summary>
public sealed partial class CatalogueTests
{
    private const string Page = "docs/catalogue.md";
    private const string Readme = "README.md";

    private static bool IsWriting => Environment.GetEnvironmentVariable("MYELIN_WRITE_DOCS") is { Length: > 0 };

    [Fact]
    public void Catalogue_lists_what_there_is()
    {
        string text = Catalogue.Write();
        if (IsWriting) File.WriteAllText(Path.Combine(Repository.Root, Page), text);
        Repository.Read(Page).ReplaceLineEndings("\n").Split('\n').ShouldBe(text.ReplaceLineEndings("\n").Split('\n'), $"{Page} is not true any more; write it anew");
    }

    [Fact]
    public void Every_entry_says_what_it_is()
    {
        Catalogue.Sections.ShouldAllBe(section => section.Rows.Count > 0);
        Catalogue.Sections.SelectMany(section => section.Rows).SelectMany(row => row).ShouldAllBe(cell => cell.Length > 0);
    }

    [Fact]
    public void Readme_counts_what_there_is()
    {
        string text = Repository.Read(Readme);
        string right = CountedRow().Replace(text, row => $"{row.Groups["before"].Value}{Count(row.Groups["name"].Value)}{row.Groups["after"].Value}");
        if (IsWriting) File.WriteAllText(Path.Combine(Repository.Root, Readme), right);
        else text.Split('\n').ShouldBe(right.Split('\n'), $"a number in {Readme} is not true any more; write it anew");
        CountedRow().Matches(text).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal)
            .ShouldBe(Catalogue.Sections.Select(section => section.Name).Order(StringComparer.Ordinal));
    }

    private static string Count(string name) =>
        (Catalogue.Sections.SingleOrDefault(section => section.Name == name)?.Rows.Count ?? 0).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<before>^\| \[(?<name>[^\]]+)\]\(docs/catalogue\.md#[^)]*\) \| )\d+(?<after> \|)", RegexOptions.Multiline)]
    private static partial Regex CountedRow();
}
