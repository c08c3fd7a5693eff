using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

public class IntervalStatisticsTests
{
    [Fact]
    public void Agrees_with_the_reference()
    {
        double[][] expected = Reference.Table("isi_statistics/per_train.csv");
        expected.Length.ShouldBe(7);
        foreach (double[] row in expected)
        {
            SpikeTrain train = Reference.Trains[(int)row[0]];
            train.Count.ShouldBe((int)row[1]);
            IntervalStatistics.MeanRate(train).InHertz.ShouldAgree(row[2], "rate");
            IntervalStatistics.Cv(train).ShouldAgree(row[3], "CV");
            IntervalStatistics.Cv2(train).ShouldAgree(row[4], "CV2");
            IntervalStatistics.Lv(train).ShouldAgree(row[5], "LV");
            IntervalStatistics.LvR(train, 5 * ms).ShouldAgree(row[6], "LvR");
        }
    }

    [Fact]
    public void Intervals_are_the_differences_of_the_times()
    {
        IntervalStatistics.Intervals(new SpikeTrain([1 * ms, 3 * ms, 8 * ms], 1 * s)).ShouldBe([2 * ms, 5 * ms]);
        IntervalStatistics.Intervals(new SpikeTrain([1 * ms], 1 * s)).ShouldBeEmpty();
        IntervalStatistics.Intervals(new SpikeTrain([], 1 * s)).ShouldBeEmpty();
    }

    [Fact]
    public void A_clock_has_no_irregularity()
    {
        var clock = new SpikeTrain([2 * ms, 4 * ms, 6 * ms, 8 * ms], 1 * s);
        IntervalStatistics.Cv(clock).ShouldBe(0);
        IntervalStatistics.Cv2(clock).ShouldBe(0);
        IntervalStatistics.Lv(clock).ShouldBe(0);
        IntervalStatistics.LvR(clock, 5 * ms).ShouldBe(0);
    }

    [Fact]
    public void Stay_the_same_when_time_is_shifted() => Draws.Holds(Draws.Trains, train =>
    {
        SpikeTrain later = Draws.Shift(train, 32 * ms);
        return IntervalStatistics.Cv(later).Equals(IntervalStatistics.Cv(train))
            && IntervalStatistics.Cv2(later).Equals(IntervalStatistics.Cv2(train))
            && IntervalStatistics.LvR(later, 5 * ms).Equals(IntervalStatistics.LvR(train, 5 * ms));
    });

    [Fact]
    public void LvR_without_refractoriness_is_Lv() => Draws.Holds(Draws.Trains, train =>
        IntervalStatistics.LvR(train, 0 * ms).Equals(IntervalStatistics.Lv(train)));

    [Fact]
    public void Are_not_a_number_for_too_few_spikes()
    {
        IntervalStatistics.Cv(new SpikeTrain([1 * ms], 1 * s)).ShouldBe(double.NaN);
        IntervalStatistics.Cv(new SpikeTrain([1 * ms, 2 * ms], 1 * s)).ShouldBe(0);
        IntervalStatistics.Cv2(new SpikeTrain([1 * ms, 2 * ms], 1 * s)).ShouldBe(double.NaN);
        IntervalStatistics.Lv(new SpikeTrain([], 1 * s)).ShouldBe(double.NaN);
        Should.Throw<ArgumentException>(() => IntervalStatistics.LvR(new SpikeTrain([], 1 * s), -1 * ms)).Message.ShouldContain("got -1 ms");
    }
}
