namespace Myelin.Learning.Training;

/// <summary>How a model does on a set of samples.</summary>
/// <param name="Loss">Mean loss.</param>
/// <param name="Accuracy">Fraction of samples classified as they should be.</param>
/// <param name="Confusion">How often each class (row) was taken for each (column).</param>
/// <param name="SpikesPerNeuron">Mean number of spikes of a neuron per sample, by layer of neurons.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record Evaluation(double Loss, double Accuracy, long[][] Confusion, IReadOnlyList<double> SpikesPerNeuron, int Samples, double Seconds);
