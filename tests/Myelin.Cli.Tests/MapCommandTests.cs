using Myelin.Interchange;
using Myelin.Interchange.Nir;
using Myelin.Interchange.Tests;
using Shouldly;
using Xunit;

namespace Myelin.Cli.Tests;

public sealed class MapCommandTests : IDisposable
{
    private readonly CliSession cli = new();

    private string Graph => Path.Combine(cli.Folder, "small.nir");

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Without_a_file_the_chips_are_listed()
    {
        cli.Run("map").ShouldBe(ExitCode.Success);
        foreach (string chip in (string[])["loihi", "truenorth", "spinnaker", "dynap-se", "odin", "neurocorex"]) cli.Output.ShouldContain(chip);
    }

    [Hdf5Fact]
    public void A_graph_is_put_on_a_chip_and_run_there()
    {
        Write(4);
        string input = Path.Combine(cli.Folder, "input.csv");
        File.WriteAllLines(input, Enumerable.Repeat("1,1,0,1", 50));
        cli.Run("map", Graph, "--chip", "loihi", "--dt", "1ms", "--input", input).ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain("Intel Loihi: 4 neurons and ");
        cli.Output.ShouldContain("synaptic events");
        cli.Output.ShouldContain("nJ");
    }

    [Hdf5Fact]
    public void A_graph_that_does_not_fit_fails_with_the_limit()
    {
        Write(120);
        cli.Run("map", Graph, "--chip", "dynap-se", "--dt", "1ms").ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain("120 of 120 neurons of 'n' have more than the 64 synapses of a neuron of dynap-se, at most 120, 56 too many.");
    }

    [Hdf5Theory]
    [InlineData("There is no chip 'loihi9'; there are ", "--chip", "loihi9")]
    [InlineData("'myelin map' needs --chip with one of ")]
    [InlineData("'fast' is not a value of --routing; it must be 'counted', 'followed' or 'late'.", "--chip", "loihi", "--routing", "fast")]
    public void Wrong_usage_says_what_would_be_right(string message, params string[] options)
    {
        Write(2);
        cli.Run(["map", Graph, .. options]).ShouldBe(ExitCode.Usage);
        cli.Error.ShouldContain(message);
    }

    [Hdf5Fact]
    public void A_bad_chip_file_is_named_with_line_and_field()
    {
        Write(2);
        string chip = Path.Combine(cli.Folder, "mine.yaml");
        File.WriteAllText(chip, "name: mine\ntitle: Mine\nsources: [doi:none]\ncores: { count: -1 }\n");
        cli.Run("map", Graph, "--chip", chip).ShouldBe(ExitCode.Failure);
        cli.Error.Trim().ShouldBe($"{chip}, line 4: field 'cores.count': a number from 1 to 16777216 is expected, got '-1'.");
    }

    private void Write(int size) => NirFile.Write(Graph, new NirGraph(
        [
            new("in", new InputNode(new NirShape(size))),
            new("w", new LinearNode(NumericArray.Filled(0.5, size, size))),
            new("n", new LifNode(NumericArray.Filled(0.01, size), NumericArray.Filled(1, size), NumericArray.Filled(0, size), NumericArray.Filled(0.1, size), NumericArray.Filled(0, size))),
            new("out", new OutputNode(new NirShape(size))),
        ],
        [new NirEdge("in", "w"), new NirEdge("w", "n"), new NirEdge("n", "out")]));
}
