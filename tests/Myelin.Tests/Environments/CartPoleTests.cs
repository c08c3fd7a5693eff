using Myelin.Environments;

namespace Myelin.Tests.Environments;

public sealed class CartPoleTests
{
    [Fact]
    public void A_push_from_rest_gives_the_accelerations_of_the_equations()
    {
        // By hand: F / (M + m) = 9.0909; theta'' = -9.0909 / (0.5 (4/3 - 0.1 / 1.1)); x'' = 9.0909 + 0.05 * 14.634 / 1.1.
        var world = new CartPole();
        world.ResetTo([0, 0, 0, 0]);
        double[] seen = new double[4];
        world.Step(1, seen).ShouldBe(new EnvironmentStep(1, EpisodeProgress.GoesOn));
        seen[0].ShouldBe(0);
        seen[1].ShouldBe(0.195121951, 1e-8);
        seen[2].ShouldBe(0);
        seen[3].ShouldBe(-0.292682927, 1e-8);
    }

    [Fact]
    public void Without_pushes_the_energy_stays()
    {
        var world = new CartPole { Force = 0, StepLength = 1e-5, LargestAngle = 3, MaximumSteps = int.MaxValue };
        double[] s = [0.1, 0.2, 0.4, -0.3];
        world.ResetTo(s);
        double before = Energy(s);
        for (int i = 0; i < 50_000; i++) world.Step(0, s);
        Energy(s).ShouldBe(before, 1e-4);
        Math.Abs(s[2]).ShouldBeGreaterThan(0.5);

        // A uniform rod of length 2 l and mass m on a cart: m l^2 4/3 about the hinge.
        static double Energy(double[] s) =>
            (0.5 * 1.1 * s[1] * s[1]) + (0.1 * 0.5 * s[1] * s[3] * Math.Cos(s[2])) + (0.5 * 0.1 * 0.25 * (4.0 / 3) * s[3] * s[3]) + (0.1 * 9.8 * 0.5 * Math.Cos(s[2]));
    }

    [Fact]
    public void Friction_takes_energy()
    {
        var free = new CartPole { Force = 0, LargestAngle = 3 };
        var rubbed = new CartPole { Force = 0, LargestAngle = 3, CartFriction = 0.5 };
        double[] a = [0, 1, 0, 0], b = [0, 1, 0, 0];
        free.ResetTo(a);
        rubbed.ResetTo(b);
        free.Step(0, a);
        rubbed.Step(0, b);
        b[1].ShouldBeLessThan(a[1]);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, -1)]
    public void It_ends_when_the_pole_falls(bool isSparse, double lastReward)
    {
        var world = new CartPole { IsRewardSparse = isSparse };
        double[] seen = new double[4];
        world.Reset(3, seen);
        EnvironmentStep step;
        int steps = 0;
        do
        {
            step = world.Step(0, seen);
            steps++;
            if (step.Progress == EpisodeProgress.GoesOn) step.Reward.ShouldBe(isSparse ? 0 : 1);
        }
        while (step.Progress == EpisodeProgress.GoesOn);
        step.ShouldBe(new EnvironmentStep(lastReward, EpisodeProgress.Terminated));
        Math.Abs(seen[2]).ShouldBeGreaterThan(world.LargestAngle);
        steps.ShouldBeInRange(5, 15);
        Should.Throw<InvalidOperationException>(() => world.Step(0, seen)).Message.ShouldBe("CartPole: no episode is under way; call Reset first.");
    }

    [Fact]
    public void Time_runs_out_where_the_pole_is_held()
    {
        var world = new CartPole { MaximumSteps = 200 };
        double[] seen = new double[4];
        world.Reset(1, seen);
        EnvironmentStep step;
        do step = world.Step((seen[2] + (0.5 * seen[3]) + (0.05 * seen[0]) + (0.1 * seen[1])) > 0 ? 1 : 0, seen);
        while (step.Progress == EpisodeProgress.GoesOn);
        step.Progress.ShouldBe(EpisodeProgress.TimeIsOver);
    }

    [Fact]
    public void An_episode_is_a_function_of_its_number()
    {
        double[] a = new double[4], b = new double[4], c = new double[4];
        new CartPole().Reset(7, a);
        new CartPole().Reset(7, b);
        new CartPole().Reset(8, c);
        b.ShouldBe(a);
        c.ShouldNotBe(a);
        a.ShouldAllBe(v => Math.Abs(v) <= 0.05);
    }

    [Fact]
    public void Wrong_calls_say_what_is_wrong()
    {
        var world = new CartPole();
        double[] seen = new double[4];
        Should.Throw<InvalidOperationException>(() => world.Step(0, seen));
        Should.Throw<ArgumentException>(() => world.Reset(0, new double[3])).Message.ShouldStartWith("CartPole: an observation has 4 numbers, got a span of 3.");
        world.Reset(0, seen);
        Should.Throw<ArgumentException>(() => world.Step(2, seen)).Message.ShouldStartWith("CartPole: there is no action 2; actions are 0 to 1.");
    }
}
