using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Data.Transforms;
using Myelin.Interchange.Layers;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Conversion;

/// <summary>How a network does when its output is read after more and more steps.</summary>
/// <param name="Steps">After how many steps.</param>
/// <param name="Accuracy">Fraction of samples whose label has the largest output, summed over the steps until then.</param>
/// <param name="Agreement">Fraction of samples that the reference takes for the same class; NaN without one.</param>
public readonly record struct StepAccuracy(int Steps, double Accuracy, double Agreement);

/// <summary>Judges networks after any number of steps, all from one run.</summary>
public static class StepwiseAccuracy
{
    extension(LayerNetwork network)
    {
        /// <summary>Shows every sample for the largest number of steps, and reads the sum of the outputs after each of the numbers.</summary>
        /// <param name="samples">The samples.</param>
        /// <param name="steps">Numbers of steps, ascending; 1 for a network without neurons.</param>
        /// <param name="transform">What is done to the samples first; null for nothing.</param>
        /// <param name="reference">The network to compare with; null for none.</param>
        /// <param name="skip">Steps at the beginning whose outputs do not count.</param>
        /// <param name="batchSize">Number of samples of a batch.</param>
        /// <param name="progress">Receives the fraction that is done; null for nobody.</param>
        /// <exception cref="ArgumentException">The numbers of steps do not ascend from 1.</exception>
        public IReadOnlyList<StepAccuracy> AccuracyOverSteps(
            IDataset samples, IReadOnlyList<int> steps, ITransform? transform = null, LayerNetwork? reference = null, int skip = 0, int batchSize = 32, Action<double>? progress = null)
        {
            ArgumentNullException.ThrowIfNull(steps);
            ArgumentNullException.ThrowIfNull(samples);
            if (steps.Count == 0 || steps[0] < 1 || steps.Zip(steps.Skip(1)).Any(pair => pair.First >= pair.Second))
                throw new ArgumentException($"Numbers of steps must ascend from at least 1, got {string.Join(", ", steps)}.");
            int[] correct = new int[steps.Count], same = new int[steps.Count];
            int seen = 0, classes = network.Layers.Output.Size;
            Tape tape = Tape.Current;
            using Tape.Pause pause = tape.PauseRecording();
            network.Evaluate();
            using var loader = new DataLoader(samples, new DataLoaderOptions { BatchSize = batchSize, Shuffle = false, Transform = transform });
            double[] sums = new double[classes];
            foreach (Batch batch in loader.Epoch(0))
            {
                tape.Clear();
                Tensor input = Tensor.From(batch.Samples, Shape.Create([batch.Count, .. network.Layers.Input.Shape]));
                int[] expected = reference is null ? [] : Classes(reference.Forward(input.RepeatOverTime(1)).Expanded().Values, classes);
                network.ResetState(batch.Number);
                Tensor output = network.Forward(input.RepeatOverTime(steps[^1] + skip)).Expanded();
                for (int b = 0; b < batch.Count; b++)
                {
                    Array.Clear(sums);
                    for (int t = 0, at = 0; t < steps[^1]; t++)
                    {
                        ReadOnlySpan<float> row = output.Values.Slice((((t + skip) * batch.Count) + b) * classes, classes);
                        for (int c = 0; c < classes; c++) sums[c] += row[c];
                        if (t + 1 != steps[at]) continue;
                        int largest = Array.IndexOf(sums, sums.Max());
                        if (largest == batch.Labels[b]) correct[at]++;
                        if (reference is not null && largest == expected[b]) same[at]++;
                        at++;
                    }
                }

                seen += batch.Count;
                progress?.Invoke((double)seen / samples.Count);
            }

            tape.Clear();
            return [.. steps.Select((s, i) => new StepAccuracy(s, (double)correct[i] / Math.Max(1, seen), reference is null ? double.NaN : (double)same[i] / Math.Max(1, seen)))];
        }
    }

    private static int[] Classes(ReadOnlySpan<float> rows, int classes)
    {
        int[] result = new int[rows.Length / classes];
        for (int i = 0; i < result.Length; i++) result[i] = TensorPrimitives.IndexOfMax(rows.Slice(i * classes, classes));
        return result;
    }
}
