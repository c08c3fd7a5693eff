using Myelin.Environments;

namespace Myelin.Tests.Environments;

public sealed class PongTests
{
    [Fact]
    public void Who_follows_the_ball_misses_none()
    {
        var world = new Pong();
        double[] seen = new double[5];
        for (ulong episode = 0; episode < 50; episode++)
        {
            world.Reset(episode, seen);
            EnvironmentStep step;
            do
            {
                step = world.Step(world.BallColumn, seen);
                step.Reward.ShouldBe(1);
                seen[0].ShouldBeInRange(0, 1);
                seen[1].ShouldBeInRange(0, 1);
            }
            while (step.Progress == EpisodeProgress.GoesOn);
            step.Progress.ShouldBe(EpisodeProgress.TimeIsOver);
            world.Returned.ShouldBeGreaterThan(5);
        }
    }

    [Fact]
    public void Who_stays_in_a_corner_misses_most()
    {
        var world = new Pong();
        double[] seen = new double[5];
        int missed = 0;
        for (ulong episode = 0; episode < 50; episode++)
        {
            world.Reset(episode, seen);
            EnvironmentStep step;
            do step = world.Step(0, seen);
            while (step.Progress == EpisodeProgress.GoesOn);
            if (step.Progress == EpisodeProgress.Terminated) missed++;
        }

        missed.ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.7)]
    [InlineData(3, 0.1)]
    [InlineData(4, 0)]
    public void Reward_falls_with_the_distance_of_the_aim(int distance, double reward)
    {
        var world = new Pong();
        double[] seen = new double[5];
        world.Reset(2, seen);
        world.Step(world.BallColumn - distance, seen).Reward.ShouldBe(reward, 1e-12);
    }

    [Fact]
    public void The_ball_keeps_its_speed()
    {
        var world = new Pong();
        double[] seen = new double[5];
        world.Reset(5, seen);
        for (int i = 0; i < 300; i++)
        {
            world.Step(world.BallColumn, seen);
            Math.Sqrt((seen[2] * seen[2]) + (seen[3] * seen[3])).ShouldBe(world.BallSpeed, 1e-12);
        }
    }

    [Fact]
    public void Wrong_calls_say_what_is_wrong()
    {
        var world = new Pong();
        double[] seen = new double[5];
        Should.Throw<InvalidOperationException>(() => world.Step(0, seen)).Message.ShouldBe("Pong: no episode is under way; call Reset first.");
        world.Reset(0, seen);
        Should.Throw<ArgumentException>(() => world.Step(32, seen)).Message.ShouldStartWith("Pong: there is no action 32; actions are 0 to 31.");
    }
}
