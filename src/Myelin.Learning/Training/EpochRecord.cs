namespace Myelin.Learning.Training;

/// <summary>What came of an epoch.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="Loss">Mean loss over the training samples, while they changed the model.</param>
/// <param name="Accuracy">Fraction of them classified as they should be.</param>
/// <param name="ValidationLoss">Mean loss over the validation samples afterwards; NaN where there are none.</param>
/// <param name="ValidationAccuracy">Fraction of them classified as they should be; NaN where there are none.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="SpikesPerNeuron">Mean number of spikes of a neuron per sample, by layer of neurons.</param>
/// <param name="Seconds">How long training took, without validation.</param>
/// <param name="SamplesPerSecond">Training samples per second.</param>
public sealed record EpochRecord(
    int Epoch,
    double Loss,
    double Accuracy,
    double ValidationLoss,
    double ValidationAccuracy,
    double LearningRate,
    IReadOnlyList<double> SpikesPerNeuron,
    double Seconds,
    double SamplesPerSecond);
