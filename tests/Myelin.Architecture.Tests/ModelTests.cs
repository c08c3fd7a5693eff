using System.Text.RegularExpressions;

namespace Myelin.Architecture.Tests;

/// <summary>A model is written once: one file, known to no engine, and tested.</summary>
public sealed partial class ModelTests
{
    private static readonly string[] engines = ["src/Myelin.Simulation", "src/Myelin.Learning", "src/Myelin.Hardware"];

    // A board whose hardware is one neuron and one rule; it makes networks of them and runs none itself.
    private const string Board = "src/Myelin.Hardware/NeuroCoreX/";

    private static IReadOnlyList<(string File, string Name)> Models { get; } =
    [
        .. Repository.Sources("src/Myelin").SelectMany(file => ModelDeclaration().Matches(Repository.Read(file)).Select(match => (file, match.Groups["name"].Value))),
    ];

    public static TheoryData<string> Neurons => [.. Models.Where(m => m.File.StartsWith("src/Myelin/Neurons/", StringComparison.Ordinal)).Select(m => m.Name)];

    [Fact]
    public void A_file_holds_one_model_and_has_its_name()
    {
        Models.ShouldNotBeEmpty();
        foreach ((string file, string name) in Models) Path.GetFileNameWithoutExtension(file).ShouldBe(name);
    }

    [Fact]
    public void No_engine_knows_a_model()
    {
        string[] found =
        [
            .. from engine in engines
               where Directory.Exists(Path.Combine(Repository.Root, engine))
               from file in Repository.Sources(engine)
               where !file.StartsWith(Board, StringComparison.Ordinal)
               from Match use in ModelInUse().Matches(Repository.Read(file))
               where Models.Any(m => m.Name == use.Groups["name"].Value)
               select $"{file} names the model {use.Groups["name"].Value}",
        ];
        found.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Neurons))]
    public void Neuron_model_has_a_contract(string name)
    {
        IEnumerable<string> tests = Repository.Sources("tests/Myelin.Tests/Neurons").Select(Repository.Read);
        tests.ShouldContain(text => Regex.IsMatch(text, $@"Contract\(\s*new {name}\b"), $"no contract in tests/Myelin.Tests/Neurons joins {name}");
    }

    [GeneratedRegex(@"^\[(Neuron|Receptor|Release|Coupling|PlasticityRule)\b[^\]]*\]\s*public readonly partial record struct (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex ModelDeclaration();

    // Making, testing for or being generic over a type.
    [GeneratedRegex(@"(?:\bnew |\bis |\bcase |\btypeof\(|\bas |[<(])(?<name>[A-Z]\w+)\b(?=[\s({>),;:])")]
    private static partial Regex ModelInUse();
}
