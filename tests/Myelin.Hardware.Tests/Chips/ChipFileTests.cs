using Myelin.Hardware.Chips;

namespace Myelin.Hardware.Tests.Chips;

public sealed class ChipFileTests
{
    public static TheoryData<string> Names => [.. ChipCatalogue.All.Select(c => c.Name)];

    [Fact]
    public void The_chips_are_there() => ChipCatalogue.All.Select(c => c.Name).ShouldBe(["dynap-se", "loihi", "neurocorex", "odin", "spinnaker", "truenorth"]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_chip_names_its_sources_and_what_it_assumes(string name)
    {
        Chip chip = ChipCatalogue.Get(name);
        chip.Sources.ShouldNotBeEmpty();
        chip.Sources.ShouldAllBe(s => s.Contains("doi:") || s.Contains("arXiv:"));
        chip.Notes.ShouldNotBeEmpty();
        chip.Neurons.Models.ShouldAllBe(m => Myelin.Neurons.NeuronCatalogue.BuiltIn.Models.Any(n => n.Info.Name == m));
    }

    [Theory]
    [InlineData("neurons: 1024, synapse-bits", "neurons: many, synapse-bits", "mine.yaml, line 9: field 'cores.neurons': a number from 1 to 65536 is expected, got 'many'.")]
    [InlineData("neurons: 1024, synapse-bits", "neurons: 2.5, synapse-bits", "mine.yaml, line 9: field 'cores.neurons': a whole number is expected, got 2.5.")]
    [InlineData("neurons: 1024, synapse-bits", "neuron: 1024, synapse-bits", "mine.yaml, line 9: the field 'cores.neurons' is missing.")]
    [InlineData("  fan-in: 131072", "  fan-in: 131072\n  fan-out: 3", "mine.yaml, line 14: the field 'neurons.fan-out' is not known.")]
    [InlineData("rounding: towards-zero", "rounding: up", "mine.yaml, line 16: field 'neurons.rounding': one of nearest, down, towards-zero is expected, got 'up'.")]
    [InlineData("real-time: false", "real-time: perhaps", "mine.yaml, line 18: field 'time.real-time': true or false is expected, got 'perhaps'.")]
    [InlineData("width: 8, height: 16", "width: 8, height: 4", "mine.yaml, line 19: field 'mesh': 8 x 4 routers are fewer than the 128 cores.")]
    [InlineData("models: [If, ", "models: [{ a: 1 }, ", "mine.yaml, line 11: field 'neurons.models': a list of texts is expected, such as [a, b].")]
    public void A_bad_field_is_named_with_its_line(string good, string bad, string message)
    {
        string text = Loihi();
        text.ShouldContain(good);
        Should.Throw<InvalidDataException>(() => ChipFile.Parse(text.Replace(good, bad, StringComparison.Ordinal), "mine.yaml")).Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("a: b: c", "mine.yaml, line 1: this is not YAML: ")]
    [InlineData("- a\n- b", "mine.yaml, line 1: a chip is one document of fields, such as 'name: mine'.")]
    [InlineData("", "mine.yaml, line 1: a chip is one document of fields, such as 'name: mine'.")]
    public void What_is_no_chip_is_refused(string text, string start) => Should.Throw<InvalidDataException>(() => ChipFile.Parse(text, "mine.yaml")).Message.ShouldStartWith(start);

    [Fact]
    public void Damaged_files_are_refused_or_read_and_never_anything_else()
    {
        string text = Loihi();
        var random = new Random(1);
        for (int i = 0; i < 400; i++)
        {
            char[] damaged = text.ToCharArray();
            for (int k = 0; k < 3; k++) damaged[random.Next(damaged.Length)] = (char)random.Next(9, 127);
            try
            {
                ChipFile.Parse(new string(damaged), "mine.yaml").Cores.Count.ShouldBeGreaterThan(0);
            }
            catch (InvalidDataException exception)
            {
                exception.Message.ShouldStartWith("mine.yaml, line ");
            }
        }
    }

    [Fact]
    public void An_unknown_chip_is_refused_with_those_there_are() =>
        Should.Throw<ArgumentException>(() => ChipCatalogue.Get("loihi3")).Message.ShouldBe("There is no chip 'loihi3'; there are dynap-se, loihi, neurocorex, odin, spinnaker, truenorth, and YAML files.");

    private static string Loihi()
    {
        using var reader = new StreamReader(typeof(Chip).Assembly.GetManifestResourceStream("Myelin.Hardware.Chips.loihi.yaml")!);
        return reader.ReadToEnd();
    }
}
