using Myelin.Data;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Tensors;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Simulation.Recording;

namespace Myelin.Experiments.Delays;

/// <summary>
/// How a trained model does as the network that the simulator runs: all test samples one after the other, with silence between them in which potentials decay. Layers
/// must have no bias, whose current would go on in the silence.
/// </summary>
internal static class LoweredAccuracy
{
    /// <summary>Runs the samples.</summary>
    /// <param name="model">A model whose last layer hands on its potentials U.</param>
    /// <param name="set">Samples [T, N] of zeros and ones.</param>
    /// <param name="loss">What says which class potentials mean.</param>
    /// <param name="silence">Steps between samples.</param>
    /// <returns>The part of the samples that is classified rightly, and the number of synapses.</returns>
    public static (double Accuracy, long Synapses) Of(Sequential model, IDataset set, Loss loss, int silence)
    {
        int steps = set.SampleShape[0], inputs = set.SampleShape[1], period = steps + silence;
        Network network = model.ToNetwork([inputs]);
        Time dt = NetworkLowering.StepOf(model);
        var times = new List<double>();
        var neurons = new List<int>();
        float[] sample = new float[steps * inputs];
        for (int s = 0; s < set.Count; s++)
        {
            set.Read(s, sample);
            for (int i = 0; i < sample.Length; i++)
            {
                if (sample[i] == 0) continue;
                times.Add((((long)s * period) + (i / inputs) + 1) * dt.InMilliseconds);
                neurons.Add(i % inputs);
            }
        }

        network.Drive(network.Populations[0], Syntax.SpikeReplay([.. times], [.. neurons]));
        Population last = network.Populations[^1];
        using var simulator = new Simulator(network, dt, r => r.Voltage(last), new SimulationOptions { Precision = Precision.Single });
        simulator.RunSteps((long)set.Count * period);
        Trace potentials = simulator.Voltage(last);
        int right = 0, classes = last.Size;
        Span<int> predicted = stackalloc int[1];
        for (int s = 0; s < set.Count; s++)
        {
            Tensor output = Tensor.Empty([steps, 1, classes]);
            for (int i = 0; i < steps * classes; i++) output.Values[i] = (float)potentials[(s * period) + (i / classes), i % classes];
            loss.Predict(output, predicted);
            if (predicted[0] == set.Label(s)) right++;
            Tape.Current.Clear();
        }

        return ((double)right / set.Count, simulator.Synapses);
    }
}
