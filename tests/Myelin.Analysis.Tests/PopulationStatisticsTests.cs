using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

public class PopulationStatisticsTests
{
    private static readonly Raster Small = new([0, 2, 3, 4, 4, 11], [1, 1, 0, 0, 1, 2], neuronCount: 4, stepCount: 14, dt: 0.5 * ms);

    [Fact]
    public void Rates_are_spikes_per_neuron_and_time()
    {
        PopulationStatistics.Rates(Small).Select(r => r.InHertz).ShouldBe([2 / 0.007, 3 / 0.007, 1 / 0.007, 0], 1e-9);
        PopulationStatistics.MeanRate(Small).InHertz.ShouldBe(6 / 4.0 / 0.007, 1e-9);
        PopulationStatistics.RateOverTime(Small, 1.5 * ms).Select(r => r.InHertz)
            .ShouldBe([2 / 4.0 / 0.0015, 3 / 4.0 / 0.0015, 0, 1 / 4.0 / 0.0015], 1e-9);
        PopulationStatistics.RateOverTime(Small.Slice(1.5 * ms, 7 * ms), 3 * ms)[0].InHertz.ShouldBe(3 / 4.0 / 0.003, 1e-9);
    }

    [Fact]
    public void Interval_cvs_are_those_of_the_trains() => Draws.Holds(Draws.Rasters, raster =>
    {
        double[] cvs = PopulationStatistics.IntervalCvs(raster, 4);
        double[] expected = [.. AllTrains(raster).Where(t => t.Count >= 4).Select(IntervalStatistics.Cv)];
        return cvs.Length == expected.Length && cvs.Zip(expected).All(x => Draws.Near(x.First, x.Second));
    });

    [Fact]
    public void A_clock_has_a_cv_of_zero_and_counts_from_its_fewest_spikes()
    {
        int[] steps = [.. Enumerable.Range(0, 6).Select(i => 100_000_000 + (i * 333_333_333))];
        var clock = new Raster(steps, new int[6], 1, int.MaxValue, 0.1 * ms);
        PopulationStatistics.IntervalCvs(clock).ShouldBe([0.0]);
        PopulationStatistics.IntervalCvs(clock, 7).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => PopulationStatistics.IntervalCvs(clock, 1)).Message.ShouldContain("got 1");
    }

    [Fact]
    public void Synchrony_is_variance_over_mean_of_the_population_counts() => Draws.Holds(Draws.Rasters, raster =>
    {
        int[] counts = [.. Enumerable.Range(0, (int)(raster.Duration.Value / 3))
            .Select(k => raster.Steps.ToArray().Count(step => (step - raster.FirstStep) / 12 == k))];
        if (counts.Sum() == 0) return double.IsNaN(PopulationStatistics.SynchronyIndex(raster));
        double mean = counts.Average(), variance = counts.Average(n => (n - mean) * (n - mean));
        return Draws.Near(PopulationStatistics.SynchronyIndex(raster), variance / mean);
    });

    [Fact]
    public void Correlations_are_those_of_the_binned_trains() => Draws.Holds(Draws.Rasters, raster =>
    {
        int[] neurons = [6, 5, 0, 3, 7];
        double[,] all = CountCorrelation.Pearson([.. neurons.Select(n => Draws.MidStepTrain(raster, n))], 2 * ms);
        int[] varying = [.. Enumerable.Range(0, neurons.Length).Where(i => !double.IsNaN(all[i, i]))];
        double[] expected = [.. from i in varying from j in varying where i < j select all[i, j]];
        double[] correlations = PopulationStatistics.Correlations(raster, neurons, 2 * ms);
        return correlations.Length == expected.Length && correlations.Zip(expected).All(x => Draws.Near(x.First, x.Second));
    });

    [Fact]
    public void Correlations_are_of_the_first_active_neurons_and_bins_of_2_ms_unless_told() => Draws.Holds(Draws.Rasters, raster =>
    {
        int[] active = PopulationStatistics.FirstActive(raster, 200);
        return active.SequenceEqual(Enumerable.Range(0, 8).Where(n => raster.SpikeCounts()[n] > 0))
            && PopulationStatistics.FirstActive(raster, 2).SequenceEqual(active.Take(2))
            && PopulationStatistics.Correlations(raster).SequenceEqual(PopulationStatistics.Correlations(raster, active, 2 * ms));
    });

    [Fact]
    public void Neurons_drawn_at_random_are_active_and_different_and_depend_on_the_seed()
    {
        int[] neurons = [.. Enumerable.Range(0, 1000).Where(n => n % 3 != 0)];
        var raster = new Raster(new int[neurons.Length], neurons, 1000, 10, 1 * ms);
        int[] drawn = PopulationStatistics.RandomActive(raster, 200, seed: 1);
        drawn.Length.ShouldBe(200);
        drawn.ShouldBe(drawn.Distinct().Order());
        drawn.ShouldAllBe(n => n % 3 != 0);
        drawn.ShouldBe(PopulationStatistics.RandomActive(raster, 200, seed: 1));
        drawn.ShouldNotBe(PopulationStatistics.RandomActive(raster, 200, seed: 2));
        drawn.Max().ShouldBeGreaterThan(900);
        PopulationStatistics.RandomActive(raster, 5000, seed: 1).ShouldBe(neurons);
    }

    [Fact]
    public void Refuses_bins_and_neurons_that_are_not_there()
    {
        Should.Throw<ArgumentException>(() => PopulationStatistics.RateOverTime(Small, 0.7 * ms)).Message.ShouldContain("0.7 ms");
        Should.Throw<ArgumentException>(() => PopulationStatistics.SynchronyIndex(Small, 8 * ms)).Message.ShouldContain("8 ms");
        Should.Throw<ArgumentException>(() => PopulationStatistics.Correlations(Small, [1, 4], 1 * ms)).Message.ShouldContain("Neuron 4");
        Should.Throw<ArgumentException>(() => PopulationStatistics.Correlations(Small, [1, 1], 1 * ms)).Message.ShouldContain("given twice");
    }

    private static IEnumerable<SpikeTrain> AllTrains(Raster raster) => Enumerable.Range(0, raster.NeuronCount).Select(raster.Train);
}
