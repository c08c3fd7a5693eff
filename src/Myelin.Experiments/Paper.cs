namespace Myelin.Experiments;

/// <summary>The publication whose system an experiment rebuilds.</summary>
/// <param name="Authors">The authors, as a reference list names them.</param>
/// <param name="Year">The year of publication.</param>
/// <param name="Title">The title of the paper.</param>
/// <param name="Journal">Where it appeared: journal, volume and pages.</param>
/// <param name="Doi">The digital object identifier without an address in front, for example <c>10.1093/cercor/bhs358</c>; null where there is none.</param>
public sealed record Paper(string Authors, int Year, string Title, string Journal, string? Doi = null)
{
    /// <summary>One line of a reference list.</summary>
    public override string ToString() => $"{Authors} ({Year}). {Title}. {Journal}.{(Doi is null ? "" : $" doi:{Doi}")}";
}
