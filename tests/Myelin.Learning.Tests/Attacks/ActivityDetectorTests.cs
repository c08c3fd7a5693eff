using Myelin.Learning.Attacks;

namespace Myelin.Learning.Tests.Attacks;

/// <summary>Samples for which neurons fire as they do not otherwise.</summary>
public sealed class ActivityDetectorTests
{
    private const int Neurons = 20;

    [Fact]
    public void Clean_samples_are_suspicious_about_as_often_as_was_asked_for()
    {
        var detector = new ActivityDetector(Draw(4000, 1), Neurons, 0.05);
        detector.Fraction(Draw(4000, 2)).ShouldBe(0.05, 0.02);
    }

    [Fact]
    public void A_neuron_that_never_fired_is_found_when_it_does()
    {
        var detector = new ActivityDetector(Draw(1000, 1), Neurons);
        float[] odd = Draw(100, 3);
        for (int s = 0; s < 100; s++) odd[(s * Neurons) + 7] = 3;
        detector.Fraction(odd).ShouldBe(1);
        detector.Suspect(odd.AsSpan(0, Neurons)).ShouldBe(7);
        detector.Fraction(Draw(1000, 4)).ShouldBeLessThan(0.03);
    }

    [Fact]
    public void The_score_is_the_largest_difference_in_deviations()
    {
        // Means 2 and 1, variances 1 and 0 and one over the two samples of the first half.
        var detector = new ActivityDetector([1, 1, 3, 1, 2, 1, 2, 1], 2, 0.5);
        detector.Scores([2, 1, 5, 1, 2, 4]).ShouldBe([0, 3 / Math.Sqrt(1.5), 3 / Math.Sqrt(0.5)], 1e-9);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Should.Throw<ArgumentException>(() => new ActivityDetector([1, 2, 3], 1)).Message.ShouldBe("A detector learns from at least 4 samples of all 1 neurons, got 3 counts.");
        Should.Throw<ArgumentException>(() => new ActivityDetector([1, 2, 3, 4], 1, 0)).Message.ShouldBe("The fraction of false alarms must be above 0 and below 1, got 0.");
    }

    // Counts of neurons with different rates; neuron 7 is silent.
    private static float[] Draw(int samples, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, samples * Neurons).Select(i => i % Neurons == 7 ? 0f : Enumerable.Range(0, 10).Count(_ => random.NextDouble() < (i % Neurons) / 25.0))];
    }
}
