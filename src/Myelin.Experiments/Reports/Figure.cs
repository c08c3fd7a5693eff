using System.Text.Json.Nodes;

namespace Myelin.Experiments.Reports;

/// <summary>A plot of a report, twice from the same data: a Vega-Lite specification, and a plain SVG for readers without scripts.</summary>
/// <param name="title">The heading.</param>
/// <param name="description">What the plot shows, in a sentence or two.</param>
public abstract class Figure(string title, string description) : ReportSection(title)
{
    /// <summary>What the plot shows.</summary>
    public string Description => description;

    /// <summary>What was left out of the plot, in a sentence; null where nothing was.</summary>
    public virtual string? Note => null;

    /// <summary>The names of the colours, in their order; empty where one colour needs no name.</summary>
    public virtual IReadOnlyList<string> Legend => [];

    /// <summary>The Vega-Lite specification with its data, without title, size and colours.</summary>
    public abstract JsonObject Specification();

    /// <summary>The plot as an SVG element whose colours are the report's style classes.</summary>
    public abstract string Svg();
}
