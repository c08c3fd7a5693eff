using Myelin.Experiments.Algorithms;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Algorithms;

public sealed class AlgorithmCatalogueTests
{
    [Fact]
    public void The_catalogue_finds_every_algorithm()
    {
        string[] names = [.. AlgorithmCatalogue.Of().Select(a => a.Name)];
        names.ShouldBeUnique();
        names.ShouldBe(names.Order(StringComparer.Ordinal));
        foreach (string name in new[] { "BPTT", "BPTT step by step", "DFA", "OTTT", "SLTT", "SLTT-2", "SPSA", "TESS", "contrastive Hebbian", "e-prop", "truncated BPTT (4 steps)" }) names.ShouldContain(name);
    }
}
