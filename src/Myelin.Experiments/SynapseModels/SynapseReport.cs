using System.Text;
using System.Text.Json;
using Myelin.Experiments.Models;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Synapses;
using static Myelin.Experiments.Reports.HtmlPage;

namespace Myelin.Experiments.SynapseModels;

/// <summary>Writes <c>result.json</c> and <c>report.html</c> of a synapse study: the model's page, made to be printed.</summary>
public static class SynapseReport
{
    /// <summary>Writes both files.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="study">The study.</param>
    /// <param name="result">What it found.</param>
    /// <param name="command">The command that repeats it.</param>
    /// <param name="started">When it started, in universal time.</param>
    /// <exception cref="IOException">A file cannot be written; what was there before is unchanged.</exception>
    public static void Write(OutputFolder folder, SynapseStudy study, SynapseResult result, string command, DateTime started)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(result);
        folder.Write(ExperimentRun.ResultFile, stream => JsonSerializer.Serialize(stream, Record(study, result, command, started), ModelJson.Readable.SynapseRecord));
        folder.Write(ExperimentRun.ReportFile, stream =>
        {
            using StreamWriter writer = new(stream, new UTF8Encoding(false), leaveOpen: true);
            writer.Write(Build(study, result, command, started));
        });
    }

    /// <summary>The heading of a kind.</summary>
    public static string Title(SynapseKind kind) => kind switch
    {
        SynapseKind.Receptor => "Receptors: what becomes of arriving spikes",
        SynapseKind.Release => "Rules of release: how much of its weight a spike delivers",
        SynapseKind.Plasticity => "Rules of plasticity: how weights learn",
        _ => "Couplings: synapses that act without spikes",
    };

    private static SynapseRecord Record(SynapseStudy study, SynapseResult result, string command, DateTime started) => new()
    {
        Model = study.Model.Name,
        Kind = study.Model.Kind.ToString(),
        Command = command,
        Started = started,
        Parameters = study.Model.Parameters.ToDictionary(parameter => parameter.Name, parameter => ModelParameters.Text(study.Model.Model, parameter), StringComparer.Ordinal),
        DtMilliseconds = study.Dt.InMilliseconds,
        DurationMilliseconds = study.Duration.InMilliseconds,
        Seed = study.Seed,
        Peak = result.Peak,
        PeakMilliseconds = result.PeakMilliseconds,
        Times = result.Times,
        Course = result.Course,
        Findings = result.Findings,
        Versions = Machine.Versions,
        Machine = Machine.Current,
    };

    private static string Build(SynapseStudy study, SynapseResult result, string command, DateTime started)
    {
        SynapseModel model = study.Model;
        HtmlPage page = new(model.Name, hasFigures: true);
        page.Append($"<header>\n<p class=\"kicker\">Synapse model · {Text(Title(model.Kind))}</p>\n<h1>{Text(model.Name)}</h1>\n<p class=\"lead\">{Text(model.Summary)}</p>\n</header>\n");
        ModelSections.Equations(page, model.Equation, model.Source);
        ModelSections.Parameters(page, model.Model, model.Parameters);
        if (model.States.Count > 0)
        {
            Table table = new("Variables", "What a synapse, or what all of a neuron share, remembers.", "name", "unit", "meaning");
            foreach (VariableInfo state in model.States) table.Add(state.Name, state.Unit, state.Summary);
            page.Section(table);
        }

        page.Append("<section>\n");
        foreach (string finding in result.Findings) page.Append($"<p>{Text(finding)}</p>\n");
        page.Append("</section>\n<div class=\"plots\">\n");
        foreach (Figure figure in result.Figures) page.Section(figure);
        page.Append("</div>\n");
        if (command.Length > 0) page.Append($"<section>\n<p>Repeat this study:</p>\n<pre><code>{Text(command)}</code></pre>\n</section>\n");
        page.Foot(Machine.Versions, started, Machine.Current);
        return page.End();
    }
}
