using Myelin.Data.Transforms;

namespace Myelin.Data.Loading;

/// <summary>How a <see cref="DataLoader"/> makes batches.</summary>
public sealed record DataLoaderOptions
{
    /// <summary>Number of samples of a batch, at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Whether every epoch has an order of its own; otherwise samples come as the set numbers them.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether samples that do not fill a last batch are left out of the epoch.</summary>
    public bool DropLast { get; init; }

    /// <summary>Seed of the order and of the transforms' random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What is done to every sample; null for nothing.</summary>
    public ITransform? Transform { get; init; }

    /// <summary>Number of threads that prepare batches; with 0 the loop that takes the batches prepares them.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Number of batches that may lie ready, at least 1.</summary>
    public int Prefetch { get; init; } = 2;

    /// <summary>
    /// Whether sequences are padded to the longest of the whole set, so that all batches have one shape, rather than to the longest of the batch.
    /// </summary>
    public bool PadToLongest { get; init; }
}
