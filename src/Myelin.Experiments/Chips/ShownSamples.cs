using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Inputs;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation;

namespace Myelin.Experiments.Chips;

/// <summary>Samples as spikes, one after the other, which any engine that has a simulator can be shown; states begin anew with each sample.</summary>
internal sealed class ShownSamples
{
    private readonly double[] times;
    private readonly int[] neurons;

    /// <summary>Makes spikes of the samples.</summary>
    /// <param name="set">The samples.</param>
    /// <param name="input">What makes spikes of them, as it did for the trainer.</param>
    /// <param name="steps">Steps of a sample.</param>
    /// <param name="dt">Length of a step.</param>
    public ShownSamples(IDataset set, SequenceInput input, int steps, Time dt)
    {
        (Steps, Labels) = (steps, [.. Enumerable.Range(0, set.Count).Select(set.Label)]);
        var spikes = new List<(double Time, int Neuron)>();
        using var loader = new DataLoader(set, new DataLoaderOptions { BatchSize = 50, Shuffle = false });
        int sample = 0;
        foreach (Batch batch in loader.Epoch(0))
        {
            using Tape.Pause pause = Tape.Current.PauseRecording();
            Tensor shown = input.Of(batch, -1 - batch.Number);
            ReadOnlySpan<float> values = shown.Values;
            int size = values.Length / steps / batch.Count;
            for (int b = 0; b < batch.Count; b++, sample++)
            {
                for (int t = 0; t < steps; t++)
                {
                    for (int n = 0; n < size; n++)
                    {
                        if (values[(((t * batch.Count) + b) * size) + n] != 0) spikes.Add(((((long)sample * steps) + t + 1) * dt.InMilliseconds, n));
                    }
                }
            }

            Tape.Current.Clear();
        }

        times = [.. spikes.Select(s => s.Time)];
        neurons = [.. spikes.Select(s => s.Neuron)];
    }

    /// <summary>Steps of a sample.</summary>
    public int Steps { get; }

    /// <summary>The class of each sample.</summary>
    public int[] Labels { get; }

    /// <summary>Makes the samples the input of a population of relays.</summary>
    public void Drive(Network network, Population relays) => network.Drive(relays, Syntax.SpikeReplay(times, neurons));

    /// <summary>Shows all samples.</summary>
    /// <param name="simulator">What runs the network; it counts the spikes of <paramref name="last"/>.</param>
    /// <param name="last">The population whose most active neuron is the answer.</param>
    /// <returns>Spikes of the last population, [samples, classes].</returns>
    public int[,] Show(Simulator simulator, Population last) => Show(simulator, [last], 0, Labels.Length);

    /// <summary>Shows some samples, which must be the next.</summary>
    /// <param name="simulator">What runs the network; it counts the spikes of <paramref name="answers"/>.</param>
    /// <param name="answers">The populations whose most active neuron is the answer.</param>
    /// <param name="first">The first sample.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="before">What is done before a sample.</param>
    /// <param name="after">What is done after one, given the spikes of the answers.</param>
    /// <returns>Spikes of the answers, [samples, classes].</returns>
    public int[,] Show(Simulator simulator, IReadOnlyList<Population> answers, int first, int count, Action<int>? before = null, Action<int, int[]>? after = null)
    {
        Population[] populations = [.. simulator.Network.Populations.Where(p => !p.IsRelay)];
        double[][] initial = [.. populations.Select(p => p.Model.LowerInitialState(simulator.Dt))];
        var counts = new int[count, answers.Sum(a => a.Size)];
        for (int s = 0; s < count; s++)
        {
            for (int p = 0; p < populations.Length && first + s > 0; p++)
            {
                for (int v = 0; v < initial[p].Length; v++)
                {
                    double[] values = new double[populations[p].Size];
                    Array.Fill(values, initial[p][v]);
                    simulator.SetState(populations[p], populations[p].States[v].Name, values);
                }
            }

            before?.Invoke(first + s);
            simulator.RunSteps(Steps);
            int[] all = [.. answers.SelectMany(a => Taken(simulator, a))];
            for (int c = 0; c < all.Length; c++) counts[s, c] = all[c];
            after?.Invoke(first + s, all);
        }

        return counts;
    }

    private static int[] Taken(Simulator simulator, Population population)
    {
        int[] counts = new int[population.Size];
        simulator.TakeCounts(population, counts);
        return counts;
    }

    /// <summary>The part of the samples that is answered rightly; of classes with equal counts the first is the answer.</summary>
    /// <param name="counts">Spikes, [samples, classes].</param>
    /// <param name="first">The sample of the first row.</param>
    /// <param name="label">The class whose samples count; null for all.</param>
    public double Accuracy(int[,] counts, int first = 0, Func<int, bool>? label = null)
    {
        int right = 0, all = 0;
        for (int s = 0; s < counts.GetLength(0); s++)
        {
            if (label is not null && !label(Labels[first + s])) continue;
            all++;
            int best = 0;
            for (int c = 1; c < counts.GetLength(1); c++)
            {
                if (counts[s, c] > counts[s, best]) best = c;
            }

            if (best == Labels[first + s]) right++;
        }

        return (double)right / Math.Max(1, all);
    }

    /// <summary>The part of the spikes of one run that the other has more or less of, by sample and class.</summary>
    public static double Difference(int[,] one, int[,] other)
    {
        long different = 0, all = 0;
        for (int s = 0; s < one.GetLength(0); s++)
        {
            for (int c = 0; c < one.GetLength(1); c++)
            {
                different += Math.Abs(one[s, c] - other[s, c]);
                all += one[s, c];
            }
        }

        return (double)different / Math.Max(1, all);
    }
}
