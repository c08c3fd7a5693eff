using Myelin.Simulation.Inference;

namespace Myelin.Simulation.Tests.Inference;

public class LatencyHistogramTests
{
    [Fact]
    public void Quantiles_are_within_three_percent_above()
    {
        var random = new Random(1);
        var histogram = new LatencyHistogram();
        double[] microseconds = [.. Enumerable.Range(0, 10_000).Select(_ => Math.Round(Math.Exp((random.NextDouble() * 14) - 1), 1))];
        foreach (double us in microseconds) histogram.Add(TimeSpan.FromTicks((long)Math.Round(us * 10)));
        Array.Sort(microseconds);
        foreach (double fraction in (double[])[0, 0.1, 0.5, 0.9, 0.99, 0.999, 1])
        {
            double exact = microseconds[Math.Max(0, (int)Math.Ceiling(fraction * 10_000) - 1)];
            histogram.Quantile(fraction).ShouldBeInRange(exact, (exact * (1 + (1 / 32.0))) + 1e-9, $"{fraction}");
        }

        histogram.P50.ShouldBe(histogram.Quantile(0.5));
        histogram.P99.ShouldBe(histogram.Quantile(0.99));
        histogram.Count.ShouldBe(10_000);
        histogram.MeanMicroseconds.ShouldBe(microseconds.Average(), 1e-6);
        histogram.Longest.TotalMicroseconds.ShouldBe(microseconds[^1], 1e-6);
    }

    [Fact]
    public void It_begins_and_is_cleared_empty()
    {
        var histogram = new LatencyHistogram();
        histogram.P99.ShouldBe(0);
        histogram.Add(TimeSpan.MaxValue);
        histogram.P50.ShouldBeGreaterThan(1e9);
        histogram.Clear();
        (histogram.Count, histogram.P50, histogram.MeanMicroseconds, histogram.Longest).ShouldBe((0, 0, 0, TimeSpan.Zero));
        Should.Throw<ArgumentException>(() => histogram.Quantile(1.5)).Message.ShouldBe("A quantile is asked for with a fraction from 0 to 1, got 1.5.");
    }
}
