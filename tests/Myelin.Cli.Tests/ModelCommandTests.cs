using System.Text.Json.Nodes;
using Myelin.Neurons;
using Shouldly;
using Xunit;

namespace Myelin.Cli.Tests;

public sealed class ModelCommandTests : IDisposable
{
    private readonly CliSession cli = new();

    public void Dispose() => cli.Dispose();

    private JsonNode Result => JsonNode.Parse(File.ReadAllText(Path.Combine(cli.Out, "result.json")))!;

    private void ShouldBeWrongUsage(string expected, params string[] arguments)
    {
        cli.Run([.. arguments, "--out", cli.Out]).ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe(expected);
        cli.Output.ShouldBeEmpty();
        Directory.Exists(cli.Out).ShouldBeFalse();
    }

    [Fact]
    public void Models_lists_every_model_with_parameters_states_inputs_and_source()
    {
        cli.Run("models").ShouldBe(ExitCode.Success);
        foreach (INeuronModel model in NeuronCatalogue.BuiltIn.Models)
            cli.Output.ShouldContain($"  {model.Info.Name} ");
        cli.Output.ShouldContain("Membrane potential in mV");
        cli.Output.ShouldContain("Maps: one step is one iteration");
        cli.Output.ShouldContain("TauM ms, TauSynE ms");
        cli.Output.ShouldContain("Rotter and Diesmann (1999)");
    }

    [Fact]
    public void Models_can_be_filtered_by_what_they_mention()
    {
        cli.Run("models", "--filter", "chialvo").ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain("ChialvoMap");
        cli.Output.ShouldNotContain("LifExp");
    }

    [Fact]
    public void A_filter_that_fits_nothing_is_wrong_usage()
    {
        cli.Run("models", "--filter", "Izikevich").ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("No neuron model mentions 'Izikevich'; did you mean 'Izhikevich'?");
    }

    [Fact]
    public void Models_as_JSON_hold_everything_known()
    {
        cli.Run("models", "--filter", "LifExp", "--json").ShouldBe(ExitCode.Success);
        JsonNode model = JsonNode.Parse(cli.Output)!.AsArray().Single(model => model!["info"]!["name"]!.GetValue<string>() == "LifExp")!;
        model["kind"]!.GetValue<string>().ShouldBe("Membrane");
        JsonNode parameter = model["info"]!["parameters"]![0]!;
        parameter["name"]!.GetValue<string>().ShouldBe("TauM");
        parameter["unit"]!.GetValue<string>().ShouldBe("ms");
        parameter["default"]!.GetValue<double>().ShouldBe(10);
    }

    [Fact]
    public void Model_shows_the_model_and_writes_its_page()
    {
        cli.Run("model", "lifexp", "--set", "TauM=20ms", "--set", "Refractory=0ms", "--current", "0.3nA", "--duration", "200ms", "--dt", "0.2ms", "--out", cli.Out).ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain("C dU/dt = -C (U - E) / tauM + Ie + Ii + I");
        cli.Output.ShouldContain("Source: Rotter and Diesmann (1999)");
        cli.Output.ShouldContain("Membrane time constant.");
        cli.Output.ShouldContain("under an input of 300 pA");
        cli.Output.ShouldContain(Path.Combine(cli.Out, "report.html"));
        Result["parameters"]!["TauM"]!.GetValue<string>().ShouldBe("20 ms");
        Result["input"]!["value"]!.GetValue<double>().ShouldBe(300);
        Result["dtMilliseconds"]!.GetValue<double>().ShouldBe(0.2);

        // 20 ms and 250 pF make 0.08 GOhm: 24 mV against a threshold of 15; 160 ms of input hold 8 intervals of ceil(100 ln(24 / 9)) steps.
        Result["spikes"]!.GetValue<int>().ShouldBe(800 / 99);
        string html = File.ReadAllText(Path.Combine(cli.Out, "report.html"));
        html.ShouldContain("<h1>LifExp</h1>");
        html.ShouldContain("<td class=\"n changed\">20 ms</td>");
        html.ShouldContain("--set TauM=20ms");
    }

