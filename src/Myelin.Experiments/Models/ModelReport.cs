using System.Text;
using System.Text.Json;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using static Myelin.Experiments.Reports.HtmlPage;

namespace Myelin.Experiments.Models;

/// <summary>Writes <c>result.json</c> and <c>report.html</c> of a model study: the model's page, made to be printed.</summary>
public sealed class ModelReport
{
    private readonly ModelStudy study;
    private readonly ModelStudyResult result;
    private readonly string command;
    private readonly DateTime started;
    private readonly HtmlPage page;

    private ModelReport(ModelStudy study, ModelStudyResult result, string command, DateTime started)
    {
        (this.study, this.result, this.command, this.started) = (study, result, command, started);
        page = new HtmlPage(Info.Name, result.Figures.Count > 0);
    }

    private NeuronInfo Info => study.Model.Info;

    private VariableInfo? Port => StimulatedPort.Of(Info);

    /// <summary>Writes both files.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="study">The study.</param>
    /// <param name="result">What it found.</param>
    /// <param name="command">The command that repeats it.</param>
    /// <param name="started">When it started, in universal time.</param>
    /// <exception cref="IOException">A file cannot be written; what was there before is unchanged.</exception>
    public static void Write(OutputFolder folder, ModelStudy study, ModelStudyResult result, string command, DateTime started)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(result);
        ModelReport report = new(study, result, command, started);
        folder.Write(ExperimentRun.ResultFile, stream => JsonSerializer.Serialize(stream, report.Record(), ModelJson.Readable.ModelRecord));
        folder.Write(ExperimentRun.ReportFile, stream =>
        {
            using StreamWriter writer = new(stream, new UTF8Encoding(false), leaveOpen: true);
            writer.Write(report.Build());
        });
    }

    private ModelRecord Record() => new()
    {
        Model = Info.Name,
        Command = command,
        Started = started,
        Parameters = Info.Parameters.ToDictionary(parameter => parameter.Name, parameter => ModelParameters.Text(study.Model, parameter), StringComparer.Ordinal),
        DtMilliseconds = study.Dt.InMilliseconds,
        DurationMilliseconds = study.Options.Duration.InMilliseconds,
        Seed = study.Options.Seed,
        Port = Port?.Name,
        Input = new Measurement(Port is null ? 0 : result.Response.Amplitude, Port?.Unit ?? ""),
        Spikes = result.Response.EmitsNumbers ? 0 : result.Response.SpikeSteps.Count,
        Rate = new Measurement(result.Response.EmitsNumbers ? 0 : study.RateOf(result.Response), study.RateUnit),
        Rheobase = result.Rates?.Rheobase is { } rheobase ? new Measurement(rheobase, Port!.Unit) : null,
        Inputs = result.Rates?.Inputs ?? [],
        Rates = result.Rates?.Rates ?? [],
        PhasePlane = result.Plane is { } plane ? [plane.Variables.X.Name, plane.Variables.Y.Name] : [],
        FixedPoints = result.Plane?.FixedPoints ?? [],
        Versions = Machine.Versions,
        Machine = Machine.Current,
    };

    private string Build()
    {
        Head();
        ModelSections.Equations(page, Info.Equation, Info.Source);
        ModelSections.Parameters(page, study.Model, Info.Parameters);
        Variables();
        page.Append("<div class=\"plots\">\n");
        foreach (Figure figure in result.Figures)
            page.Section(figure);
        page.Append("</div>\n");
        if (command.Length > 0)
            page.Append($"<section>\n<p>Repeat this study:</p>\n<pre><code>{Text(command)}</code></pre>\n</section>\n");
        page.Foot(Machine.Versions, started, Machine.Current);
        return page.End();
    }

    private void Head()
    {
        page.Append($"<header>\n<p class=\"kicker\">Neuron model · {Text(ModelKinds.Title(study.Kind))}</p>\n<h1>{Text(Info.Name)}</h1>\n<p class=\"lead\">{Text(Info.Summary)}</p>\n")
            .Append("<dl class=\"tiles\">\n");
        if (Port is { } port)
            page.Tile("input of the run below", UnitText.Write(result.Response.Amplitude, port.Unit));
        if (!result.Response.EmitsNumbers)
        {
            page.Tile("spikes", Amount.Count(result.Response.SpikeSteps.Count));
            page.Tile("rate under the input", UnitText.Write(study.RateOf(result.Response), study.RateUnit));
        }

        if (result.Rates?.Rheobase is { } rheobase)
            page.Tile("fires from", UnitText.Write(rheobase, Port!.Unit));
        page.Tile("step", study.Kind == ModelKind.Map ? "one iteration" : study.Dt.ToString());
        page.Append("</dl>\n</header>\n");
    }

    private void Variables()
    {
        if (Info.States.Count + Info.Ports.Count == 0)
            return;
        Table table = new("Variables and inputs", "What one neuron remembers, and what it receives.", "name", "kind", "unit", "meaning");
        foreach (VariableInfo state in Info.States)
            table.Add(state.Name, "state", state.Unit, state.Summary);
        foreach (VariableInfo port in Info.Ports)
            table.Add(port.Name, "input", port.Unit, port.Summary);
        page.Section(table);
    }
}
