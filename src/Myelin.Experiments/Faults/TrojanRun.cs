using Myelin.Hardware.Faults;
using Myelin.Networks;
using Myelin.Quantities;

namespace Myelin.Experiments.Faults;

/// <summary>
/// A device with a Trojan: when a hidden neuron has spiked so often for a sample, weights change for the rest of the sample. Two simulations take turns, one of the network as it is and one of the network with the changed
/// weights, which goes on from the state of the first.
/// </summary>
/// <param name="Accuracy">Fraction of the samples that are classified as they should be.</param>
/// <param name="Woken">Fraction of the samples for which the Trojan woke.</param>
/// <param name="Counts">How often hidden neurons spiked, [samples, neurons].</param>
internal sealed record TrojanRun(double Accuracy, double Woken, float[] Counts)
{
    /// <summary>Shows samples to a device with a Trojan.</summary>
    /// <param name="clean">The network as it is.</param>
    /// <param name="payload">What the Trojan does; null for a device without one.</param>
    /// <param name="neuron">The hidden neuron that it listens to.</param>
    /// <param name="threshold">How many spikes of it wake the Trojan.</param>
    /// <param name="input">How samples become spikes.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="cancellation">Stops it between two samples.</param>
    public static TrojanRun Of(Network clean, Fault? payload, int neuron, int threshold, Dither input, LabelledSamples samples, Time dt, CancellationToken cancellation)
    {
        using var healthy = new SpikingRun(NetworkChange.Copy(clean), dt);
        using var struck = new SpikingRun(payload?.Apply(clean, 0) ?? NetworkChange.Copy(clean), dt);
        double[] spikes = new double[input.Pixels];
        var counts = new List<float>();
        int correct = 0, woken = 0;
        for (int s = 0; s < samples.Count; s++)
        {
            cancellation.ThrowIfCancellationRequested();
            SpikingRun now = healthy;
            healthy.Reset();
            for (int t = 0; t < input.Steps; t++)
            {
                input.Step(samples.Sample(s), t, spikes);
                now.Advance(spikes);
                if (payload is null || now == struck || now.Hidden[neuron] < threshold) continue;
                struck.TakeOver(healthy);
                now = struck;
                woken++;
            }

            foreach (int count in now.Hidden) counts.Add(count);
            if (Winner(now.Output) == samples.Labels[s]) correct++;
        }

        return new TrojanRun((double)correct / samples.Count, (double)woken / samples.Count, [.. counts]);
    }

    /// <summary>The first of the largest numbers.</summary>
    public static int Winner(ReadOnlySpan<int> counts)
    {
        int winner = 0;
        for (int i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[winner]) winner = i;
        }

        return winner;
    }
}
