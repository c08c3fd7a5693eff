using Myelin.Data.Files;
using Myelin.Interchange;
using Myelin.Interchange.Nir;
using Myelin.Interchange.Tests;
using Shouldly;
using Xunit;

namespace Myelin.Cli.Tests;

/// <summary>Needs the HDF Group's library; where it is not there, the tests are skipped and say what to install.</summary>
public sealed class NirCommandTests : IDisposable
{
    private readonly CliSession cli = new();

    private string Graph => Path.Combine(cli.Folder, "small.nir");

    private string Input => Path.Combine(cli.Folder, "input.csv");

    public void Dispose() => cli.Dispose();

    [Hdf5Fact]
    public void Inspect_shows_nodes_shapes_and_parameters_and_draws_them()
    {
        Write(0.5);
        string svg = Path.Combine(cli.Folder, "small.svg");
        cli.Run("inspect", Graph, "--svg", svg).ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain("small.nir, NIR 1.0.7");
        cli.Output.ShouldContain("w Linear -> n");
        cli.Output.ShouldContain("weight (2, 2) of 0.5");
        cli.Output.ShouldContain("4 nodes, 3 edges");
        File.ReadAllText(svg).ShouldContain("LIF (2,)");
    }

    [Hdf5Fact]
    public void Inspect_writes_a_page_with_picture_shapes_parameters_and_memory()
    {
        Write(0.5);
        string page = Path.Combine(cli.Folder, "small.html");
        cli.Run("inspect", Graph, "--out", page).ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain($"report   {page}");
        string html = File.ReadAllText(page);
        html.ShouldContain("<h1>small.nir</h1>");
        html.ShouldContain("<svg ");
        html.ShouldContain("4 parameters, 32 B");
        html.ShouldContain("<th scope=\"row\">w</th><td>Linear</td><td class=\"n \">(2,)</td><td class=\"n \">4</td>");
    }

    [Hdf5Fact]
    public void Inspect_of_a_graph_whose_shapes_do_not_fit_fails_and_says_so()
    {
        NirFile.Write(Graph, new NirGraph(
            [new("in", new InputNode(new NirShape(3))), new("w", new LinearNode(NumericArray.Filled(1, 2, 2))), new("out", new OutputNode(new NirShape(2)))],
            [new NirEdge("in", "w"), new NirEdge("w", "out")]));
        cli.Run("inspect", Graph).ShouldBe(ExitCode.Failure);
        cli.Error.Trim().ShouldBe($"'{Graph}': Node 'w' (Linear) takes (2,) by its weight (2, 2), but gets (3,), from 'in'.");
    }

    [Hdf5Fact]
    public void A_run_on_spikes_prints_and_writes_what_leaves()
    {
        Write(30);
        File.WriteAllText(Input, "1,0\n0,0\n1,1\n");
        cli.Run("run-nir", Graph, "--input", Input, "--out", cli.Out, "--time-unit", "1ms", "--dt", "1ms", "--double").ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain("3 steps, spikes of all 4, largest at element 0");
        cli.Error.ShouldContain("assumed: a step of 1 ms (as asked for); files state none.");
        File.ReadAllText(Path.Combine(cli.Out, "output.csv")).ShouldBe("1,1\n0,0\n1,1\n");
        NpyArray array = NpyFile.Read(Path.Combine(cli.Out, "output.npy"));
        array.Shape.ShouldBe([3, 2]);
        array.Values<double>().ShouldBe([1, 1, 0, 0, 1, 1]);
    }

    [Hdf5Fact]
    public void A_run_on_numbers_takes_any_numbers()
    {
        Write(1);
        NpyFile.Write(Path.ChangeExtension(Input, ".npy"), NpyArray.Of<float>([15f, 15f, 0f, 0f], 2, 2));
        cli.Run("run-nir", Graph, "--input", Path.ChangeExtension(Input, ".npy"), "--out", cli.Out, "--time-unit", "1ms", "--dt", "1ms").ShouldBe(ExitCode.Success);
        File.ReadAllText(Path.Combine(cli.Out, "output.csv")).ShouldBe("1,1\n0,0\n");
    }

    [Hdf5Fact]
    public void Wrong_usage_and_bad_files_are_one_sentence()
    {
        Write(1);
        cli.Run("run-nir", Graph).ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("'myelin run-nir' needs --input with a file of spikes or numbers [steps, elements].");
        cli.Run("run-nir", Graph, "--input", "none.csv").ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("The file 'none.csv' does not exist.");
        File.WriteAllText(Input, "1,0,1\n");
        cli.Run("run-nir", Graph, "--input", Input).ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain("the graph takes 2 values in every step, so it must be [steps, 2].");
        cli.Run("run-nir", Graph, "--input", Input, "--reset", "soft").ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("'soft' is not a value of --reset; it must be 'set' or 'subtract'.");
        cli.Run("run-nir", Graph, "--input", Input, "--dt", "20s").ShouldBe(ExitCode.Failure);
        cli.Error.Trim().ShouldStartWith($"{Graph}: The smallest time constant is 10");
        cli.Run("inspect", Input).ShouldBe(ExitCode.Failure);
        cli.Error.Trim().ShouldBe($"{Input}, byte 0: an HDF5 file begins with 0x89 and 'HDF'; this one does not.");
    }

    private void Write(double weight)
    {
        NumericArray one = NumericArray.Filled(1, 2);
        NirFile.Write(Graph, new NirGraph(
            [
                new("in", new InputNode(new NirShape(2))), new("w", new LinearNode(NumericArray.Filled(weight, 2, 2))),
                new("n", new LifNode(NumericArray.Filled(10, 2), one, NumericArray.Filled(0, 2), one, NumericArray.Filled(0, 2))), new("out", new OutputNode(new NirShape(2))),
            ],
            [new NirEdge("in", "w"), new NirEdge("w", "n"), new NirEdge("n", "out")]));
    }
}
