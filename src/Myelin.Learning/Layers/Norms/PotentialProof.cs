using Myelin.Learning.Scans;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers.Norms;

/// <summary>Whether a model's potential before the threshold test can be had by running it with a threshold that nothing reaches: it is tried.</summary>
internal static class PotentialProof
{
    private const int Steps = 24;
    private const int Neurons = 64;

    /// <summary>Refuses a model where it cannot, or one that emits other numbers than 0 and 1.</summary>
    /// <param name="model">The model.</param>
    /// <param name="free">The model with a threshold that nothing reaches.</param>
    /// <param name="potential">The state variable that is compared with the threshold.</param>
    /// <param name="threshold">The name of the threshold.</param>
    /// <exception cref="ArgumentException">The model is one of these; the message names it.</exception>
    public static void Check(ScanModel model, ScanModel free, int potential, string threshold)
    {
        Tape tape = Tape.Current;
        Tape.Position start = tape.Mark();
        using Tape.Pause pause = tape.PauseRecording();
        var random = new Random(1);
        Tensor state = default;
        string name = model.Model.Info.Name, variable = model.Model.Info.States[potential].Name;
        try
        {
            for (int t = 0; t < Steps; t++)
            {
                Tensor x = Tensor.Empty([1, 1, Neurons]);
                foreach (ref float value in x.Values) value = (float)((random.NextDouble() * 2) - 0.5);
                NeuronScan.Run own = NeuronScan.Of(model, [x], state, potential);
                Tensor unfired = NeuronScan.Of(free, [x], state, potential).Trace;
                for (int n = 0; n < Neurons; n++)
                {
                    float emitted = own.Output.Values[n];
                    if (emitted is not (0 or 1))
                        throw new ArgumentException($"{name} emits numbers such as {emitted}; a norm before the threshold test needs neurons that emit spikes, which are 0 or 1.");
                    if (emitted == 0 && own.Trace.Values[n] != unfired.Values[n])
                        throw new ArgumentException($"{name} resets its {variable} late or by other rules of its {threshold}, so a norm cannot act before the threshold test; a reset to a value in the step of the spike would do.");
                }

                state = own.Final;
            }
        }
        finally
        {
            tape.Rewind(start);
        }
    }
}
