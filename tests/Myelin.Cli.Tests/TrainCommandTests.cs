using System.Text.Json.Nodes;
using Myelin.Experiments;
using Myelin.Experiments.Tests;
using Myelin.Experiments.Training;
using Shouldly;
using Xunit;

namespace Myelin.Cli.Tests;

public sealed class TrainCommandTests : IDisposable
{
    private static readonly string[] tiny = ["--sample-count", "200", "--hidden", "16", "--steps", "4", "--batch-size", "50"];

    private readonly CliSession cli = Session();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Without_a_name_it_trains_the_generated_digits()
    {
        cli.Run("train", "--quick", "--out", cli.Out).ShouldBe(ExitCode.Success);
        JsonNode result = Result(cli);
        result["experiment"]!.GetValue<string>().ShouldBe("digits");
        result["quick"]!.GetValue<bool>().ShouldBeTrue();
        result["parameters"]!["epochs"]!.GetValue<int>().ShouldBe(1);
        result["results"]!["epochs"]!["value"]!.GetValue<double>().ShouldBe(1);
        Number(result, "parameters").ShouldBe((784 * 256) + 256 + (256 * 10) + 10);

        // One epoch of two thousand samples teaches far more than the tenth that guessing gets.
        Number(result, "test accuracy").ShouldBeGreaterThan(50);
        cli.Error.ShouldContain("Training ...");
        string[] files = [.. Directory.GetFiles(cli.Out).Select(path => Path.GetFileName(path)!)];
        files.ShouldContain("report.html");
        files.ShouldContain("last.ckpt");
        files.ShouldContain("best.ckpt");
        files.ShouldContain(file => file.Contains("tfevents", StringComparison.Ordinal));
    }

    [Fact]
    public void Ctrl_C_leaves_a_checkpoint_from_which_the_same_result_is_reached()
    {
        cli.Run(["train", "digits", "--out", cli.Out, "--epochs", "2", .. tiny]).ShouldBe(ExitCode.Success);
        JsonNode whole = Result(cli);

        using CliSession broken = Session();
        broken.StopAt = "Training ...";
        broken.Run(["train", "digits", "--out", broken.Out, "--epochs", "2", .. tiny]).ShouldBe(ExitCode.Cancelled);
        broken.Error.ShouldContain("Stopped; what was measured until then is in");
        Result(broken)["status"]!.GetValue<string>().ShouldBe("cancelled");
        File.Exists(Path.Combine(broken.Out, "last.ckpt")).ShouldBeTrue();

        using CliSession resumed = Session();
        resumed.Run(["train", "digits", "--resume", "--out", broken.Out, "--epochs", "2", .. tiny]).ShouldBe(ExitCode.Success);
        JsonNode rest = Result(broken);
        rest["status"]!.GetValue<string>().ShouldBe("completed");
        foreach (string name in (string[])["test accuracy", "test loss", "training accuracy", "spikes per neuron and sample", "epochs"]) Number(rest, name).ShouldBe(Number(whole, name), name);
    }

    [Fact]
    public void A_finished_training_is_gone_on_with_for_more_epochs()
    {
        cli.Run(["train", "digits", "--out", cli.Out, "--epochs", "1", .. tiny]).ShouldBe(ExitCode.Success);
        cli.Run(["train", "digits", "--out", cli.Out, "--epochs", "3", "--resume", .. tiny]).ShouldBe(ExitCode.Success);
        Number(Result(cli), "epochs").ShouldBe(3);
    }

    [Fact]
    public void Resuming_needs_a_checkpoint()
    {
        cli.Run(["train", "digits", "--resume", "--out", cli.Out, .. tiny]).ShouldBe(ExitCode.Failure);
        cli.Error.Trim().Split('\n')[^1].ShouldBe($"The run of 'digits' failed: There is no checkpoint to resume from: '{Path.Combine(cli.Out, "last.ckpt")}' does not exist.");
    }

    [Fact]
    public void A_checkpoint_of_another_seed_is_refused()
    {
        cli.Run(["train", "digits", "--out", cli.Out, "--epochs", "1", .. tiny]).ShouldBe(ExitCode.Success);
        cli.Run(["train", "digits", "--out", cli.Out, "--epochs", "2", "--resume", "--seed", "2", .. tiny]).ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain("is of a training with seed 1; this one has seed 2.");
    }

    [Fact]
    public void Help_lists_the_trainings_and_their_parameters()
    {
        cli.Run("train", "--help").ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain("digits");
        cli.Output.ShouldContain("yin-yang");
        cli.Output.ShouldNotContain("Decay <of> a demo");
        cli.Run("train", "digits", "--help").ShouldBe(ExitCode.Success);
        foreach (string option in (string[])["--epochs", "--batch-size", "--learning-rate", "--steps", "--resume", "--hidden", "--sample-count", "--quick", "--seed"]) cli.Output.ShouldContain(option);
    }

    [Fact]
    public void Missing_data_names_the_command_that_gets_it()
    {
        cli.Run("train", "mnist-mlp", "--out", cli.Out, "--data", cli.Folder).ShouldBe(ExitCode.Failure);
        cli.Error.Trim().ShouldBe($"The experiment 'mnist-mlp' needs MNIST at '{Path.Combine(cli.Folder, "mnist")}'; get it from myelin data get mnist, or name another data folder with --data.");
    }

    [Theory]
    [InlineData("There is no experiment 'demo'; 'myelin list' shows those there are.", "train", "demo")]
    [InlineData("There is no experiment 'digit'; did you mean 'digits'?", "train", "digit")]
    [InlineData("'0' is not a value of --epochs; it must be between 1 and 10000.", "train", "digits", "--epochs", "0")]
    [InlineData("The experiment 'digits' has no parameter '--epoch'; did you mean '--epochs'?", "train", "digits", "--epoch", "2")]
    [InlineData("The parameter '--resume' must come after the experiment's id: 'myelin train digits --resume ...'.", "train", "--resume")]
    public void Wrong_usage_is_one_sentence_and_exit_code_2(string message, params string[] arguments)
    {
        cli.Run(arguments).ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe(message);
        cli.Output.ShouldBeEmpty();
    }

    private static CliSession Session() => new() { Experiments = new ExperimentCatalogue([new DigitsExperiment(), new YinYangExperiment(), new MnistMlpExperiment(), new DemoExperiment()]) };

    private static JsonNode Result(CliSession session) => JsonNode.Parse(File.ReadAllText(Path.Combine(session.Out, "result.json")))!;

    private static double Number(JsonNode result, string name) => result["results"]![name]!["value"]!.GetValue<double>();
}
