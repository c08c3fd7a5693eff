using Myelin.Networks;

namespace Myelin.Hardware.Faults;

/// <summary>Checksums of the stored weights of a network, taken when they are written: a memory that was changed afterwards has another. Whatever is changed back before it is read again is not found.</summary>
public sealed class WeightChecksum
{
    private readonly string?[] sums;

    /// <summary>Takes the checksums of a network's weights.</summary>
    /// <param name="network">The network as it was written.</param>
    public WeightChecksum(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        sums = [.. network.Projections.Select(Of)];
    }

    /// <summary>The projections whose weights are others now.</summary>
    /// <param name="network">The network as it is, with the same projections.</param>
    /// <returns>Their indices.</returns>
    public IReadOnlyList<int> Changed(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return [.. Enumerable.Range(0, sums.Length).Where(i => !string.Equals(sums[i], i < network.Projections.Count ? Of(network.Projections[i]) : null, StringComparison.Ordinal))];
    }

    // A tensor in words has a hash of its numbers.
    private static string? Of(Projection projection) => projection.Rule.Stored?.ToString();
}
