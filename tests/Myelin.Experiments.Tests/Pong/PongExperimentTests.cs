using Myelin.Experiments.Pong;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Pong;

public sealed class PongExperimentTests
{
    [Fact]
    public void Reward_rises_with_learning()
    {
        RunRecord record = Executed.Record(new PongExperiment { Columns = 8, Decisions = 4_000, TestDecisions = 400 });
        record.Results["mean reward after learning"].Value.ShouldBeGreaterThan(record.Results["mean reward before learning"].Value + 0.15);
    }

    [Fact]
    public void Without_a_learning_rate_nothing_is_learnt()
    {
        using var player = new Player(columns: 8, learningRate: 0, seed: 1);
        double[] weights = player.Weights;
        for (int i = 0; i < 20; i++)
        {
            player.Aim(i % 8).ShouldBeInRange(0, 7);
            player.Learn(i % 8, reward: 1, learns: true);
        }

        player.Weights.ShouldBe(weights);
        player.Expected.ShouldAllBe(e => e > 0);
    }
}
