using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Tests.Synapses;

/// <summary>Synapses that lose spikes, and synapses that are read with noise.</summary>
public sealed class UnreliableReleaseTests
{
    private static readonly Time dt = 1 * Syntax.ms;

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Spikes_arrive_whole_or_not_at_all(double probability)
    {
        const int Trials = 20_000;
        ReleaseRun<Scalar> run = ReleaseRun<Scalar>.Of(Syntax.Lossy(probability), dt);
        double arrived = 0;
        for (int i = 0; i < Trials; i++)
        {
            double released = run.Spike(new(1)).Number;
            (released is 0 or 1).ShouldBeTrue();
            arrived += released;
        }

        (arrived / Trials).ShouldBe(probability, 1e-9 + (5 * Math.Sqrt(probability * (1 - probability) / Trials)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void Readings_are_normal_around_one(double deviation)
    {
        const int Trials = 20_000;
        ReleaseRun<Scalar> run = ReleaseRun<Scalar>.Of(Syntax.Noisy(deviation), dt);
        double[] read = [.. Enumerable.Range(0, Trials).Select(_ => run.Spike(new(1)).Number)];
        double mean = read.Average(), second = read.Average(r => Math.Pow(r - 1, 2)), fourth = read.Average(r => Math.Pow(r - 1, 4));
        mean.ShouldBe(1, 1e-9 + (5 * deviation / Math.Sqrt(Trials)));
        Math.Sqrt(second).ShouldBe(deviation, 1e-9 + (0.03 * deviation));

        // The fourth moment of a normal law is three squares of the second.
        fourth.ShouldBe(3 * Math.Pow(deviation, 4), 1e-9 + (0.5 * Math.Pow(deviation, 4)));
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        Should.Throw<ArgumentException>(() => Syntax.Lossy(1.1).LowerConstants(dt)).Message.ShouldContain("Probability");
        Should.Throw<ArgumentException>(() => Syntax.Noisy(-1).LowerConstants(dt)).Message.ShouldContain("Deviation");
    }
}
