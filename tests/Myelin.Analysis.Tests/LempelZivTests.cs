using System.Text.Json;
using FsCheck.Fluent;

namespace Myelin.Analysis.Tests;

public class LempelZivTests
{
    [Fact]
    public void Agrees_with_the_reference()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Reference.PathOf("lempel_ziv_76/case.json")));
        JsonElement results = file.RootElement.GetProperty("results");
        results.EnumerateObject().Count().ShouldBe(9);
        foreach (JsonProperty result in results.EnumerateObject())
        {
            bool[] sequence = [.. result.Value.GetProperty("sequence").GetString()!.Select(c => c == '1')];
            LempelZiv.Complexity(sequence).ShouldBe(result.Value.GetProperty("lz76_phrases").GetInt32(), result.Name);
            LempelZiv.NormalizedComplexity(sequence)
                .ShouldAgree(result.Value.GetProperty("normalised_c_log2n_over_n").GetDouble(), result.Name);
        }
    }

    [Fact]
    public void Is_the_number_of_phrases_that_parsing_finds() => Draws.Holds(
        Gen.OneOf(Gen.Elements(false, true).ListOf(), Gen.Elements(false, false, false, true).ListOf()).ToArbitrary(),
        sequence => LempelZiv.Complexity([.. sequence]) == Parse([.. sequence]));

    [Fact]
    public void Of_short_sequences()
    {
        LempelZiv.Complexity([]).ShouldBe(0);
        LempelZiv.Complexity([true]).ShouldBe(1);
        LempelZiv.Complexity([true, false]).ShouldBe(2);
        LempelZiv.NormalizedComplexity([]).ShouldBe(double.NaN);
    }

    /// <summary>Extends each phrase as long as it occurs in what is before its own last symbol.</summary>
    private static int Parse(bool[] sequence)
    {
        string text = new([.. sequence.Select(x => x ? '1' : '0')]);
        int phrases = 0;
        for (int begin = 0; begin < text.Length; phrases++)
        {
            int end = begin + 1;
            while (end < text.Length && text[..(end - 1)].Contains(text[begin..end], StringComparison.Ordinal)) end++;
            begin = end;
        }

        return phrases;
    }
}
