using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>Rules with a teacher: what a third factor makes of the spikes before it, by hand; and learning that works.</summary>
public class SupervisedRuleTests
{
    [Fact]
    public void A_tempotron_learns_two_patterns_apart()
    {
        var random = new Random(3);
        double[][] patterns = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 40).Select(_ => 5 + (0.5 * random.Next(120))).ToArray())];
        const int Rounds = 25;
        var network = new Network(2);
        Population inputs = network.Population("inputs", 40, new Parrot());
        Population cell = network.Population("cell", 1, new LifExp { TauM = 15 * ms, TauSynE = 3.75 * ms, TauSynI = 3.75 * ms, Threshold = -55 * mV, Refractory = 90 * ms });
        int trials = Rounds * patterns.Length;
        double[] times = [.. Enumerable.Range(0, trials).SelectMany(t => patterns[t % 4].Select(at => Math.Round((t * 150) + at, 1)))];
        network.Drive(inputs, SpikeReplay(times, [.. Enumerable.Range(0, trials).SelectMany(_ => Enumerable.Range(0, 40))]));
        Projection plastic = network.Connect(inputs, cell, AllToAll(), Uniform(20 * pA, 60 * pA), port: "Excitatory");
        network.Learn(plastic, new Tempotron { Lambda = 3, MinWeight = -200, MaxWeight = 200 });
        using var run = new Simulator(network, 0.5 * ms, r => r.Spikes(cell));
        int wrong = 0;
        for (int t = 0; t < trials; t++)
        {
            long before = run.Spikes(cell).Count;
            run.Run(150 * ms);
            bool fired = run.Spikes(cell).Count > before, should = t % 4 < 2;
            if (t >= trials - 8 && fired != should) wrong++;
            run.SetFactor(plastic, fired == should ? 0 : should ? 1 : -1);
        }

        wrong.ShouldBe(0);
    }

    [Fact]
    public void A_tempotron_moves_each_weight_by_its_part_in_the_highest_potential()
    {
        var network = new Network(2);
        Population inputs = network.Population("inputs", 3, new Parrot());
        Population cell = network.Population("cell", 1, new LifDelta { TauM = 15 * ms });
        network.Drive(inputs, SpikeReplay([5, 8, 20], [0, 1, 2]));
        Projection plastic = network.Connect(inputs, cell, AllToAll(), 2 * mV);
        network.Learn(plastic, new Tempotron { Lambda = 1 }, DelayPlace.Axon);
        using var run = new Simulator(network, 0.1 * ms, options: new SimulationOptions { Precision = Precision.Double });
        run.Run(30 * ms);
        run.SetFactor(plastic, 1);
        run.RunSteps(2);

        // Highest when the second jump has arrived; the kernel of that spike is still 0 then, that of the third came later.
        double peak = Math.Log(4) / ((1 / 3.75) - (1 / 15.0)), norm = 1 / (Math.Exp(-peak / 15) - Math.Exp(-peak / 3.75));
        double kernel = norm * (Math.Exp(-3 / 15.0) - Math.Exp(-3 / 3.75));
        double[] weights = run.Weights(plastic).Values;
        weights[0].ShouldBe(2 + kernel, 1e-9);
        weights[1].ShouldBe(2, 1e-12);
        weights[2].ShouldBe(2, 1e-12);
        run.SynapseState(plastic, "Kernel").Values.ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void Only_the_presynaptic_pool_moves_and_each_synapse_by_its_own_draw()
    {
        double[][] pre = [.. Enumerable.Range(0, 20).Select(i => new double[] { i < 10 ? 5 : 40 })];
        var pair = new SpikePair(pre, [[]], new PresynapticPool { Eta = 0.5, Window = 20 * ms }, new double[20], 1 * ms, 0.1 * ms, DelayPlace.Axon);
        using Simulator run = pair.Build(Precision.Double);
        run.Run(50 * ms);
        run.SetFactor(pair.Projection, [-1.0]);
        run.RunSteps(2);
        double[] weights = run.Weights(pair.Projection).Values;
        weights[..10].ShouldAllBe(w => w == 0);
        weights[10..].ShouldAllBe(w => w > -0.5 && w <= 0);
        weights[10..].Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public void Only_the_last_four_spikes_in_the_window_count()
    {
        double[][] pre = [[10], [10, 45, 48], [41, 42, 43, 44, 45, 46], []];
        var pair = new SpikePair(pre, [[]], new WindowedStdp { Eta = 0.01, Window = 20 * ms }, new double[4], 1 * ms, 0.1 * ms, DelayPlace.Axon);
        using Simulator run = pair.Build(Precision.Double);
        run.Run(50 * ms);
        run.SetFactor(pair.Projection, 3);
        run.RunSteps(2);
        double[] weights = run.Weights(pair.Projection).Values;
        weights.Select(w => Math.Round(w, 12)).ShouldBe([0, 0.06, 0.12, 0]);
    }

    [Fact]
    public void Errors_within_the_gate_change_nothing_and_others_move_by_the_eligibility()
    {
        double[] pre = [3, 11, 12.5];
        var pair = new SpikePair(pre, [], new ErrorModulated { Eta = 0.1, Gate = 0.5, Tau = 10 * ms, TauE = 50 * ms }, 0, 1 * ms, 0.1 * ms, DelayPlace.Axon);
        using Simulator run = pair.Build(Precision.Double);
        run.Run(30 * ms);
        run.SetFactor(pair.Projection, 0.5);
        run.RunSteps(2);
        run.Weights(pair.Projection).Values[0].ShouldBe(0);
        run.SetFactor(pair.Projection, -2);
        run.RunSteps(2);

        // The difference of two exponentials, since each spike's arrival a delay behind its emission.
        double eligibility = pre.Sum(t => (Math.Exp(-(30.2 - t - 1) / 50) - Math.Exp(-(30.2 - t - 1) / 10)) * 10 / 40);
        run.Weights(pair.Projection).Values[0].ShouldBe(-0.2 * eligibility, 1e-12);
    }

    [Fact]
    public void The_astrocyte_sets_the_depression()
    {
        double[] pre = [10, 30], post = [8];
        double Weight(double factor)
        {
            var pair = new SpikePair(pre, post, new AstrocyteStdp { Gain = 0.01 }, 0.8, 1 * ms, 0.1 * ms, DelayPlace.Axon);
            using Simulator run = pair.Build(Precision.Double);
            run.Run(5 * ms);
            run.SetFactor(pair.Projection, factor);
            run.Run(45 * ms);
            return run.Weights(pair.Projection).Values[0];
        }

        // Seen by a spike along the axon is the end of the step before it; the factor was taken up in the first step after 5 ms.
        double Expected(double factor) => 0.8 - (Amount(factor, 11 - 0.1 - 5.1) * Math.Exp(-(11 - 8) / 10.0)) - (Amount(factor, 31 - 0.1 - 5.1) * Math.Exp(-(31 - 8) / 10.0));
        double Amount(double factor, double since) => 0.15 + (0.01 * factor * Math.Exp(-since / 100));
        Weight(0).ShouldBe(Expected(0), 1e-12);
        Weight(4).ShouldBe(Expected(4), 1e-12);
        Weight(-3).ShouldBe(Expected(-3), 1e-12);
    }

    [Fact]
    public void Synapses_of_a_pattern_rise_and_others_fall()
    {
        double[][] pre = [[10], [10], [200]];
        var rule = new PatternStdp { Total = 1, Homeostasis = 0.5, Rise = 0.2, Fall = 0.4, Period = 100 * ms };
        var pair = new SpikePair(pre, [[15]], rule, [0.5, 0.4, 0.5], 1 * ms, 0.1 * ms, DelayPlace.Axon);
        using Simulator run = pair.Build(Precision.Double);
        run.Run(99 * ms);
        double[] weights = run.Weights(pair.Projection).Values;
        weights.Select(w => Math.Round(w, 12)).ShouldBe([0.6, 0.52, 0.3]);
        run.Run(2 * ms);
        run.Weights(pair.Projection).Values.Select(w => Math.Round(w, 12)).ShouldBe(weights.Select(w => Math.Round(w * (1 + (0.5 * (1 - 1.42))), 12)));
    }
}
