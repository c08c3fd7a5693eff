using Myelin.Experiments.Polychrony;
using Myelin.Experiments.Running;
using Myelin.Randomness;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Polychrony;

public sealed class PolychronyExperimentTests
{
    [Fact]
    public void A_small_network_is_searched_and_the_order_of_spikes_is_learnt()
    {
        RunRecord record = Executed.Record(new PolychronyExperiment { Neurons = 60, Outdegree = 20, Triplets = 5, ShortestChain = 2, Volleys = 6000 });
        record.Claims.Count.ShouldBe(2);
        record.Claims[1].Holds.ShouldBe(true);
        record.Results["groups found"].Value.ShouldBeGreaterThan(0);
    }

    // Two strong spikes at once make a neuron fire, one does not: neurons 0 and 1 fire 3 ms apart, and their delays make up for it.
    [Fact]
    public void Spikes_that_arrive_together_set_off_a_chain_and_others_do_not()
    {
        Synapse[] synapses = [new(0, 2, 8, 10), new(1, 2, 5, 10), new(2, 4, 3, 10), new(0, 4, 15, 10), new(1, 3, 12, 10)];
        var search = new GroupSearch(new DelayNetwork(5, 5, synapses), 100, 100);
        List<Firing> together = search.Follow([(0, 1), (1, 4)]);
        together.Select(f => f.Neuron).Order().ShouldBe([0, 1, 2, 4]);
        together.Single(f => f.Neuron == 2).Layer.ShouldBe(2);
        together.Single(f => f.Neuron == 2).Time.ShouldBeInRange(9.5, 17);
        together.Single(f => f.Neuron == 4).Layer.ShouldBe(3);
        search.Follow([(0, 1), (1, 1)]).Select(f => f.Neuron).Order().ShouldBe([0, 1]);
        search.Follow([(0, 1), (1, 4)]).ShouldBe(together);
    }

    [Fact]
    public void Inhibition_at_the_same_time_stops_the_chain()
    {
        Synapse[] synapses = [new(0, 2, 5, 10), new(1, 2, 5, 10), new(3, 2, 5, -5), new(4, 2, 5, -5)];
        var search = new GroupSearch(new DelayNetwork(5, 3, synapses), 100, 100);
        search.Follow([(0, 1), (1, 1)]).Count.ShouldBe(3);
        search.Follow([(0, 1), (1, 1), (3, 1), (4, 1)]).Count.ShouldBe(4);
    }

    [Fact]
    public void Synapses_of_the_network_are_strong_in_the_part_that_was_asked_for()
    {
        var random = new RandomStream(1, StreamPurpose.Data);
        var network = new DelayNetwork(200, 50, 0.3, 20, ref random);
        Synapse[] excitatory = [.. network.Outgoing.Take(160).SelectMany(s => s)], inhibitory = [.. network.Outgoing.Skip(160).SelectMany(s => s)];
        (excitatory.Length / (160.0 * 50)).ShouldBeInRange(0.28, 0.32);
        excitatory.ShouldAllBe(s => s.Weight == DelayNetwork.Excitation && s.Delay >= 1 && s.Delay <= 20 && s.Target != s.Source);
        inhibitory.Length.ShouldBe(40 * 50);
        inhibitory.ShouldAllBe(s => s.Weight == DelayNetwork.Inhibition && s.Delay == 1 && s.Target < 160);
        network.StrongInputs.Sum(s => s.Length).ShouldBe(excitatory.Length);
    }

    [Fact]
    public void A_row_is_the_order_of_spikes_and_learning_changes_only_it()
    {
        var random = new RandomStream(1, StreamPurpose.Data);
        var layer = new LookUpLayer(4, 2, 3, 5, ref random);
        layer.Row(0, [1, 2, 3, 4]).ShouldBe(layer.Row(0, [10, 20, 30, 40]));
        layer.Row(0, [1, 2, 3, 4]).ShouldBe(31 ^ layer.Row(0, [4, 3, 2, 1]));
        layer.Learn([1, 2, 3, 4], [1, -2], 0.5);
        layer.Of([5, 6, 7, 8]).ShouldBe([1.5, -3]);
        layer.Of([4, 3, 2, 1]).ShouldBe([0, 0]);
        LookUpLayer.Cost(3, 5, 2).ShouldBe((15, 6, 192));
    }
}
