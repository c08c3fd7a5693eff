using System.Globalization;
using Myelin.Experiments.Running;
using Myelin.Learning.Training;

namespace Myelin.Experiments.Training;

/// <summary>Shows how a training goes as the progress of a phase.</summary>
internal sealed class TrainingPhase(Phase phase) : ITrainingProgress
{
    private string validation = "";

    public void OnBatch(in BatchProgress batch)
    {
        double done = (batch.Epoch - 1 + ((double)batch.Batch / batch.Batches)) / batch.Epochs;
        if (batch.Batch % 8 != 1 && batch.Batch < batch.Batches) return;
        string status = string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {batch.Epoch}/{batch.Epochs}, loss {batch.Loss:0.000}, accuracy {100 * batch.Accuracy:0.0} %{validation}, {batch.SpikesPerNeuron:0.0} spikes/neuron, {batch.SamplesPerSecond:0} samples/s");

        // Cancellation is the trainer's: it writes a checkpoint first.
        try
        {
            phase.Report(done, status);
        }
        catch (OperationCanceledException)
        {
        }
    }

    public void OnEpoch(EpochRecord epoch) =>
        validation = double.IsNaN(epoch.ValidationAccuracy) ? "" : string.Create(CultureInfo.InvariantCulture, $" (test {100 * epoch.ValidationAccuracy:0.00} %)");
}
