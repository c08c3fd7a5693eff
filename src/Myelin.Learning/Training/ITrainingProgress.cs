namespace Myelin.Learning.Training;

/// <summary>Who wants to know how training goes.</summary>
public interface ITrainingProgress
{
    /// <summary>Called after every batch.</summary>
    /// <param name="batch">Where training is.</param>
    void OnBatch(in BatchProgress batch);

    /// <summary>Called after every epoch.</summary>
    /// <param name="epoch">What came of it.</param>
    void OnEpoch(EpochRecord epoch);
}

/// <summary>Where training is.</summary>
/// <param name="Epoch">Which epoch, from 1.</param>
/// <param name="Epochs">How many there are.</param>
/// <param name="Batch">Batches of this epoch so far.</param>
/// <param name="Batches">Batches of an epoch.</param>
/// <param name="Loss">Mean loss of this epoch so far.</param>
/// <param name="Accuracy">Accuracy of this epoch so far.</param>
/// <param name="SpikesPerNeuron">Mean number of spikes per neuron and sample, over all layers, in this epoch so far.</param>
/// <param name="SamplesPerSecond">Samples per second in this epoch so far.</param>
public readonly record struct BatchProgress(int Epoch, int Epochs, int Batch, int Batches, double Loss, double Accuracy, double SpikesPerNeuron, double SamplesPerSecond);
