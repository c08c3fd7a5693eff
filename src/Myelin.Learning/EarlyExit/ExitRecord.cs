namespace Myelin.Learning.EarlyExit;

/// <summary>When samples were decided, and as what.</summary>
/// <param name="Classes">The class of every sample.</param>
/// <param name="Steps">How many steps every sample took.</param>
/// <param name="Confidences">The confidence at its last step.</param>
/// <param name="Exited">Whether the confidence reached the threshold; else all steps were taken.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="AllSteps">How many steps there were.</param>
public sealed record ExitRecord(IReadOnlyList<int> Classes, IReadOnlyList<int> Steps, IReadOnlyList<double> Confidences, IReadOnlyList<bool> Exited, double Threshold, int AllSteps)
{
    /// <summary>Mean number of steps of a sample.</summary>
    public double MeanSteps => Steps.Count == 0 ? 0 : Steps.Average();

    /// <summary>The part of the samples whose confidence reached the threshold.</summary>
    public double ExitedPart => Exited.Count == 0 ? 0 : Exited.Average(e => e ? 1.0 : 0);

    /// <summary>What is wrong with the threshold; null where nothing is.</summary>
    public string? Remark => Exited.Count == 0 || Exited.Contains(true)
        ? null
        : $"The confidence threshold of {Threshold:0.######} was reached by none of {Exited.Count} samples in {AllSteps} steps (the highest confidence was {Confidences.Max():0.######}), so nothing is saved; a lower threshold would let samples exit.";

    /// <summary>The part of samples with these classes.</summary>
    /// <param name="labels">The class that every sample should have.</param>
    public double Accuracy(IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != Classes.Count) throw new ArgumentException($"There are {Classes.Count} samples, got {labels.Count} labels.");
        return Classes.Count == 0 ? double.NaN : Classes.Zip(labels, (c, label) => c == label ? 1.0 : 0).Average();
    }
}
