using System.Globalization;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Experiments.Models;

/// <summary>
/// Gets to know a neuron model by simulating it: its response to a step of input, its rate against the input, its phase plane where two variables
/// move, its bifurcation diagram where it is a map. All from what the model says of itself.
/// </summary>
public sealed class ModelStudy
{
    private static readonly double[] UsualSteps = [0.1, 0.05, 0.02, 0.01, 0.005, 0.001];
    private const double WholeSteps = 0.01;

    private readonly StepClock clock;
    private readonly int steps;

    /// <summary>Checks a study before it begins.</summary>
    /// <param name="model">The model with its parameters.</param>
    /// <param name="options">How it is studied.</param>
    /// <exception cref="ArgumentException">A parameter, the step or the duration is impossible; one sentence says why.</exception>
    public ModelStudy(INeuronModel model, ModelStudyOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        (Model, Options, Kind) = (model, options, ModelKinds.Of(model));
        Dt = options.Dt ?? (Kind == ModelKind.Map ? Time.FromValue(1) : Usual(model));
        model.LowerConstants(Dt);
        if (options.Input is { } input && !double.IsFinite(input))
            throw new ArgumentException($"The input of {model.Info.Name} must be finite, got {input.ToString(CultureInfo.InvariantCulture)}.");
        if (options.Sweep is not null && Kind != ModelKind.Map)
            throw new ArgumentException($"{model.Info.Name} is not a map, so it has no bifurcation diagram over {options.Sweep.Parameter.Name}; only a map can be swept.");
        double exact = options.Duration / Dt;
        if (!(exact >= 10 && exact <= ModelStudyOptions.MostSteps))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"A run of {options.Duration} in steps of {Dt} is not possible here; it must be between 10 and {ModelStudyOptions.MostSteps} steps."));
        }

        steps = (int)Math.Round(exact);
        if (Math.Abs(exact - steps) > WholeSteps)
            throw new ArgumentException($"A run of {options.Duration} is not a whole number of steps of {Dt}; the nearest that is takes {steps * Dt}.");
        clock = new StepClock(Dt, Kind == ModelKind.Map);
    }

    /// <summary>The model with its parameters.</summary>
    public INeuronModel Model { get; }

    /// <summary>How it is studied.</summary>
    public ModelStudyOptions Options { get; }

    /// <summary>What sort of thing the model is.</summary>
    public ModelKind Kind { get; }

    /// <summary>Length of a step.</summary>
    public Time Dt { get; }

    /// <summary>Simulates the model.</summary>
    /// <param name="progress">Shows how far the study is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">The study was stopped.</exception>
    public ModelStudyResult Run(IRunProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(progress);
        StudySetting setting = new(Model, clock, steps, Options.Seed, cancellation);
        (double? rheobase, double? top) = InPhase("Rheobase", () => RateCurve.Bracket(setting));
        double amplitude = Options.Input ?? UsualInput(setting, rheobase, top);
        StepResponse response = InPhase("Step of input", () => StepResponse.Measure(setting, amplitude));
        RateCurve? rates = top is { } range && !response.EmitsNumbers
            ? InPhase("Rates", () => RateCurve.Measure(setting, rheobase, Math.Max(range, amplitude)))
            : null;
        PhasePlane? plane = InPhase("Phase plane", () => PhasePlane.Of(setting, response));
        ParameterSweep? sweep = Kind == ModelKind.Map ? Options.Sweep ?? ParameterSweep.Of(Model) : null;
        BifurcationDiagram? diagram = sweep is null ? null : InPhase("Bifurcation diagram", () => BifurcationDiagram.Of(setting, amplitude, sweep));
        Figure[] figures = [.. response.Figures(), .. rates is null ? [] : (Figure[])[rates.Figure()], .. plane is null ? [] : (Figure[])[plane.Figure], .. diagram is null ? [] : (Figure[])[diagram.Figure()]];
        return new ModelStudyResult(response, rates, plane, diagram, figures);

        T InPhase<T>(string name, Func<T> work)
        {
            using Phase phase = new(name, progress, null, cancellation);
            phase.Report(0);
            return work();
        }
    }

    /// <summary>What a study found, in a few sentences.</summary>
    public IEnumerable<string> Findings(ModelStudyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string name = Model.Info.Name;
        VariableInfo? port = StimulatedPort.Of(Model.Info);
        string input = port is null ? "without input" : $"under an input of {UnitText.Write(result.Response.Amplitude, port.Unit)}";
        yield return result.Response.EmitsNumbers
            ? $"{name} does not spike; it emits numbers {input}."
            : $"{name} spikes {Amount.Count(result.Response.SpikeSteps.Count)} times {input}, at {UnitText.Write(RateOf(result.Response), RateUnit)} while it lasts.";
        if (result.Rates?.Rheobase is { } rheobase)
            yield return $"It goes on firing from {UnitText.Write(rheobase, port!.Unit)} on.";
        foreach (FixedPoint point in result.Plane?.FixedPoints ?? [])
        {
            (VariableInfo x, VariableInfo y) = result.Plane!.Variables;
            yield return $"{(point.IsStable ? "Stable" : "Unstable")} fixed point: {x.Name} = {UnitText.Write(point.X, x.Unit)}, {y.Name} = {UnitText.Write(point.Y, y.Unit)}.";
        }
    }

    /// <summary>A rate's unit in this study: Hz, or spikes per step.</summary>
    internal string RateUnit => clock.RateUnit;

    /// <summary>The rate of the response while the input lasts.</summary>
    internal double RateOf(StepResponse response)
        => clock.Rate(response.SpikeSteps.Count(step => step >= response.First && step < response.End) / (double)(response.End - response.First));

    // A pure number has no size of its own, so 1 is as good as any, unless the neuron fires under others only.
    private static double UsualInput(StudySetting setting, double? rheobase, double? top)
    {
        double? enough = rheobase * 1.5 ?? top / 4;
        if (enough is not { } input || (setting.Port!.Unit.Length == 0 && RateCurve.At(setting, 1) > 0))
            return 1;
        double digit = Math.Pow(10, Math.Floor(Math.Log10(input)) - 1);
        return Math.Round(Math.Round(input / digit) * digit, 12);
    }

    private static Time Usual(INeuronModel model)
    {
        foreach (double step in UsualSteps)
        {
            try
            {
                model.LowerConstants(Time.FromValue(step));
                return Time.FromValue(step);
            }
            catch (ArgumentException)
            {
                // The model may want a shorter step; where it is not the step that it refuses, the caller hears so.
            }
        }

        return Time.FromValue(UsualSteps[0]);
    }
}

/// <summary>What a study found.</summary>
/// <param name="Response">The response to a step of input.</param>
/// <param name="Rates">The rate against the input; null where the neuron does not fire or receives nothing.</param>
/// <param name="Plane">The phase plane; null where not exactly two variables move.</param>
/// <param name="Diagram">The bifurcation diagram of a map; null for other models.</param>
/// <param name="Figures">The plots of all that.</param>
public sealed record ModelStudyResult(
    StepResponse Response,
    RateCurve? Rates,
    PhasePlane? Plane,
    BifurcationDiagram? Diagram,
    IReadOnlyList<Figure> Figures);
