using FsCheck;
using FsCheck.Fluent;
using Myelin.Networks;
using Myelin.Plasticity;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>Pair STDP against sums over all pairs of random trains, spike by spike, with every delay and place of the delay.</summary>
public class NaiveReferenceTests
{
    private const int Steps = 400;

    // In single precision, rows of more than sixteen synapses go another way than the rest.
    [Theory]
    [InlineData(Precision.Double, 1e-12)]
    [InlineData(Precision.Single, 1e-4)]
    public void Weights_are_those_of_sums_over_pairs(Precision precision, double tolerance) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            int delay = random.Next(1, 30), sources = random.Next(1, 5), targets = random.Next(1, 40);
            var place = (DelayPlace)random.Next(3);
            double[][] pre = Trains(random, sources), post = Trains(random, targets);
            double[] initial = [.. Enumerable.Range(0, sources * targets).Select(_ => random.NextDouble())];
            var rule = new PairStdp { MaxWeight = 1, Lambda = 0.1, Alpha = 0.8, TauPlus = 5 * ms, TauMinus = 9 * ms };
            var pair = new SpikePair(pre, post, rule, initial, delay * 0.1 * ms, 0.1 * ms, place);
            using Simulator run = pair.Build(precision, threads: 2);
            run.RunSteps(Steps + (2 * delay));
            double[] actual = run.Weights(pair.Projection).Values;
            int end = Steps + (2 * delay) - 1 - (place == DelayPlace.Axon ? 0 : delay);
            for (int i = 0; i < actual.Length; i++)
                actual[i].ShouldBe(Naive(pre[i / targets], post[i % targets], initial[i], delay, place, end), tolerance);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_synapse_learns_the_same_to_the_bit_whatever_the_length_of_its_row() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            int delay = random.Next(1, 30), targets = random.Next(17, 60);
            var place = (DelayPlace)random.Next(3);
            double[][] pre = Trains(random, 1), post = Trains(random, targets);
            double[] initial = [.. Enumerable.Range(0, targets).Select(_ => random.NextDouble())];
            double[] together = Learn(post, initial), apart = [.. Enumerable.Range(0, targets).Chunk(15).SelectMany(t => Learn(post[t[0]..(t[^1] + 1)], initial[t[0]..(t[^1] + 1)]))];
            together.ShouldBe(apart);

            double[] Learn(double[][] trains, double[] weights)
            {
                var rule = new PairStdp { MaxWeight = 1, Lambda = 0.05, TauPlus = 5 * ms, TauMinus = 9 * ms };
                var pair = new SpikePair(pre, trains, rule, weights, delay * 0.1 * ms, 0.1 * ms, place);
                using Simulator run = pair.Build();
                run.RunSteps(Steps + (2 * delay));
                return run.Weights(pair.Projection).Values;
            }
        }).QuickCheckThrowOnFailure();

    // Every event is handled in the order of time; at the same time, a postsynaptic spike is the first, but the last where the delay is axonal.
    private static double Naive(double[] pre, double[] post, double weight, int delay, DelayPlace place, int end)
    {
        bool preFirst = place == DelayPlace.Axon;
        int[] pres = [.. pre.Select(t => (int)Math.Round(t / 0.1) - 1 + (preFirst ? delay : 0))], posts = [.. post.Select(t => (int)Math.Round(t / 0.1) - 1 + (place == DelayPlace.Dendrite ? delay : 0))];
        IEnumerable<(int Time, bool IsPre)> events = pres.Select(t => (t, true)).Concat(posts.Select(t => (t, false))).Where(e => e.Item1 <= end);
        foreach ((int time, bool isPre) in events.OrderBy(e => e.Time).ThenBy(e => e.IsPre != preFirst))
        {
            double plus = pres.Where(t => t < time || (t == time && preFirst)).Sum(t => Math.Exp(-(time - t) * 0.1 / 5)), minus = posts.Where(t => t < time).Sum(t => Math.Exp(-(time - t) * 0.1 / 9));
            weight = isPre ? Math.Max(0, weight - (0.08 * minus)) : Math.Min(1, weight + (0.1 * plus));
        }

        return weight;
    }

    // From single spikes to a spike in nearly every step.
    private static double[][] Trains(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (Rate: Math.Pow(random.NextDouble(), 3), Steps: Enumerable.Range(1, Steps - 1)))
            .Select(t => t.Steps.Where(_ => random.NextDouble() < t.Rate).Select(k => k * 0.1).ToArray())];
}
