using Myelin.Experiments.CartPole;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.CartPole;

public sealed class CartPolePlasticityTests
{
    [Fact]
    public void Falls_alone_teach_to_balance_longer()
    {
        RunRecord record = Executed.Record(new CartPolePlasticityExperiment { Networks = 1, Episodes = 40, TestEpisodes = 5 });
        double before = record.Results["mean length of an episode before learning"].Value;
        before.ShouldBeInRange(8, 60);
        record.Results["network 1, mean after learning"].Value.ShouldBeGreaterThan(2 * before);
    }

    [Fact]
    public void Nothing_is_learnt_while_it_is_judged_and_nothing_without_a_rate()
    {
        using var player = new PoleBalancer(layers: 2, actorRate: 0, criticRate: 0.06, discount: 0.9, seed: 3);
        double[] actors = player.ActorWeights, critic = player.CriticWeights;
        for (int i = 0; i < 3; i++) player.Act([0.1, 0, 0.02 * i, 0.3], learns: false).ShouldBeInRange(0, 1);
        player.End(fell: true, learns: false);
        player.CriticWeights.ShouldBe(critic);
        for (int i = 0; i < 3; i++) player.Act([0.1, 0, 0.02 * i, 0.3], learns: true);
        player.End(fell: true, learns: true);
        player.ActorWeights.ShouldBe(actors);
        player.CriticWeights.Max().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_fall_is_foreseen_where_it_happened_and_not_elsewhere()
    {
        using var player = new PoleBalancer(layers: 2, actorRate: 0, criticRate: 0.2, discount: 0.9, seed: 3);
        double[] bad = [1, 1, 0.15, 1.5], good = [-1, -1, -0.15, -1.5];
        for (int i = 0; i < 30; i++)
        {
            player.Act(bad, learns: true);
            player.End(fell: true, learns: true);
        }

        player.Act(bad, learns: false);
        player.Danger.ShouldBeInRange(0.8, 1.2);
        player.End(fell: false, learns: false);
        player.Act(good, learns: false);
        player.Danger.ShouldBe(0);
    }

    [Fact]
    public void Watching_changes_nothing()
    {
        using var watched = new PoleBalancer(layers: 2, actorRate: 1, criticRate: 0.1, discount: 0.9, seed: 5);
        using var unwatched = new PoleBalancer(layers: 2, actorRate: 1, criticRate: 0.1, discount: 0.9, seed: 5);
        var log = new SpikeLog();
        for (int i = 0; i < 10; i++)
        {
            double[] state = [0, 0.1 * i, 0.01 * i, 0];
            watched.Act(state, learns: true, log).ShouldBe(unwatched.Act(state, learns: true));
        }

        watched.ActorWeights.ShouldBe(unwatched.ActorWeights);
        log.Places.Times.Count.ShouldBe(10 * 2 * PoleBalancer.Half);
        (log.Left.Times.Count + log.Right.Times.Count).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void One_cell_of_every_layer_fires_and_near_states_share_some()
    {
        var fields = new PlaceFields(4);
        int[] here = Find(fields, 0.1, 0.2, 0.01, 0.3), near = Find(fields, 0.1, 0.2, 0.018, 0.3), far = Find(fields, -2, -1, -0.15, -2), beyond = Find(fields, 99, -99, 99, -99);
        for (int layer = 0; layer < 4; layer++) (here[layer] * 4 / fields.Count).ShouldBe(layer);
        here.Intersect(near).Count().ShouldBeInRange(1, 3);
        here.Intersect(far).ShouldBeEmpty();
        beyond.ShouldAllBe(c => c >= 0 && c < fields.Count);
    }

    private static int[] Find(PlaceFields fields, params double[] state)
    {
        int[] cells = new int[fields.Layers];
        fields.Find(state, cells);
        return cells;
    }
}
