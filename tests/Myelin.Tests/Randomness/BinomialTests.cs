using Myelin.Randomness;

namespace Myelin.Tests.Randomness;

public class BinomialTests
{
    // Both sides of the change of method at ten expected successes, and probabilities above one half.
    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(10, 0.5)]
    [InlineData(40, 0.24)]
    [InlineData(40, 0.26)]
    [InlineData(20, 0.5)]
    [InlineData(21, 0.51)]
    [InlineData(1000, 0.003)]
    [InlineData(1000, 0.03)]
    [InlineData(1000, 0.97)]
    [InlineData(100_000, 0.5)]
    [InlineData(1_000_000_000, 1e-8)]
    [InlineData(1_000_000_000, 1e-7)]
    public void Follows_the_exact_probabilities(long trials, double probability)
    {
        const int Draws = 200_000;
        RandomStream stream = new(1, StreamPurpose.Data, (uint)trials);
        double deviation = Math.Sqrt(trials * probability * (1 - probability));
        long first = Math.Max(0, (long)((trials * probability) - (8 * deviation) - 30));
        long last = Math.Min(trials, (long)((trials * probability) + (8 * deviation) + 30));
        long[] counts = new long[last - first + 1];
        for (int i = 0; i < Draws; i++) counts[stream.NextBinomial(trials, probability) - first]++;

        double[] mass = Masses(trials, probability, first, last);
        Math.Abs(ChiSquare.Excess(counts, i => mass[i])).ShouldBeLessThan(3.5);
    }

    [Fact]
    public void Large_numbers_have_the_mean_and_the_variance()
    {
        const long Trials = 1L << 53;
        const int Draws = 20_000;
        RandomStream stream = new(2, StreamPurpose.Data);
        double mean = Trials * 0.25;
        double deviation = Math.Sqrt(mean * 0.75);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < Draws; i++)
        {
            double z = (stream.NextBinomial(Trials, 0.25) - mean) / deviation;
            sum += z;
            squares += (z * z) - 1;
        }

        Math.Abs(sum / Math.Sqrt(Draws)).ShouldBeLessThan(3);
        Math.Abs(squares / Math.Sqrt(2.0 * Draws)).ShouldBeLessThan(3);
    }

    [Fact]
    public void Certain_outcomes_are_certain()
    {
        RandomStream stream = new(3, StreamPurpose.Data);
        stream.NextBinomial(0, 0.5).ShouldBe(0);
        stream.NextBinomial(1_000_000, 0).ShouldBe(0);
        stream.NextBinomial(1_000_000, 1).ShouldBe(1_000_000);
        stream.NextBinomial(1L << 53, double.Epsilon).ShouldBe(0);
    }

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData((1L << 53) + 1, 0.5)]
    [InlineData(1, -0.1)]
    [InlineData(1, 1.1)]
    [InlineData(1, double.NaN)]
    public void Parameters_out_of_range_are_refused(long trials, double probability)
    {
        RandomStream stream = new(4, StreamPurpose.Data);
        Should.Throw<ArgumentOutOfRangeException>(() => stream.NextBinomial(trials, probability));
    }

    // By the ratio of neighbours, from the mode out; what lies outside first..last is negligible.
    private static double[] Masses(long trials, double probability, long first, long last)
    {
        double[] mass = new double[last - first + 1];
        long mode = Math.Clamp((long)((trials + 1) * probability), first, last);
        mass[mode - first] = 1;
        double odds = probability / (1 - probability);
        for (long k = mode + 1; k <= last; k++) mass[k - first] = mass[k - 1 - first] * odds * (trials - k + 1) / k;
        for (long k = mode - 1; k >= first; k--) mass[k - first] = mass[k + 1 - first] * (k + 1) / (odds * (trials - k));
        double total = mass.Sum();
        return mass.Select(m => m / total).ToArray();
    }
}
