using Myelin.Experiments.Models;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Quantities;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Models;

public sealed class ModelStudyTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("myelin-model-").FullName;

    public static TheoryData<string> Names => [.. NeuronCatalogue.BuiltIn.Models.Select(model => model.Info.Name)];

    public void Dispose() => Directory.Delete(path, recursive: true);

    private static ModelStudyResult Run(INeuronModel model, ModelStudyOptions? options = null)
        => new ModelStudy(model, options ?? new ModelStudyOptions()).Run(new NoProgress(), CancellationToken.None);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_model_gives_a_page_whose_plots_are_finite(string name)
    {
        ModelStudy study = new(NeuronCatalogue.BuiltIn.Find(name), new ModelStudyOptions());
        ModelStudyResult result = study.Run(new NoProgress(), CancellationToken.None);
        result.Figures.ShouldNotBeEmpty();
        result.Response.States.SelectMany(values => values).ShouldAllBe(value => double.IsFinite(value));
        (result.Rates?.Rates ?? []).ShouldAllBe(rate => double.IsFinite(rate) && rate >= 0);
        foreach (Figure figure in result.Figures)
        {
            figure.Svg().ShouldNotContain("NaN");
            figure.Svg().ShouldNotContain("∞");
            foreach (Layer layer in (figure as LayeredFigure)?.Layers ?? [])
            {
                layer.Series.X.ShouldAllBe(x => double.IsFinite(x));
                layer.Series.Y.ShouldContain(y => double.IsFinite(y));
                layer.Series.Y.ShouldAllBe(y => !double.IsInfinity(y));
            }
        }

        ModelReport.Write(new OutputFolder(path), study, result, "myelin model " + name, DateTime.UtcNow);
        File.ReadAllText(Path.Combine(path, "report.html")).ShouldContain($"<h1>{name}</h1>");
        File.ReadAllText(Path.Combine(path, "result.json")).ShouldContain($"\"model\": \"{name}\"");
    }

    [Fact]
    public void Rates_of_a_leaky_neuron_are_those_of_its_closed_form_on_the_grid()
    {
        RateCurve curve = Run(new LifExp()).Rates.ShouldNotBeNull();
        int compared = 0;
        for (int i = 0; i < RateCurve.Points; i++)
        {
            // 10 ms and 250 pF make 0.04 GOhm; threshold 15 mV above rest and reset; refractory for 20 steps of 0.1 ms.
            double reach = 0.04 * curve.Inputs[i];
            if (reach < 15)
                curve.Rates[i].ShouldBe(0);
            double steps = reach > 15 ? Math.Ceiling(100 * Math.Log(reach / (reach - 15))) + 20 : double.PositiveInfinity;
            if (steps > 1000)
                continue;
            curve.Rates[i].ShouldBe(10_000 / steps, 1e-9 * curve.Rates[i]);
            compared++;
        }

        compared.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void The_rheobase_of_a_leaky_neuron_is_threshold_over_resistance()
        => Run(new LifExp()).Rates!.Rheobase!.Value.ShouldBeInRange(375, 375 * 1.01);

    [Fact]
    public void Spikes_come_only_under_the_input_and_it_can_be_chosen()
    {
        StepResponse response = Run(new LifExp(), new ModelStudyOptions { Input = 700, Duration = 200 * Syntax.ms }).Response;
        response.Amplitude.ShouldBe(700);
        response.SpikeSteps.ShouldAllBe(step => step >= 200 && step < 1800);

        // 16 intervals of ceil(100 ln(28 / 13)) + 20 steps fit into 1600 steps after the first spike.
        response.SpikeSteps.Count.ShouldBe(1 + ((1600 - 77) / 97));
        response.States[0].Max().ShouldBeLessThan(-55);
    }

    [Theory]
    [InlineData(0.2, true)]
    [InlineData(0.7, false)]
    public void The_fixed_point_of_FitzHugh_and_Nagumo_is_where_cubic_and_line_meet(double input, bool stable)
    {
        PhasePlane plane = Run(new FitzHughNagumo(), new ModelStudyOptions { Input = input }).Plane.ShouldNotBeNull();
        plane.Variables.X.Name.ShouldBe("U");
        FixedPoint point = plane.FixedPoints.ShouldHaveSingleItem();
        (point.X - (Math.Pow(point.X, 3) / 3) - point.Y + input).ShouldBe(0, 1e-6);
        (point.X + 0.7 - (0.8 * point.Y)).ShouldBe(0, 1e-6);
        point.IsStable.ShouldBe(stable);
    }

    [Fact]
    public void An_adaptive_neuron_with_resting_synapses_has_a_phase_plane_and_a_leaky_one_has_none()
    {
        PhasePlane plane = Run(NeuronCatalogue.BuiltIn.Find("AdExPscExp")).Plane.ShouldNotBeNull();
        (plane.Variables.X.Name, plane.Variables.Y.Name).ShouldBe(("U", "W"));
        Run(new LifExp()).Plane.ShouldBeNull();
    }

    [Fact]
    public void A_map_settles_where_its_fixed_point_is()
    {
        Leaky model = new() { Threshold = 100 };
        ModelStudyOptions options = new() { Input = 0.5, Sweep = ParameterSweep.Read(model, "Beta=0..0.9") };
        BifurcationDiagram diagram = Run(model, options).Diagram.ShouldNotBeNull();
        diagram.Parameter.Count.ShouldBe(320);
        for (int i = 0; i < diagram.Parameter.Count; i++)
            diagram.Settled[i].ShouldBe(0.5 / (1 - diagram.Parameter[i]), 1e-9);
    }

    [Fact]
    public void Only_a_map_has_a_bifurcation_diagram()
    {
        Run(new ChialvoMap()).Diagram!.Sweep.Parameter.Name.ShouldBe("A");
        Run(new FitzHughNagumo()).Diagram.ShouldBeNull();
        Should.Throw<ArgumentException>(() => new ModelStudy(new LifExp(), new ModelStudyOptions { Sweep = ParameterSweep.Read(new LifExp(), "TauM=5ms..20ms") }))
            .Message.ShouldBe("LifExp is not a map, so it has no bifurcation diagram over TauM; only a map can be swept.");
    }

    [Fact]
    public void The_length_of_a_step_follows_the_model()
    {
        new ModelStudy(new LifExp(), new ModelStudyOptions()).Dt.ShouldBe(0.1 * Syntax.ms);
        new ModelStudy(new ChialvoMap(), new ModelStudyOptions()).Dt.ShouldBe(1 * Syntax.ms);
        Should.Throw<ArgumentException>(() => new ModelStudy(new Izhikevich(), new ModelStudyOptions { Dt = 2 * Syntax.ms }))
            .Message.ShouldBe("Izhikevich: The step of 2 ms is too long for forward Euler; it must be at most 1 ms.");
    }

    [Theory]
    [InlineData(1e9, "between 10 and 1000000 steps")]
    [InlineData(0.5, "between 10 and 1000000 steps")]
    [InlineData(10.05, "the nearest that is takes 10 ms")]
    public void A_duration_must_be_a_possible_number_of_steps(double milliseconds, string expected)
        => Should.Throw<ArgumentException>(() => new ModelStudy(new LifExp(), new ModelStudyOptions { Duration = milliseconds * Syntax.ms })).Message.ShouldContain(expected);

    [Fact]
    public void A_study_stops_when_it_is_asked_to()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => new ModelStudy(new LifExp(), new ModelStudyOptions()).Run(new NoProgress(), stop.Token));
    }

    [Fact]
    public void A_source_without_input_is_simulated_too()
    {
        ModelStudyResult result = Run(new PoissonNeuron { Rate = 200 * Syntax.Hz }, new ModelStudyOptions { Duration = 2000 * Syntax.ms });
        result.Response.SpikeSteps.Count.ShouldBeInRange(300, 500);
        result.Rates.ShouldBeNull();
    }
}
