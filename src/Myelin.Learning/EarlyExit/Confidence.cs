namespace Myelin.Learning.EarlyExit;

/// <summary>The confidence of a classification: the largest of the classes' probabilities, softmax(scores / temperature).</summary>
public static class Confidence
{
    /// <summary>Class and confidence of scores.</summary>
    /// <param name="scores">A number for each class.</param>
    /// <param name="temperature">What they are divided by: above 1 where a network is surer than it is right. Source: Guo, Pleiss, Sun and Weinberger (2017), ICML, eq. 9.</param>
    public static (int Class, double Confidence) Of(ReadOnlySpan<float> scores, double temperature)
    {
        int best = TensorPrimitives.IndexOfMax(scores);
        double sum = 0;
        foreach (float score in scores) sum += Math.Exp((score - scores[best]) / temperature);
        return (best, 1 / sum);
    }

    internal static double Temperature(double temperature) => double.IsFinite(temperature) && temperature > 0
        ? temperature
        : throw new ArgumentOutOfRangeException(nameof(temperature), $"A temperature is above 0, got {temperature}.");

    internal static double Threshold(double threshold) => threshold >= 0
        ? threshold
        : throw new ArgumentOutOfRangeException(nameof(threshold), $"A confidence threshold is at least 0, got {threshold}.");
}
