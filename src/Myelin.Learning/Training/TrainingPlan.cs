using Myelin.Data.Transforms;

namespace Myelin.Learning.Training;

/// <summary>How long and in which portions a model is trained.</summary>
public sealed record TrainingPlan
{
    /// <summary>How often every sample is seen.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Number of samples of a batch.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Number of batches whose gradients are summed before the parameters change.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>Seed of the order of samples, of augmentation and of noise.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What is done to training samples before they are shown; null for nothing.</summary>
    public ITransform? Augmentation { get; init; }

    /// <summary>After how many epochs without a better validation accuracy training ends; null for never.</summary>
    public int? Patience { get; init; }

    /// <summary>Where checkpoints (last.ckpt, best.ckpt) and TensorBoard events go; null for nowhere.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether to go on from the last checkpoint of the folder, to the very same result as if there had been no break.</summary>
    public bool Resume { get; init; }

    /// <summary>Refuses a plan that makes no sense.</summary>
    /// <exception cref="ArgumentException">A number is out of its range; the message names it.</exception>
    internal void Check()
    {
        if (Epochs < 1) throw new ArgumentException($"The number of epochs must be at least 1, got {Epochs}.");
        if (BatchSize < 1) throw new ArgumentException($"The batch size must be at least 1, got {BatchSize}.");
        if (Accumulate < 1) throw new ArgumentException($"The number of batches to accumulate must be at least 1, got {Accumulate}.");
        if (Patience is < 1) throw new ArgumentException($"The patience must be at least 1 epoch, got {Patience}.");
        if (Resume && Folder is null) throw new ArgumentException("Training can only be resumed from a folder with a checkpoint; none was given.");
    }
}
