namespace Myelin.Experiments.Reports;

/// <summary>A part of a report, in the order the experiment adds them: text, a table or a figure.</summary>
public abstract class ReportSection
{
    private protected ReportSection(string title)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        Title = title;
    }

    /// <summary>The heading.</summary>
    public string Title { get; }
}

/// <summary>Paragraphs under a heading.</summary>
/// <param name="title">The heading.</param>
/// <param name="paragraphs">The paragraphs, plain text.</param>
public sealed class TextSection(string title, IReadOnlyList<string> paragraphs) : ReportSection(title)
{
    /// <summary>The paragraphs, plain text.</summary>
    public IReadOnlyList<string> Paragraphs => paragraphs;
}
