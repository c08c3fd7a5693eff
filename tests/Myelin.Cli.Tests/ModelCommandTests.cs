using System.Text.Json.Nodes;
using Myelin.Neurons;
using Myelin.Synapses;
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
        cli.Error.Trim().ShouldBe("No model mentions 'Izikevich'; did you mean 'Izhikevich'?");
    }

    [Fact]
    public void Models_lists_receptors_rules_of_release_and_couplings()
    {
        cli.Run("models").ShouldBe(ExitCode.Success);
        foreach (SynapseModel model in SynapseCatalogue.BuiltIn.Models)
            cli.Output.ShouldContain($"  {model.Name} ");
        cli.Output.ShouldContain("Receptors: what becomes of arriving spikes");
        cli.Output.ShouldContain("Rules of release");
        cli.Output.ShouldContain("Couplings: synapses that act without spikes");
    }

    [Fact]
    public void Synapse_models_as_JSON_hold_everything_known()
    {
        cli.Run("models", "--filter", "gap", "--json").ShouldBe(ExitCode.Success);
        JsonNode model = JsonNode.Parse(cli.Output)!.AsArray().Single(model => model!["info"]!["name"]!.GetValue<string>() == "GapJunction")!;
        model["kind"]!.GetValue<string>().ShouldBe("Coupling");
        model["info"]!["isMutual"]!.GetValue<bool>().ShouldBeTrue();
        model["info"]!["unit"]!.GetValue<string>().ShouldBe("nS");
    }

    [Fact]
    public void A_receptor_has_a_page_with_its_time_course()
    {
        cli.Run("model", "betacurrent", "--set", "TauDecay=4ms", "--set", "TauRise=1ms", "--out", cli.Out).ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain("k such that the peak is the weight");
        cli.Output.ShouldContain("Roth and van Rossum (2009)");
        cli.Output.ShouldContain("After a spike of 1 pA the current is largest");
        JsonNode result = Result;
        result["kind"]!.GetValue<string>().ShouldBe("Receptor");
        result["parameters"]!["TauDecay"]!.GetValue<string>().ShouldBe("4 ms");
        result["peak"]!.GetValue<double>().ShouldBe(1, 1e-3);
        result["peakMilliseconds"]!.GetValue<double>().ShouldBe(Math.Log(4) * 4 / 3, 0.1);
        double[] times = [.. result["times"]!.AsArray().Select(t => t!.GetValue<double>())], course = [.. result["course"]!.AsArray().Select(t => t!.GetValue<double>())];
        double k = 1 / (Math.Pow(4, -1.0 / 3) - Math.Pow(4, -4.0 / 3));
        for (int i = 0; i < times.Length; i++) course[i].ShouldBe(k * (Math.Exp(-(times[i] - 0.05) / 4) - Math.Exp(-(times[i] - 0.05))), 2e-3);
        string html = File.ReadAllText(Path.Combine(cli.Out, "report.html"));
        html.ShouldContain("<h1>BetaCurrent</h1>");
        html.ShouldContain("Current after a spike of 1 pA");
        html.ShouldContain("--set TauDecay=4ms");
    }

    [Fact]
    public void A_voltage_dependent_receptor_is_shown_against_the_potential()
    {
        cli.Run("model", "NmdaConductance", "--out", cli.Out).ShouldBe(ExitCode.Success);
        File.ReadAllText(Path.Combine(cli.Out, "report.html")).ShouldContain("Current against the membrane potential");
    }

    [Theory]
    [InlineData("TsodyksMarkram", "It depresses", 0.5)]
    [InlineData("QuantalRelease", "It depresses", 0.5)]
    public void A_rule_of_release_has_a_page_with_its_train(string name, string finding, double first)
    {
        cli.Run("model", name, "--out", cli.Out).ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain(finding);
        Result["course"]!.AsArray()[0]!.GetValue<double>().ShouldBe(first, 0.03);
        File.ReadAllText(Path.Combine(cli.Out, "report.html")).ShouldContain("What a train of spikes releases");
    }

    [Theory]
    [InlineData("GapJunction", "what one loses the other gains", 45)]
    [InlineData("GradedSynapse", "on the postsynaptic neuron only", -4.33)]
    public void A_coupling_has_a_page_with_its_current(string name, string finding, double peak)
    {
        cli.Run("model", name, "--out", cli.Out).ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain(finding);
        Result["peak"]!.GetValue<double>().ShouldBe(peak, 0.01);
    }

    [Fact]
    public void Options_of_neurons_are_refused_for_synapses()
    {
        ShouldBeWrongUsage("GapJunction is a model of a synapse, and --current is for models of neurons.", "model", "GapJunction", "--current", "3pA");
        ShouldBeWrongUsage("GapJunction is a model of a synapse, and --sweep is for models of neurons.", "model", "GapJunction", "--sweep", "A=0..1");
        ShouldBeWrongUsage("ExponentialCurrent.Tau must be positive, got -1 ms.", "model", "ExponentialCurrent", "--set", "Tau=-1ms");
        ShouldBeWrongUsage("Unknown model 'GabJunction'; did you mean 'GapJunction'?", "model", "GabJunction");
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
        => ShouldBeWrongUsage("'myelin model' needs the name of a model; 'myelin models' shows them.", "model");

    [Fact]
    public void An_unknown_model_is_compared_with_those_there_are()
        => ShouldBeWrongUsage("Unknown model 'LiffExp'; did you mean 'LifExp'?", "model", "LiffExp");

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
