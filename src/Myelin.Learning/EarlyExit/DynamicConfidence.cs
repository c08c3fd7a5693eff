using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.EarlyExit;

/// <summary>
/// Runs a model step by step and decides a sample as soon as the confidence of the mean output so far reaches a threshold. When all samples of the batch are
/// decided, no further step is computed; until then the decided ones run along. Source: Li, Jones and Furber (2023), ICCV, "Unleashing the potential of spiking
/// neural networks with dynamic confidence", section 3; temperature: Guo et al. (2017).
/// </summary>
/// <param name="model">The model, [T, B, ...] to [T, B, C].</param>
/// <param name="threshold">The confidence that decides, 0 to 1; above 1 it is never reached.</param>
/// <param name="temperature">What outputs are divided by before they become probabilities (<see cref="StepScores.Calibrate"/>).</param>
public sealed class DynamicConfidence(Module model, double threshold, double temperature = 1)
{
    private readonly double threshold = Confidence.Threshold(threshold);
    private readonly double temperature = Confidence.Temperature(temperature);

    /// <summary>How many steps the last run computed: those of the slowest sample.</summary>
    public int ComputedSteps { get; private set; }

    /// <summary>Runs a batch; the model is evaluated, and forgets its state.</summary>
    /// <param name="input">The input, [T, B, ...].</param>
    /// <param name="sequence">Which sequence it is, for stochastic neurons.</param>
    public ExitRecord Run(Tensor input, long sequence = 0)
    {
        int all = input.Shape[0], batch = input.Shape[1];
        int[] classes = new int[batch], steps = new int[batch];
        double[] confidences = new double[batch];
        bool[] exited = new bool[batch];
        float[]? sums = null;
        Tape tape = Tape.Current;
        using Tape.Pause pause = tape.PauseRecording();
        bool training = model.IsTraining;
        model.Evaluate();
        model.CarryState(true);
        model.ResetState(sequence);
        try
        {
            Tape.Position start = tape.Mark();
            for (ComputedSteps = 0; ComputedSteps < all && exited.Contains(false); ComputedSteps++)
            {
                tape.Rewind(start);
                Tensor output = model.Forward(input.Steps(ComputedSteps, 1)).Expanded();
                sums ??= new float[output.Shape.Count];
                TensorPrimitives.Add(sums, output.Values, sums);
                Decide(sums, ComputedSteps + 1, classes, steps, confidences, exited);
            }
        }
        finally
        {
            model.CarryState(false);
            if (training) model.Train();
        }

        return new ExitRecord(classes, steps, confidences, exited, threshold, all);
    }

    private void Decide(float[] sums, int step, int[] classes, int[] steps, double[] confidences, bool[] exited)
    {
        int width = sums.Length / classes.Length;
        float[] means = new float[width];
        for (int b = 0; b < classes.Length; b++)
        {
            if (exited[b]) continue;
            TensorPrimitives.Divide(sums.AsSpan(b * width, width), step, means);
            (classes[b], confidences[b]) = Confidence.Of(means, temperature);
            (steps[b], exited[b]) = (step, confidences[b] >= threshold);
        }
    }
}
