using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Algorithms.Passes;

/// <summary>The loss and the scores of the classes, added up over the parts of a sequence.</summary>
internal struct Verdict
{
    private float[]? scores;
    private int samples;
    private int classes;

    /// <summary>The loss so far.</summary>
    public double Loss { get; private set; }

    /// <summary>Adds a part.</summary>
    public void Add(Loss loss, Tensor output, float value)
    {
        Loss += value;
        (samples, classes) = (output.Shape[1], output.Shape[^1]);
        Span<float> part = Tensor.Empty([samples, classes]).Values;
        loss.Scores(output, part);
        scores ??= new float[part.Length];
        TensorPrimitives.Add(scores, part, scores);
    }

    /// <summary>What came of the sequence.</summary>
    public readonly StepResult Result(Targets targets)
    {
        int correct = 0;
        for (int b = 0; b < Math.Min(samples, targets.Labels.Length); b++)
        {
            if (TensorPrimitives.IndexOfMax<float>(scores.AsSpan(b * classes, classes)) == targets.Labels[b]) correct++;
        }

        return new StepResult(Loss, correct);
    }
}
