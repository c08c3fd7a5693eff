using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Tests.Reference;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>Freezing, third factors, slower rules, memory, and what is refused.</summary>
public class LearningTests
{
    [Fact]
    public void A_frozen_projection_keeps_its_weights_and_a_thawed_one_learns_again()
    {
        (Network network, Projection plastic) = PlasticNetwork.Describe(new PairStdp { MaxWeight = 0.2 });
        using var run = new Simulator(network, 0.1 * ms);
        run.Run(50 * ms);
        run.Freeze(plastic);
        double[] frozen = run.Weights(plastic).Values;
        run.Run(50 * ms);
        run.Weights(plastic).Values.ShouldBe(frozen);
        run.Thaw(plastic);
        run.Weights(plastic).Values.ShouldBe(frozen);
        run.Run(50 * ms);
        run.Weights(plastic).Values.ShouldNotBe(frozen);
    }

    [Fact]
    public void Incoming_weights_are_normalised_and_stay_within_reach_of_the_first_rule()
    {
        (Network network, Projection plastic) = PlasticNetwork.Describe(new PairStdp { MaxWeight = 0.2 }, slower: new IncomingNormalisation { Total = 6, Period = 10 * ms });
        using var run = new Simulator(network, 0.1 * ms);
        run.RunSteps(1001);
        Myelin.Simulation.Recording.SynapseValues weights = run.Weights(plastic);
        double[] sums = new double[300];
        for (int i = 0; i < weights.Count; i++) sums[weights.Targets[i]] += weights.Values[i];
        foreach (double sum in sums) sum.ShouldBe(6, 0.1);
    }

    [Fact]
    public void A_plastic_synapse_takes_at_most_twelve_bytes()
    {
        var network = new Network(1);
        Population cells = network.Population("cells", 2000, new LifDelta());
        network.Learn(network.Connect(cells, cells, FixedIndegree(400), 0.1 * mV, delay: 1.5 * ms), new PairStdp());
        using var run = new Simulator(network, 0.1 * ms, options: new SimulationOptions { Threads = 1 });
        ((double)run.Bytes / run.Synapses).ShouldBeLessThan(12);
    }

    [Fact]
    public void What_cannot_learn_is_refused_in_a_sentence()
    {
        (Network network, Projection plastic) = PlasticNetwork.Describe(new PairStdp());
        Should.Throw<ArgumentException>(() => network.Learn(plastic, new PairStdp())).Message.ShouldContain("it learns by PairStdp already");
        Population cells = network.Populations[0];
        Projection still = network.Connect(cells, cells, OneToOne(), 1 * mV, release: new Synapses.TsodyksMarkram());
        Should.Throw<ArgumentException>(() => network.Learn(still, new PairStdp())).Message.ShouldContain("it has a rule of release, TsodyksMarkram");
        Projection other = network.Connect(cells, cells, OneToOne(), 1 * mV);
        Should.Throw<ArgumentException>(() => network.Learn(other, new PairStdp(), factor: cells)).Message.ShouldContain("PairStdp needs no third factor");
        using var run = new Simulator(network, 0.1 * ms);
        Should.Throw<ArgumentException>(() => run.Weights(other)).Message.ShouldContain("does not learn");
        Should.Throw<ArgumentException>(() => run.SetFactor(plastic, 1)).Message.ShouldContain("PairStdp has no third factor");
        Should.Throw<ArgumentException>(() => run.SetFactor(plastic, [1.0, 2.0])).Message.ShouldContain("needs 300 numbers, got 2");
        Should.Throw<ArgumentException>(() => run.SynapseState(plastic, "Eligibility")).Message.ShouldContain("has no variable 'Eligibility'; it has Weight");
        (network, _) = PlasticNetwork.Describe(new PairStdp { Lambda = -1 });
        Should.Throw<ArgumentException>(() => new Simulator(network, 0.1 * ms)).Message.ShouldContain("PairStdp.Lambda must be at least 0, got -1");
    }

    [Fact]
    public void A_plastic_synapse_takes_six_bytes_and_four_for_each_further_variable()
    {
        double Taken(IPlasticityRuleModel rule)
        {
            var network = new Network(1);
            Population sources = network.Population("sources", 50, new Parrot()), cells = network.Population("cells", 20_000, new LifDelta());
            Projection plastic = network.Connect(sources, cells, AllToAll(), 0.1 * mV);
            long others;
            using (var still = new Simulator(network, 0.1 * ms, options: new SimulationOptions { Threads = 1 })) others = still.Bytes - (2 * still.Synapses);
            network = new Network(1);
            (sources, cells) = (network.Population("sources", 50, new Parrot()), network.Population("cells", 20_000, new LifDelta()));
            network.Learn(network.Connect(sources, cells, AllToAll(), 0.1 * mV), rule);
            using var run = new Simulator(network, 0.1 * ms, options: new SimulationOptions { Threads = 1 });
            return (double)(run.Bytes - others) / run.Synapses;
        }

        Taken(new PairStdp()).ShouldBe(6, 0.05);
        Taken(new Tempotron()).ShouldBe(14, 0.1);
        Taken(new DopamineStdp()).ShouldBe(18, 0.1);
    }

    [Fact]
    public void Half_weights_are_refused_where_they_would_lose_what_is_learnt()
    {
        (Network network, _) = PlasticNetwork.Describe(new PairStdp());
        Should.Throw<ArgumentException>(() => new Simulator(network, 0.1 * ms, options: new SimulationOptions { Weights = WeightStorage.Half })).Message
            .ShouldBe("projection cells -> cells: it learns, and weights of 8 significant bits (WeightStorage.Half) would lose small changes; leave Weights out or ask for WeightStorage.Full.");
        using var full = new Simulator(network, 0.1 * ms, options: new SimulationOptions { Weights = WeightStorage.Full });
        full.RunSteps(1);
    }

    [Fact]
    public void Steps_of_a_plastic_network_allocate_nothing()
    {
        (Network network, _) = PlasticNetwork.Describe(new DopamineStdp { MaxWeight = 0.2, APlus = 1e-3, AMinus = 1e-3 }, slower: new SynapticScaling { Period = 5 * ms });
        using var run = new Simulator(network, 0.1 * ms, options: new SimulationOptions { Threads = 1 });
        run.Run(100 * ms);
        Allocation.Least(() => run.Run(50 * ms)).ShouldBeLessThan(2_000);
    }
}
