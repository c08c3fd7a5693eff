using Myelin.Interchange.Nir;
using Myelin.Quantities;

namespace Myelin.Interchange.Mapping;

/// <summary>What a NIR graph needs and a network does not say.</summary>
public sealed record NirExportOptions
{
    /// <summary>Length of a step: delays and the models of discrete time depend on it.</summary>
    public Time Dt { get; init; } = 0.1 * Syntax.ms;

    /// <summary>The unit of time of the graph: seconds, as in the files that tools publish.</summary>
    public Time TimeUnit { get; init; } = 1 * Syntax.s;

    /// <summary>Names of the populations that give something away; null for those that give nothing to other populations.</summary>
    public IReadOnlyList<string>? Outputs { get; init; }
}

/// <summary>A graph that was a network.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Report">What was assumed, changed and lost.</param>
public sealed record NirExport(NirGraph Graph, SemanticsReport Report);