    [Fact]
    public void The_sweep_of_a_map_can_be_chosen()
    {
        cli.Run("model", "ChialvoMap", "--sweep", "K=0..0.1", "--current", "0", "--out", cli.Out).ShouldBe(ExitCode.Success);
        File.ReadAllText(Path.Combine(cli.Out, "report.html")).ShouldContain("For 320 values of K");
    }

    [Fact]
    public void A_model_must_be_named()
        => ShouldBeWrongUsage("'myelin model' needs the name of a neuron model; 'myelin models' shows them.", "model");

    [Fact]
    public void An_unknown_model_is_compared_with_those_there_are()
        => ShouldBeWrongUsage("Unknown neuron model 'LiffExp'; did you mean 'LifExp'?", "model", "LiffExp");

    [Fact]
    public void An_unknown_parameter_is_compared_with_those_there_are()
        => ShouldBeWrongUsage("LifExp has no parameter 'TauN'; did you mean 'TauM'?", "model", "LifExp", "--set", "TauN=20ms");

    [Fact]
    public void A_value_needs_a_parameter()
        => ShouldBeWrongUsage("'TauM' is not a value of --set; it must be Parameter=value, for example TauM=20ms.", "model", "LifExp", "--set", "TauM");

    [Fact]
    public void A_value_needs_its_unit()
        => ShouldBeWrongUsage("'20' is not a value of LifExp.TauM; it must be a number with its unit such as 500ms.", "model", "LifExp", "--set", "TauM=20");

    [Fact]
    public void What_is_out_of_range_the_model_says_itself()
        => ShouldBeWrongUsage("LifExp.TauM must be positive, got -1 ms.", "model", "LifExp", "--set", "TauM=-1ms");

    [Fact]
    public void What_makes_no_sense_together_the_model_says_itself()
        => ShouldBeWrongUsage("LifExp: Threshold of -80 mV must be above Reset of -70 mV.", "model", "LifExp", "--set", "Threshold=-80mV");

    [Fact]
    public void A_step_that_the_model_does_not_take_it_says_itself()
        => ShouldBeWrongUsage("Izhikevich: The step of 2 ms is too long for forward Euler; it must be at most 1 ms.", "model", "Izhikevich", "--dt", "2ms");

    [Fact]
    public void An_input_has_the_unit_of_its_port()
    {
        ShouldBeWrongUsage("'0.5' is not an input of LifExp; its port Current takes a number in pA or a multiple of it such as 300pA.", "model", "LifExp", "--current", "0.5");
        ShouldBeWrongUsage("'300pA' is not an input of ChialvoMap; its port Current takes a pure number such as 0.5.", "model", "ChialvoMap", "--current", "300pA");
        ShouldBeWrongUsage("PoissonNeuron receives nothing, so it cannot be given an input of '1'.", "model", "PoissonNeuron", "--current", "1");
    }

    [Fact]
    public void Times_have_units()
    {
        ShouldBeWrongUsage("'10' is not a value of --duration; it must be a number with its unit such as 500ms.", "model", "LifExp", "--duration", "10");
        ShouldBeWrongUsage("'x' is not a value of --dt; it must be a number with its unit such as 500ms.", "model", "LifExp", "--dt", "x");
    }

    [Fact]
    public void A_model_that_is_no_map_cannot_be_swept()
        => ShouldBeWrongUsage("LifExp is not a map, so it has no bifurcation diagram over TauM; only a map can be swept.", "model", "LifExp", "--sweep", "TauM=5ms..20ms");

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        File.WriteAllText(cli.Out, "a file");
        cli.Run("model", "LifExp", "--out", cli.Out).ShouldBe(ExitCode.Failure);
        cli.Error.ShouldContain($"The output folder '{cli.Out}' cannot be written");
    }
}
