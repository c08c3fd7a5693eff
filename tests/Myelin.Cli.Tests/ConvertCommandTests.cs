using Myelin.Data.Files;
using Myelin.Experiments.Tests.Training;
using Myelin.Interchange.Nir;
using Myelin.Interchange.Tests;
using Shouldly;
using Xunit;

namespace Myelin.Cli.Tests;

/// <summary>Ordinary networks on the command line, judged on generated images in the form of MNIST.</summary>
public sealed class ConvertCommandTests : IDisposable
{
    private readonly CliSession cli = new();
    private readonly SquareImages images = new("mnist", 60, 40);

    private static string Model => Path.Combine(AppContext.BaseDirectory, "reference", "mnist_maxpool_mlp.onnx");

    public void Dispose()
    {
        cli.Dispose();
        images.Dispose();
    }

    [Fact]
    public void Inspect_shows_the_layers_of_an_ordinary_network()
    {
        cli.Run("inspect", Model).ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain("maximum of 2x2");
        cli.Output.ShouldContain("dense 196 to 128");
        cli.Output.ShouldContain("operator set 13, written by pytorch 1.12.0: 7 layers, 26,506 parameters");
        cli.Run("inspect", Model, "--svg", "x.svg").ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("--svg and --out draw NIR files only; 'myelin convert --out' makes one of an ONNX file.");
    }

    [Fact]
    public void A_conversion_shows_the_accuracy_over_the_number_of_steps_beside_the_original()
    {
        Convert("--steps", "12", "--normalise", "0.1307,0.3081").ShouldBe(ExitCode.Success);
        string[] rows = [.. cli.Output.Split('\n').Select(line => line.Trim().Split(' ')[0]).Where(word => word.Length > 0)];
        rows.ShouldBe(["steps", rows[1], "1", "2", "4", "8", "12", "original"]);
    }

    [Fact]
    public void Samples_may_come_from_a_file_of_arrays()
    {
        string file = Path.Combine(cli.Folder, "own.npz");
        byte[] pixels = [.. Enumerable.Range(0, 20 * 784).Select(i => (byte)(i % 251))];
        NpzFile.Write(file, [new("x", NpyArray.Of<byte>(pixels, 20, 28, 28)), new("y", NpyArray.Of<byte>([.. Enumerable.Range(0, 20).Select(i => (byte)(i % 10))]))]);
        cli.Run("convert", Model, "--calibrate", file, "--steps", "3").ShouldBe(ExitCode.Success, cli.Error);
        cli.Output.ShouldContain("original");
        cli.Run("benchmark", Model, "--on", file).ShouldBe(ExitCode.Success, cli.Error);
        cli.Output.ShouldContain("on own.npz");
    }

    [Hdf5Fact]
    public void A_conversion_writes_a_graph_that_says_how_its_neurons_reset_and_start()
    {
        string nir = Path.Combine(cli.Folder, "net.nir");
        Convert("--steps", "2", "--balance", "max", "--out", nir).ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain($"network  {nir} (");
        NirGraph graph = NirFile.Read(nir).Graph;
        graph.Problems().ShouldBeEmpty();
        graph.Nodes.Values.OfType<IfNode>().ShouldAllBe(n => n.Metadata!.Names.SequenceEqual(new[] { "reset", "v_init" }));
        File.WriteAllText(Path.Combine(cli.Folder, "in.csv"), string.Join(',', Enumerable.Repeat("0.5", 784)) + "\n");
        cli.Run("run-nir", nir, "--input", Path.Combine(cli.Folder, "in.csv"), "--out", cli.Out).ShouldBe(ExitCode.Success);
        cli.Error.ShouldContain("a spike subtracts the threshold, as the metadata say");
    }

    [Fact]
    public void Wrong_usage_and_sets_that_do_not_fit_are_one_sentence()
    {
        cli.Run("convert", Model).ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("'myelin convert' needs --calibrate with a data set: one of mnist, fashion-mnist, digits, or a file of NumPy arrays (.npz).");
        cli.Run("convert", Model, "--calibrate", "cifar").ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("'cifar' is not a value of --calibrate; it must be one of mnist, fashion-mnist, digits, or a file of NumPy arrays (.npz).");
        Convert("--balance", "most").ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("'most' is not a value of --balance; it must be 'error', 'max', or a percentile above 0 and up to 100.");
        Convert("--normalise", "1").ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("'1' is not a value of --normalise; it must be a mean and a standard deviation above 0, such as 0.1307,0.3081.");
        cli.Run("convert", Model, "--calibrate", "none.npz").ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("The file 'none.npz' does not exist.");
        cli.Run("convert", "none.onnx", "--calibrate", "mnist").ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("The file 'none.onnx' does not exist.");
    }

    private int Convert(params string[] options) => cli.Run(["convert", Model, "--calibrate", "mnist", "--data", images.Folder, .. options]);
}
