using Myelin.Experiments;
using Myelin.Experiments.Tests;
using Myelin.Experiments.Training;
using Shouldly;
using Xunit;

namespace Myelin.Cli.Tests;

public sealed class BenchmarkCommandTests : IDisposable
{
    private readonly CliSession cli = new() { Experiments = new ExperimentCatalogue([new DemoExperiment(), new DigitsExperiment()]) };

    private static string Onnx => Path.Combine(AppContext.BaseDirectory, "reference", "mnist_maxpool_mlp.onnx");

    public void Dispose() => cli.Dispose();

    [Fact]
    public void A_trained_network_is_measured_from_its_folder_or_checkpoint()
    {
        cli.Run("train", "digits", "--out", cli.Out, "--epochs", "1", "--sample-count", "200", "--hidden", "16", "--steps", "4", "--batch-size", "50").ShouldBe(ExitCode.Success);
        cli.Run("benchmark", cli.Out, "--samples", "50").ShouldBe(ExitCode.Success, cli.Error);
        string measured = cli.Output;
        Line(measured, "parameters").ShouldEndWith("12730");

        // Two layers of weights over four steps.
        Line(measured, "synaptic operations, dense").ShouldEndWith($"{4 * ((784 * 16) + (16 * 10))}");
        Line(measured, "samples").ShouldEndWith("50");
        measured.ShouldContain("By layer");
        measured.ShouldContain("Horowitz");
        cli.Run("benchmark", Path.Combine(cli.Out, "best.ckpt"), "--samples", "50").ShouldBe(ExitCode.Success, cli.Error);
        Line(cli.Output, "accuracy").ShouldBe(Line(measured, "accuracy"));
        cli.Run("benchmark", cli.Out, "--samples", "20", "--energy", "jouppi-2021", "--memory", "DRAM").ShouldBe(ExitCode.Success, cli.Error);
        cli.Output.ShouldContain("7 nm, DRAM");

        cli.Run("benchmark", cli.Out, "--on", "mnist").ShouldBe(ExitCode.Usage);
        cli.Error.ShouldContain("--on and --steps are for networks in .onnx and .nir files");
        File.WriteAllText(Path.Combine(cli.Out, "best.ckpt"), "nothing");
        cli.Run("benchmark", cli.Out).ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain("best.ckpt");
        string result = Path.Combine(cli.Out, "result.json");
        File.WriteAllText(result, File.ReadAllText(result).Replace("\"digits\"", "\"fingers\"", StringComparison.Ordinal));
        cli.Run("benchmark", cli.Out).ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain("of the experiment 'fingers', which is not known here");
        File.WriteAllText(result, "{");
        cli.Run("benchmark", cli.Out).ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain("is no result of a run");
        File.Delete(result);
        cli.Run("benchmark", cli.Out).ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain("There is no result.json beside");
    }

    [Fact]
    public void A_network_in_a_file_is_measured_on_the_samples_that_are_named()
    {
        cli.Run("benchmark", Onnx, "--on", "digits", "--samples", "20").ShouldBe(ExitCode.Success, cli.Error);
        Line(cli.Output, "synaptic operations, effective ACs").ShouldEndWith(" 0");
        cli.Output.ShouldContain("mnist_maxpool_mlp.onnx on digits that a program draws");
        cli.Run("benchmark", Onnx, "--data", cli.Folder).ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain("mnist");
    }

    [Theory]
    [InlineData(ExitCode.Usage, "There is no file or folder 'nowhere'.", "nowhere")]
    [InlineData(ExitCode.Usage, "'cifar' is not a value of --on; it must be one of mnist, fashion-mnist, digits, or a file of NumPy arrays (.npz).", "ONNX", "--on", "cifar")]
    [InlineData(ExitCode.Usage, "There is no table of energies 'tsmc'", "ONNX", "--energy", "tsmc")]
    [InlineData(ExitCode.Usage, "has no memory 'flash'; it has SRAM 8 KiB", "ONNX", "--memory", "flash")]
    [InlineData(ExitCode.Usage, "'0' is not a value of --samples", "ONNX", "--samples", "0")]
    [InlineData(ExitCode.Failure, "has neither best.ckpt nor last.ckpt", "FOLDER")]
    [InlineData(ExitCode.Failure, "broken.onnx", "BROKEN")]
    public void Bad_input_gets_one_sentence(int code, string message, params string[] arguments)
    {
        string broken = Path.Combine(cli.Folder, "broken.onnx");
        File.WriteAllText(broken, "no network");
        arguments[0] = arguments[0] switch { "ONNX" => Onnx, "FOLDER" => cli.Folder, "BROKEN" => broken, string other => other };
        cli.Run(["benchmark", .. arguments]).ShouldBe(code);
        cli.Error.ShouldContain(message);
        cli.Error.Trim().Split('\n').Length.ShouldBe(1);
    }

    private static string Line(string text, string name) => text.Split('\n').Single(line => line.TrimStart().StartsWith(name, StringComparison.Ordinal)).TrimEnd();
}
