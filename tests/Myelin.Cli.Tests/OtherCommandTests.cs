using System.Text.Json.Nodes;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Cli.Tests;

public sealed class OtherCommandTests : IDisposable
{
    private readonly CliSession cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Without_arguments_there_is_a_short_help()
    {
        cli.Run().ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain("myelin run <experiment>");
        cli.Error.ShouldBeEmpty();
    }

    [Fact]
    public void The_version_is_that_of_Myelin()
    {
        cli.Run("--version").ShouldBe(ExitCode.Success);
        cli.Output.Trim().ShouldBe("myelin " + Machine.Version);
    }

    [Fact]
    public void List_shows_id_title_year_time_and_data()
    {
        cli.Run("list").ShouldBe(ExitCode.Success);
        string line = cli.Output.Split('\n').Single(line => line.Contains("demo-data", StringComparison.Ordinal));
        line.ShouldContain("Digits");
        line.ShouldContain("1999");
        line.ShouldContain("100 ms");
        line.ShouldContain("the demo digits");
    }

    [Fact]
    public void Estimate_says_what_a_run_takes_without_running()
    {
        cli.AvailableMemoryBytes = 1_500_000_000;
        cli.Run("estimate", "demo", "--scale", "2", "--threads", "2").ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain("2,000,000");
        cli.Output.ShouldContain("2 GB (1.5 GB available, too little)");
        cli.Output.ShouldContain("about 3 s with 2 threads");
        cli.Output.ShouldContain("Counted by hand.");
        cli.Output.ShouldContain("With --scale 1.5 it would fit.");
    }

    [Fact]
    public void Help_of_an_experiment_shows_parameters_with_units_and_defaults()
    {
        cli.Run("run", "demo", "--help").ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain("--input <poisson|direct-current>");
        cli.Output.ShouldContain("simulated time [default: 1 s; quick: 200 ms]");
        cli.Output.ShouldContain("rate of the input [default: 8 1/s]");
        cli.Output.ShouldContain("--threads");
    }

    [Fact]
    public void Bench_prints_median_and_range_beside_peers_and_writes_them()
    {
        cli.Run("bench", "--filter", "demo-job", "--runs", "3", "--out", cli.Out).ShouldBe(ExitCode.Success);
        string line = cli.Output.Split('\n').Single(line => line.Contains("Myelin", StringComparison.Ordinal) && line.Contains("runs here", StringComparison.Ordinal));
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["Myelin", "2", "1", "3", "1x", "3", "runs", "here"]);
        cli.Output.ShouldContain("Abacus 1.0");
        cli.Output.ShouldContain("2x");
        JsonNode job = JsonNode.Parse(File.ReadAllText(Path.Combine(cli.Out, "result.json")))!["jobs"]![0]!;
        job["values"]!.AsArray().Select(value => value!.GetValue<double>()).ShouldBe([3, 1, 2]);
        job["median"]!.GetValue<double>().ShouldBe(2);
        job["peers"]![0]!["name"]!.GetValue<string>().ShouldBe("Abacus 1.0");
    }

    [Fact]
    public void A_benchmark_that_fails_does_not_stop_the_others()
    {
        cli.Run("bench", "--runs", "1", "--out", cli.Out).ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain("The benchmark 'demo-failing' failed: The abacus has lost a bead.");
        cli.Output.ShouldContain("demo-job");
    }

    [Fact]
    public void A_filter_that_fits_nothing_is_wrong_usage()
    {
        cli.Run("bench", "--filter", "demo-jbo", "--out", cli.Out).ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("No benchmark's name contains 'demo-jbo'; did you mean 'demo-job'?");
    }

    [Fact]
    public void Ctrl_C_in_a_benchmark_keeps_what_was_measured()
    {
        cli.StopAt = "demo-job, run 2 of 3 ...";
        cli.Run("bench", "--filter", "demo-job", "--out", cli.Out).ShouldBe(ExitCode.Cancelled);
        JsonNode result = JsonNode.Parse(File.ReadAllText(Path.Combine(cli.Out, "result.json")))!;
        result["status"]!.GetValue<string>().ShouldBe("cancelled");
        result["jobs"]![0]!["values"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void An_assembly_that_does_not_exist_is_wrong_usage()
    {
        string path = Path.Combine(cli.Folder, "none.dll");
        cli.Run("list", "--assembly", path).ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe($"The assembly '{path}' does not exist.");
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_wrong_usage()
    {
        string path = Path.Combine(cli.Folder, "text.dll");
        File.WriteAllText(path, "text");
        cli.Run("list", "--assembly", path).ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe($"The file '{path}' is not a .NET assembly.");
    }
}
