using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Cli.Tests;

public sealed class RunCommandTests : IDisposable
{
    private readonly CliSession cli = new();

    public void Dispose() => cli.Dispose();

    private JsonNode Result => JsonNode.Parse(File.ReadAllText(Path.Combine(cli.Out, "result.json")))!;

    [Fact]
    public void A_run_writes_results_and_a_report_and_says_where()
    {
        cli.RunDemo().ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain(Path.Combine(cli.Out, "result.json"));
        cli.Output.ShouldContain(Path.Combine(cli.Out, "report.html"));
        cli.Output.ShouldContain("final value");
        cli.Error.ShouldContain("Building ...");
        cli.Error.ShouldContain("1,000 neurons");
        Directory.GetFiles(cli.Out).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["plain.csv", "report.html", "result.json"]);
    }

    [Fact]
    public void The_result_file_has_everything_a_script_needs()
    {
        cli.RunDemo("--scale", "0.5", "--duration", "1s", "--input", "poisson", "--seed", "7", "--threads", "3").ShouldBe(ExitCode.Success);
        JsonNode result = Result;
        result["experiment"]!.GetValue<string>().ShouldBe("demo");
        result["status"]!.GetValue<string>().ShouldBe("completed");
        result["parameters"]!["scale"]!.GetValue<double>().ShouldBe(0.5);
        result["parameters"]!["duration"]!.GetValue<string>().ShouldBe("1 s");
        result["parameters"]!["input"]!.GetValue<string>().ShouldBe("poisson");
        result["parameters"]!["plastic"]!.GetValue<bool>().ShouldBeFalse();
        result["seed"]!.GetValue<ulong>().ShouldBe(7ul);
        result["threads"]!.GetValue<int>().ShouldBe(3);
        result["versions"]!["myelin"]!.GetValue<string>().ShouldBe(Machine.Version);
        result["versions"]!["dotnet"]!.GetValue<string>().ShouldBe(Environment.Version.ToString());
        result["machine"]!["cores"]!.GetValue<int>().ShouldBe(Environment.ProcessorCount);
        result["machine"]!["processor"]!.GetValue<string>().ShouldNotBeEmpty();
        result["machine"]!["memoryBytes"]!.GetValue<long>().ShouldBeGreaterThan(0);
        result["timings"]!["realTimeFactor"]!.GetValue<double>().ShouldBe(0.25);
        result["timings"]!["buildSeconds"]!.GetValue<double>().ShouldBeGreaterThan(0);
        result["peakMemoryBytes"]!.GetValue<long>().ShouldBeGreaterThan(1_000_000);
        result["results"]!["mean"]!["value"]!.GetValue<double>().ShouldBe(0.632, 0.01);
        result["results"]!["mean"]!["unit"]!.GetValue<string>().ShouldBe("mV");
        result["files"]!.AsArray().Select(file => file!.GetValue<string>()).ShouldBe(["plain.csv"]);
        JsonNode claim = result["claims"]![0]!;
        claim["name"]!.GetValue<string>().ShouldBe("final value");
        claim["published"]!.GetValue<double>().ShouldBe(0.3679);
        claim["tolerance"]!.GetValue<double>().ShouldBe(0.001);
        claim["measured"]!.GetValue<double>().ShouldBe(Math.Exp(-1), 1e-12);
        claim["holds"]!.GetValue<bool>().ShouldBeTrue();
        result["claims"]![1]!["holds"].ShouldBeNull();
        result["claims"]![1]!["published"]!.GetValue<string>().ShouldBe("at least 1,000,000");
        result["claims"]![1]!["low"]!.GetValue<double>().ShouldBe(1_000_000);
        result["command"]!.GetValue<string>().ShouldContain("run demo --out");
    }

    [Fact]
    public void Quick_shortens_what_is_not_given()
    {
        cli.RunDemo("--quick", "--duration", "300ms").ShouldBe(ExitCode.Success);
        Result["parameters"]!["scale"]!.GetValue<double>().ShouldBe(0.5);
        Result["parameters"]!["duration"]!.GetValue<string>().ShouldBe("300 ms");
        Result["quick"]!.GetValue<bool>().ShouldBeTrue();
        Result["claims"]![0]!["holds"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void A_switch_needs_no_value_and_takes_one()
    {
        cli.RunDemo("--plastic").ShouldBe(ExitCode.Success);
        Result["parameters"]!["plastic"]!.GetValue<bool>().ShouldBeTrue();
        cli.RunDemo("--plastic", "false").ShouldBe(ExitCode.Success);
        Result["parameters"]!["plastic"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void Common_options_may_stand_before_the_experiment()
    {
        cli.Run("run", "--seed", "9", "demo", "--out", cli.Out).ShouldBe(ExitCode.Success);
        Result["seed"]!.GetValue<ulong>().ShouldBe(9ul);
    }

    [Theory]
    [InlineData("There is no experiment 'dmo'; did you mean 'demo'?", "run", "dmo")]
    [InlineData("There is no experiment 'zzzzzzzz'; 'myelin list' shows those there are.", "run", "zzzzzzzz")]
    [InlineData("There is no experiment 'dmo'; did you mean 'demo'?", "run", "dmo", "--scale", "2")]
    [InlineData("'myelin run' needs the id of an experiment; 'myelin list' shows them.", "run")]
    [InlineData("'myelin estimate' needs the id of an experiment; 'myelin list' shows them.", "estimate", "--quick")]
    [InlineData("The experiment 'demo' has no parameter '--scael'; did you mean '--scale'?", "run", "demo", "--scael", "0.5")]
    [InlineData("The experiment 'demo' has no parameter '--scael'; did you mean '--scale'?", "run", "demo", "--scael=0.5")]
    [InlineData("The experiment 'demo' has no parameter '--tread'; did you mean '--threads'?", "run", "demo", "--tread", "2")]
    [InlineData("The experiment 'demo' has no parameter '--colour-of-sky'; 'myelin run demo --help' lists them.", "run", "demo", "--colour-of-sky", "2")]
    [InlineData("The parameter '--scale' must come after the experiment's id: 'myelin run demo --scale ...'.", "run", "--scale", "2", "demo")]
    [InlineData("'much' is not a value of --scale; it must be a number such as 0.5.", "run", "demo", "--scale", "much")]
    [InlineData("'11' is not a value of --scale; it must be between 0.01 and 10.", "run", "demo", "--scale", "11")]
    [InlineData("'NaN' is not a value of --scale; it must be a number such as 0.5.", "run", "demo", "--scale", "NaN")]
    [InlineData("'1.5' is not a value of --population-count; it must be a whole number such as 10.", "run", "demo", "--population-count", "1.5")]
    [InlineData("'0' is not a value of --population-count; it must be larger than zero.", "run", "demo", "--population-count", "0")]
    [InlineData("'10' is not a value of --duration; it must be a number with its unit such as 500ms.", "run", "demo", "--duration", "10")]
    [InlineData("'-1s' is not a value of --duration; it must be larger than zero.", "run", "demo", "--duration", "-1s")]
    [InlineData("'dc' is not a value of --input; it must be one of poisson, direct-current.", "run", "demo", "--input", "dc")]
    [InlineData("'perhaps' is not a value of --plastic; it must be true or false.", "run", "demo", "--plastic=perhaps")]
    [InlineData("A plastic demo needs --input direct-current.", "run", "demo", "--plastic", "--input", "poisson")]
    [InlineData("'-1' is not a value of --seed; it must be a whole number from 0 to 18446744073709551615.", "run", "demo", "--seed", "-1")]
    [InlineData("'0' is not a value of --threads; it must be a whole number from 1 to 65536.", "run", "demo", "--threads", "0")]
    [InlineData("'myelin run demo' does not take 'again'; 'myelin run demo --help' shows what it takes.", "run", "demo", "again")]
    [InlineData("There is no command 'rnu'; did you mean 'run'?", "rnu")]
    [InlineData("'myelin' has no option '--versoin'; did you mean '--version'?", "--versoin")]
    [InlineData("'myelin list' has no option '--verbos'; did you mean '--verbose'?", "list", "--verbos")]
    public void Wrong_usage_is_one_sentence_and_exit_code_2(string message, params string[] arguments)
    {
        cli.Run(arguments).ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe(message);
        cli.Output.ShouldBeEmpty();
    }

    [Fact]
    public void A_parameter_without_its_value_is_wrong_usage()
    {
        cli.Run("run", "demo", "--scale").ShouldBe(ExitCode.Usage);
        cli.Error.ShouldContain("--scale");
    }

    [Fact]
    public void Too_little_memory_is_said_before_anything_is_built_with_what_would_fit()
    {
        cli.AvailableMemoryBytes = 250_000_000;
        cli.RunDemo().ShouldBe(ExitCode.Failure);
        cli.Error.Trim().ShouldBe("The experiment 'demo' with these parameters needs 1 GB of memory, and 250 MB is available; --scale 0.25 would fit.");
        Directory.Exists(cli.Out).ShouldBeFalse();
        cli.RunDemo("--scale", "0.25").ShouldBe(ExitCode.Success);
    }

    [Fact]
    public void Too_little_memory_for_anything_says_so()
    {
        cli.AvailableMemoryBytes = 1_000_000;
        cli.RunDemo().ShouldBe(ExitCode.Failure);
        cli.Error.Trim().ShouldBe("The experiment 'demo' with these parameters needs 1 GB of memory, and 1 MB is available; it needs a larger machine.");
    }

    [Fact]
    public void Missing_data_names_the_file_and_where_to_get_it()
    {
        cli.Run("run", "demo-data", "--out", cli.Out, "--data", cli.Folder).ShouldBe(ExitCode.Failure);
        string path = Path.Combine(cli.Folder, "digits/train.h5");
        cli.Error.Trim().ShouldBe($"The experiment 'demo-data' needs the demo digits at '{path}'; get it from the shelf, or name another data folder with --data.");
    }

    [Fact]
    public void The_data_folder_comes_from_the_environment()
    {
        Directory.CreateDirectory(Path.Combine(cli.Folder, "digits"));
        File.WriteAllText(Path.Combine(cli.Folder, "digits/train.h5"), "12345");
        cli.Variables["MYELIN_DATA"] = cli.Folder;
        cli.Run("run", "demo-data", "--out", cli.Out).ShouldBe(ExitCode.Success);
        Result["results"]!["bytes"]!["value"]!.GetValue<double>().ShouldBe(5);
    }

    [Fact]
    public void An_output_folder_that_cannot_be_made_is_refused_before_the_run()
    {
        string file = Path.Combine(cli.Folder, "file");
        File.WriteAllText(file, "mine");
        cli.Run("run", "demo", "--out", Path.Combine(file, "below")).ShouldBe(ExitCode.Failure);
        cli.Error.ShouldStartWith($"The output folder '{Path.Combine(file, "below")}' cannot be written (");
        cli.Error.Trim().Split('\n').Length.ShouldBe(1);
        cli.Error.ShouldNotContain("Building");
        File.ReadAllText(file).ShouldBe("mine");
    }

    [Fact]
    public void A_full_disk_is_one_sentence_and_keeps_the_earlier_results()
    {
        cli.RunDemo("--seed", "1").ShouldBe(ExitCode.Success);
        string before = File.ReadAllText(Path.Combine(cli.Out, "result.json"));
        cli.CreateFile = path => path.Contains("result.json", StringComparison.Ordinal) ? new FullDisk() : File.Create(path);
        cli.RunDemo("--seed", "2").ShouldBe(ExitCode.Failure);
        cli.Error.Trim().Split('\n')[^1].ShouldBe(
            $"The file '{Path.Combine(cli.Out, "result.json")}' cannot be written (no space left on the disk); what was there before is unchanged.");
        File.ReadAllText(Path.Combine(cli.Out, "result.json")).ShouldBe(before);
        Directory.GetFiles(cli.Out).ShouldAllBe(file => !file.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Fact]
    public void A_full_disk_met_by_the_experiment_itself_is_a_failed_run()
    {
        if (!File.Exists("/dev/full"))
            return;
        cli.CreateFile = path => path.Contains("plain.csv", StringComparison.Ordinal) ? File.OpenWrite("/dev/full") : File.Create(path);
        cli.RunDemo().ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain($"The run of 'demo' failed: The file '{Path.Combine(cli.Out, "plain.csv")}' cannot be written (no space left on the disk)");
        Result["status"]!.GetValue<string>().ShouldBe("failed");
    }

    [Fact]
    public void A_failed_run_says_why_without_a_stack_trace_and_records_it()
    {
        cli.RunDemo("--misfortune", "error").ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain("The run of 'demo' failed: The membrane of neuron 7 is torn.");
        cli.Error.ShouldNotContain("   at ");
        Result["status"]!.GetValue<string>().ShouldBe("failed");
        Result["message"]!.GetValue<string>().ShouldBe("The membrane of neuron 7 is torn.");
        File.ReadAllText(Path.Combine(cli.Out, "report.html")).ShouldContain("The run failed.");
    }

    [Fact]
    public void Verbose_shows_the_stack_trace()
    {
        cli.RunDemo("--misfortune", "error", "--verbose").ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain("   at Myelin.Experiments.Tests.DemoExperiment.Run");
    }

    [Theory]
    [InlineData("Building ...", false)]
    [InlineData("Simulating ...", true)]
    public void Ctrl_C_stops_cleanly_and_keeps_what_was_measured(string at, bool measured)
    {
        cli.StopAt = at;
        cli.RunDemo("--misfortune", "cancellation").ShouldBe(ExitCode.Cancelled);
        cli.Error.ShouldContain("Stopped; what was measured until then is in");
        Result["status"]!.GetValue<string>().ShouldBe("cancelled");
        Result["results"]!.AsObject().ContainsKey("mean").ShouldBe(measured);
        (Result["claims"]![0]!["holds"]?.GetValue<bool>()).ShouldBe(measured ? true : null);
        Result["timings"]!["buildSeconds"]!.GetValue<double>().ShouldBeGreaterThan(0);
        File.ReadAllText(Path.Combine(cli.Out, "report.html")).ShouldContain("Stopped before the end.");
    }

    [Fact]
    public void A_run_that_does_not_finish_keeps_the_results_of_one_that_did()
    {
        cli.RunDemo("--seed", "5").ShouldBe(ExitCode.Success);
        cli.RunDemo("--misfortune", "error").ShouldBe(ExitCode.Failure);
        string kept = Path.Combine(cli.Out, "result.previous.json");
        JsonNode.Parse(File.ReadAllText(kept))!["seed"]!.GetValue<ulong>().ShouldBe(5ul);
        cli.RunDemo("--misfortune", "error", "--seed", "6").ShouldBe(ExitCode.Failure);
        JsonNode.Parse(File.ReadAllText(kept))!["seed"]!.GetValue<ulong>().ShouldBe(5ul);
        cli.RunDemo().ShouldBe(ExitCode.Success);
        File.Exists(kept).ShouldBeFalse();
    }

    [Fact]
    public void A_new_run_leaves_nothing_of_the_earlier_one_and_nothing_of_others_is_touched()
    {
        cli.RunDemo("--label", "first").ShouldBe(ExitCode.Success);
        File.WriteAllText(Path.Combine(cli.Out, "mine.txt"), "mine");
        cli.RunDemo("--label", "second").ShouldBe(ExitCode.Success);
        Directory.GetFiles(cli.Out).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["mine.txt", "report.html", "result.json", "second.csv"]);
    }

    [Theory]
    [InlineData("{ \"files\": [")]
    [InlineData("{ \"files\": [1, null], \"status\": 3 }")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public void A_result_file_that_cannot_be_read_does_not_stop_a_run(string content)
    {
        Directory.CreateDirectory(cli.Out);
        File.WriteAllText(Path.Combine(cli.Out, "result.json"), content);
        cli.RunDemo().ShouldBe(ExitCode.Success);
        Should.NotThrow(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(cli.Out, "result.json"))));
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Flush() => throw new IOException("No space left on device");
    }
}
