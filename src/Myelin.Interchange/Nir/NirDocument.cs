namespace Myelin.Interchange.Nir;

/// <summary>What a NIR file holds.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Version">The version of NIR that wrote the file, as it says; null where it says none. Nothing depends on it.</param>
public sealed record NirDocument(NirGraph Graph, string? Version = null)
{
    /// <summary>The version of NIR's layout that Myelin writes.</summary>
    public const string OwnVersion = "1.0.7";
}
