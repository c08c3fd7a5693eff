using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Learning.EarlyExit;

/// <summary>
/// The mean outputs of a model after every step, for all samples of a set: what thresholds and temperatures are chosen by without running the model again.
/// </summary>
public sealed class StepScores
{
    private readonly List<float[]> scores = [];
    private readonly List<int> labels = [];

    private StepScores(int steps, int classes) => (Steps, Classes) = (steps, classes);

    /// <summary>Number of steps.</summary>
    public int Steps { get; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>The class of every sample.</summary>
    public IReadOnlyList<int> Labels => labels;

    /// <summary>Evaluates a model on a set.</summary>
    /// <param name="model">The model, [T, B, ...] to [T, B, C].</param>
    /// <param name="set">The samples.</param>
    /// <param name="input">How samples become sequences.</param>
    /// <param name="batchSize">Number of samples of a batch.</param>
    /// <exception cref="ArgumentException">The set has no sample.</exception>
    public static StepScores Of(Module model, IDataset set, SequenceInput input, int batchSize = 256)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(input);
        using var loader = new DataLoader(set, new DataLoaderOptions { BatchSize = batchSize, Shuffle = false, PadToLongest = true });
        Tape tape = Tape.Current;
        using Tape.Pause pause = tape.PauseRecording();
        bool training = model.IsTraining;
        model.Evaluate();
        model.CarryState(false);
        StepScores? all = null;
        foreach (Batch batch in loader.Epoch(0))
        {
            tape.Clear();
            model.ResetState(batch.Number);
            Tensor output = model.Forward(input.Of(batch, -1 - batch.Number)).Expanded();
            all ??= new StepScores(output.Shape[0], output.Shape[2]);
            all.Add(output.Values, batch.Labels[..batch.Count], batch.Count);
        }

        tape.Clear();
        if (training) model.Train();
        return all ?? throw new ArgumentException("There is no sample to score.");
    }

    /// <summary>The part of samples classified as they should be after a number of steps.</summary>
    /// <param name="steps">1 to <see cref="Steps"/>.</param>
    public double Accuracy(int steps)
    {
        double correct = 0;
        for (int i = 0; i < labels.Count; i++)
        {
            if (TensorPrimitives.IndexOfMax(After(i, steps)) == labels[i]) correct++;
        }

        return correct / labels.Count;
    }

    /// <summary>What <see cref="DynamicConfidence"/> would do with these samples.</summary>
    /// <param name="threshold">The confidence that decides.</param>
    /// <param name="temperature">What outputs are divided by.</param>
    public ExitRecord Exit(double threshold, double temperature = 1)
    {
        _ = Confidence.Threshold(threshold);
        _ = Confidence.Temperature(temperature);
        int[] classes = new int[labels.Count], steps = new int[labels.Count];
        double[] confidences = new double[labels.Count];
        bool[] exited = new bool[labels.Count];
        for (int i = 0; i < labels.Count; i++)
        {
            while (steps[i] < Steps && !exited[i])
            {
                (classes[i], confidences[i]) = Confidence.Of(After(i, ++steps[i]), temperature);
                exited[i] = confidences[i] >= threshold;
            }
        }

        return new ExitRecord(classes, steps, confidences, exited, threshold, Steps);
    }

    /// <summary>
    /// The temperature at which confidences fit best how often the classes are right, over all steps: the smallest mean negative logarithm of the probability of the
    /// right class. Source: Guo, Pleiss, Sun and Weinberger (2017), ICML, section 4.2; found by golden sections between 1/50 and 50.
    /// </summary>
    public double Calibrate()
    {
        double low = Math.Log(0.02), high = Math.Log(50), ratio = (Math.Sqrt(5) - 1) / 2;
        double left = high - (ratio * (high - low)), right = low + (ratio * (high - low)), atLeft = Surprise(Math.Exp(left)), atRight = Surprise(Math.Exp(right));
        while (high - low > 1e-3)
        {
            if (atLeft < atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (ratio * (high - low));
                atLeft = Surprise(Math.Exp(left));
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (ratio * (high - low));
                atRight = Surprise(Math.Exp(right));
            }
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>
    /// The lowest of a hundred thresholds at which the samples lose no accuracy beside all steps: what the trade between steps and accuracy is chosen by.
    /// </summary>
    /// <param name="temperature">What outputs are divided by.</param>
    public double LowestThreshold(double temperature)
    {
        double all = Accuracy(Steps);
        for (double threshold = 0.01; threshold < 0.9999; threshold += threshold < 0.985 ? 0.01 : 0.001)
        {
            if (Exit(threshold, temperature).Accuracy(labels) >= all) return threshold;
        }

        return 1;
    }

    private ReadOnlySpan<float> After(int sample, int steps) => scores[sample].AsSpan((steps - 1) * Classes, Classes);

    private double Surprise(double temperature)
    {
        double sum = 0;
        for (int i = 0; i < labels.Count; i++)
        {
            for (int t = 1; t <= Steps; t++)
            {
                ReadOnlySpan<float> row = After(i, t);
                double largest = TensorPrimitives.Max(row), total = 0;
                foreach (float score in row) total += Math.Exp((score - largest) / temperature);
                sum += Math.Log(total) - ((row[labels[i]] - largest) / temperature);
            }
        }

        return sum / labels.Count / Steps;
    }

    private void Add(ReadOnlySpan<float> output, ReadOnlySpan<int> classes, int count)
    {
        float[] sum = new float[Classes];
        for (int b = 0; b < count; b++)
        {
            float[] means = new float[Steps * Classes];
            Array.Clear(sum);
            for (int t = 0; t < Steps; t++)
            {
                TensorPrimitives.Add(sum, output.Slice(((t * count) + b) * Classes, Classes), sum);
                TensorPrimitives.Divide(sum, t + 1, means.AsSpan(t * Classes, Classes));
            }

            scores.Add(means);
            labels.Add(classes[b]);
        }
    }
}
