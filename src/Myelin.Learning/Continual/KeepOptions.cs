namespace Myelin.Learning.Continual;

/// <summary>How lateral neurons learn what is to be kept of a task.</summary>
public sealed record KeepOptions
{
    /// <summary>Number of samples of a batch.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>How often every sample is seen.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>How often the lateral neurons learn from a batch.</summary>
    public int Times { get; init; } = 3;

    /// <summary>Learning rate, in units of the mean squared length of the activity.</summary>
    public double Rate { get; init; } = 1;
}
