using Microsoft.CodeAnalysis;
using Shouldly;
using Xunit;

namespace Myelin.Generators.Tests;

/// <summary>
/// The generated code of the models in Models, compared with the files in Snapshots. To rewrite those after a wanted change, run the
/// tests with the environment variable MYELIN_REWRITE_SNAPSHOTS=1 and read the difference before committing it.
/// </summary>
public class SnapshotTests
{
    [Theory]
    [InlineData("Leaky")]
    [InlineData("Noisy")]
    [InlineData("Delayed")]
    [InlineData("Channel")]
    [InlineData("Quanta")]
    [InlineData("Junction")]
    [InlineData("Paired")]
    [InlineData("Followed")]
    public void Model_HasTheVerifiedCode(string name)
    {
        GeneratorDriverRunResult result = GeneratorRun.Run(GeneratorRun.Model(name), GeneratorRun.Model("Synapse"));
        result.Diagnostics.ShouldBeEmpty();
        Compare(name, Source(result, $"Myelin.Generators.Tests.Models.{name}.g.cs"));
    }

    [Fact]
    public void Catalogue_HasTheVerifiedCode()
    {
        GeneratorDriverRunResult result = GeneratorRun.Run(GeneratorRun.Model("Noisy"), GeneratorRun.Model("Leaky"));
        Compare("GeneratedNeurons", Source(result, "GeneratedNeurons.g.cs"));
    }

    [Fact]
    public void ReceptorCatalogue_HasTheVerifiedCode() =>
        Compare("GeneratedReceptors", Source(GeneratorRun.Run(GeneratorRun.Model("Channel"), GeneratorRun.Model("Leaky")), "GeneratedReceptors.g.cs"));

    [Fact]
    public void RuleCatalogue_HasTheVerifiedCode() => Compare(
        "GeneratedPlasticityRules",
        Source(GeneratorRun.Run(GeneratorRun.Model("Paired"), GeneratorRun.Model("Followed"), GeneratorRun.Model("Leaky")), "GeneratedPlasticityRules.g.cs"));

    private static string Source(GeneratorDriverRunResult result, string file) =>
        result.Results.Single().GeneratedSources.Single(s => s.HintName == file).SourceText.ToString();

    private static void Compare(string name, string actual)
    {
        string file = Path.Combine(GeneratorRun.Folder, "Snapshots", name + ".verified.cs");
        if (Environment.GetEnvironmentVariable("MYELIN_REWRITE_SNAPSHOTS") == "1") File.WriteAllText(file, actual);
        actual.ShouldBe(File.ReadAllText(file));
    }
}
