namespace Myelin.Experiments.Reports;

/// <summary>A table of a report: the first column names the rows, the others hold text or numbers.</summary>
/// <param name="title">The heading.</param>
/// <param name="description">What the table shows, in a sentence; may be empty.</param>
/// <param name="columns">The names of the columns, with units.</param>
public sealed class Table(string title, string description, params IReadOnlyList<string> columns) : ReportSection(title)
{
    private readonly List<IReadOnlyList<string>> rows = [];

    /// <summary>What the table shows.</summary>
    public string Description => description;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>The rows, as text.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => rows;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Text, or numbers, which are written with four significant digits.</param>
    /// <exception cref="ArgumentException">The row has more or fewer cells than the table has columns.</exception>
    public void Add(params IReadOnlyList<object> cells)
    {
        if (cells.Count != columns.Count)
            throw new ArgumentException($"A row of the table '{Title}' has {cells.Count} cells; it must have {columns.Count}, one for each column.");
        rows.Add([.. cells.Select(Text)]);
    }

    private static string Text(object cell) => cell switch
    {
        double number => Amount.Number(number),
        float number => Amount.Number(number),
        int or long => Amount.Count(Convert.ToInt64(cell, null)),
        _ => cell.ToString() ?? "",
    };
}
