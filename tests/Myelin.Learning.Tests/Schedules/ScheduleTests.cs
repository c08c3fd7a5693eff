using Myelin.Learning.Schedules;

namespace Myelin.Learning.Tests.Schedules;

/// <summary>What the reference cases do not show; the rates themselves are compared with PyTorch's under Optimisers.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public void Warmup_rises_in_a_straight_line_to_the_schedule_that_follows()
    {
        Schedule schedule = new CosineAnnealing(10, 0.001).After(4, start: 0.2);
        double[] rates = [.. Enumerable.Range(0, 6).Select(k => schedule.Rate(0.1, k))];
        rates[0].ShouldBe(0.02, 1e-15);
        rates[1].ShouldBe(0.04, 1e-15);
        rates[3].ShouldBe(0.08, 1e-15);
        rates[4].ShouldBe(new CosineAnnealing(10, 0.001).Rate(0.1, 0));
        rates[5].ShouldBe(new CosineAnnealing(10, 0.001).Rate(0.1, 1));
    }

    [Fact]
    public void A_schedule_that_is_held_stays_where_it_was()
    {
        Schedule schedule = new ExponentialDecay(0.5).HeldFrom(3);
        Enumerable.Range(0, 6).Select(k => schedule.Rate(8, k)).ShouldBe([8, 4, 2, 1, 1, 1]);
        Should.Throw<ArgumentOutOfRangeException>(() => new ConstantRate().HeldFrom(-1)).Message.ShouldStartWith("The step from which a schedule is held must be at least 0, got -1.");
    }

    [Fact]
    public void Restarts_without_a_multiplier_repeat()
    {
        var schedule = new CosineRestarts(7, Minimum: 0.01);
        for (int k = 0; k < 30; k++) schedule.Rate(0.5, k).ShouldBe(schedule.Rate(0.5, k % 7));
        schedule.Rate(0.5, 7_000_000_000_000).ShouldBe(0.5);
    }

    [Fact]
    public void One_cycle_stays_at_its_last_rate_and_a_short_rise_has_no_division_by_0()
    {
        new OneCycle(1, 10).Rate(5, 1000).ShouldBe(1 / 25.0 / 1e4);
        for (int k = 0; k < 12; k++)
        {
            double.IsFinite(new OneCycle(1, 10, Rise: 0.1).Rate(1, k)).ShouldBeTrue();
            double.IsFinite(new OneCycle(1, 1, Rise: 0).Rate(1, k)).ShouldBeTrue();
        }
    }

    [Fact]
    public void Schedules_are_equal_where_they_say_the_same()
    {
        new MultiStepDecay([1, 2], 0.5).ShouldBe(new MultiStepDecay([1, 2], 0.5));
        new MultiStepDecay([1, 2], 0.5).ShouldNotBe(new MultiStepDecay([1, 3], 0.5));
        new MultiStepDecay([1, 2], 0.5).ToString().ShouldBe("MultiStepDecay { Milestones = [1, 2], Gamma = 0.5 }");
        new ConstantRate().After(5).ToString().ShouldContain("ConstantRate { Factor = 1 }");
    }

    [Fact]
    public void Numbers_out_of_range_are_named()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new StepDecay(0)).Message.ShouldStartWith("The number of steps of a schedule must be at least 1, got 0.");
        Should.Throw<ArgumentOutOfRangeException>(() => new ExponentialDecay(double.NaN));
        Should.Throw<ArgumentException>(() => new MultiStepDecay([5, 3])).Message.ShouldBe("The milestones of a schedule must ascend, got 3 after 5.");
        Should.Throw<ArgumentOutOfRangeException>(() => new OneCycle(1, 10, Rise: 2));
        Should.Throw<ArgumentOutOfRangeException>(() => new OneCycle(1, 10, Divisor: 0));
    }
}
