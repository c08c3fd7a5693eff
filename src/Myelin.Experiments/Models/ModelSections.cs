using Myelin.Experiments.Reports;
using Myelin.Neurons;
using static Myelin.Experiments.Reports.HtmlPage;

namespace Myelin.Experiments.Models;

/// <summary>The sections that every model's page has: its equations and its parameters.</summary>
internal static class ModelSections
{
    /// <summary>The equations, a line each, and where they are from.</summary>
    public static void Equations(HtmlPage page, string equation, string source)
    {
        page.Open("Equations");
        page.Append("<div class=\"equations\">\n");
        foreach (string line in equation.Split("; ", StringSplitOptions.TrimEntries))
            page.Append($"<p>{Text(line)}</p>\n");
        page.Append($"</div>\n<p class=\"paper\">{Text(source)}</p>\n");
        page.Close();
    }

    /// <summary>The parameters with their values; nothing where there are none.</summary>
    public static void Parameters(HtmlPage page, object model, IReadOnlyList<ParameterInfo> parameters)
    {
        if (parameters.Count == 0)
            return;
        page.Open("Parameters");
        page.Append("<table>\n<thead><tr><th>parameter</th><th class=\"n\">value</th><th class=\"n\">default</th><th>range</th><th>meaning</th></tr></thead>\n<tbody>\n");
        foreach (ParameterInfo parameter in parameters)
        {
            string value = ModelParameters.Text(model, parameter), usual = ModelParameters.DefaultText(model, parameter);
            page.Append("<tr>").Append(RowHead(parameter.Name)).Append(Cell(value, true, string.Equals(value, usual, StringComparison.Ordinal) ? "" : "changed"))
                .Append(Cell(usual, true)).Append(Cell(parameter.Range, false)).Append(Cell(parameter.Summary, false)).Append("</tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
        page.Close();
    }
}
