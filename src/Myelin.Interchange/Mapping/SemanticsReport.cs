using System.Collections;

namespace Myelin.Interchange.Mapping;

/// <summary>What a note of a translation says.</summary>
public enum SemanticsKind
{
    /// <summary>The source does not state something; this was taken.</summary>
    Assumed,

    /// <summary>The same meaning in another form.</summary>
    Changed,

    /// <summary>The target cannot express something; it was left out.</summary>
    Lost,
}

/// <summary>One thing that a translation assumed, changed or lost.</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="Where">The node, population or projection; empty for the whole.</param>
/// <param name="Text">What, in one sentence.</param>
public sealed record SemanticsNote(SemanticsKind Kind, string Where, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Kind switch { SemanticsKind.Assumed => "assumed", SemanticsKind.Changed => "changed", _ => "lost" })}{(Where.Length == 0 ? "" : $", '{Where}'")}: {Text}";
}

/// <summary>What a translation between formats assumed, changed and lost.</summary>
public sealed class SemanticsReport : IReadOnlyList<SemanticsNote>
{
    private readonly List<SemanticsNote> notes = [];

    /// <inheritdoc/>
    public int Count => notes.Count;

    /// <inheritdoc/>
    public SemanticsNote this[int index] => notes[index];

    /// <inheritdoc/>
    public IEnumerator<SemanticsNote> GetEnumerator() => notes.GetEnumerator();

    /// <summary>One line per note.</summary>
    public override string ToString() => string.Join(Environment.NewLine, notes);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Assume(string where, string text) => Add(SemanticsKind.Assumed, where, text);

    internal void Change(string where, string text) => Add(SemanticsKind.Changed, where, text);

    internal void Lose(string where, string text) => Add(SemanticsKind.Lost, where, text);

    private void Add(SemanticsKind kind, string where, string text)
    {
        var note = new SemanticsNote(kind, where, text);
        if (!notes.Contains(note)) notes.Add(note);
    }
}
