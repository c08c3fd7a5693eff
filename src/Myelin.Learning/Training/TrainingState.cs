namespace Myelin.Learning.Training;

/// <summary>Where a training stands between two batches, beside its parameters and its optimiser.</summary>
/// <param name="Epoch">The epoch that goes on, from 0.</param>
/// <param name="Batch">The batch of it that comes next.</param>
/// <param name="Steps">Steps of the optimiser so far.</param>
/// <param name="LossSum">Sum of the losses of this epoch's samples so far.</param>
/// <param name="Seen">How many samples.</param>
/// <param name="Correct">How many of them were classified as they should be.</param>
/// <param name="SpikeSums">Their spikes, by layer.</param>
/// <param name="History">The epochs so far.</param>
internal sealed record TrainingState(int Epoch, int Batch, long Steps, double LossSum, long Seen, long Correct, double[] SpikeSums, IReadOnlyList<EpochRecord> History);
