using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Synapses;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Receptors;

/// <summary>Couplings in the engine: the potentials of a step's start, sums in a fixed order, both ways where they are mutual.</summary>
public sealed class CouplingNetworkTests
{
    private static readonly Time dt = 0.1 * ms;

    // Passive: nothing reaches the threshold.
    private static readonly LifDelta passive = new() { TauM = 20 * ms, Capacitance = 200 * pF, Rest = -70 * mV, Reset = -70 * mV, Threshold = 1000 * mV };

    [Fact]
    public void Two_cells_follow_the_recursion_of_their_potentials()
    {
        var network = new Network();
        Population a = network.Population("a", 1, passive), b = network.Population("b", 1, passive with { TauM = 10 * ms });
        network.Initialize(a, "U", -40 * mV);
        network.Couple(a, b, OneToOne(), new GapJunction(), 3 * nS);
        using Simulator run = new(network, dt, options: Double());
        double ua = -40, ub = -70;
        for (int step = 0; step < 200; step++)
        {
            run.RunSteps(1);
            double current = 3 * (ua - ub);
            (ua, ub) = (Next(ua, 20, -current), Next(ub, 10, current));
            run.Peek(a, "U", 0).ShouldBe(ua, 1e-11, $"step {step}");
            run.Peek(b, "U", 0).ShouldBe(ub, 1e-11, $"step {step}");
        }

        static double Next(double u, double tau, double current) => -70 + ((u + 70) * Math.Exp(-0.1 / tau)) + (current * tau / 200 * (1 - Math.Exp(-0.1 / tau)));
    }

    [Theory]
    [InlineData(Precision.Double, 1e-10)]
    [InlineData(Precision.Single, 2e-3)]
    public void What_one_loses_the_others_gain(Precision precision, double tolerance)
    {
        var network = new Network(3);
        Population a = network.Population("a", 70, passive), b = network.Population("b", 33, passive);
        network.Initialize(a, "U", Uniform(-90 * mV, -40 * mV));
        network.Initialize(b, "U", Uniform(-90 * mV, -40 * mV));
        network.Couple(a, a, FixedIndegree(5), new GapJunction(), Uniform(0.1 * nS, 0.9 * nS));
        network.Couple(a[10..50], b[3..30], FixedProbability(0.2), new GapJunction(), 0.5 * nS);
        network.Connect(a, b, AllToAll(), 1 * mV, 0 * ms);
        using Simulator run = new(network, dt, options: new SimulationOptions { Precision = precision, Threads = 2 });
        double Sum() => a.Values(run).Sum(u => u + 70) + b.Values(run).Sum(u => u + 70);
        double before = Sum(), spread = Spread();
        run.RunSteps(100);
        Sum().ShouldBe(before * Math.Exp(-10.0 / 20), tolerance * Math.Abs(before));
        
        // Uncoupled it would shrink to exp(-10 / 20) of what it was.
        Spread().ShouldBeLessThan(0.5 * spread);

        double Spread() => a.Values(run).Max() - a.Values(run).Min();
    }

    [Fact]
    public void A_pair_is_coupled_once_whatever_directions_the_rule_lists()
    {
        double[] expected = Potentials(Explicit([0, 0, 1], [1, 2, 2], new[] { 1.0, 1, 1 }, unit: "nS"), null);
        Potentials(AllToAll(), 1 * nS).ShouldBe(expected);
        Potentials(Explicit([1, 2, 2], [0, 0, 1], new[] { 1.0, 1, 1 }, unit: "nS"), null).ShouldBe(expected);
        Potentials(Explicit([1, 0, 2, 2, 2], [0, 1, 0, 1, 2], new[] { 7.0, 1, 1, 1, 9 }, unit: "nS"), null).ShouldBe(expected);
        Potentials(Explicit([0, 0, 0, 1], [1, 1, 2, 2], new[] { 0.25, 0.75, 1, 1 }, unit: "nS"), null).ShouldBe(expected);

        static double[] Potentials(ConnectionRule rule, Distribution? weight)
        {
            var network = new Network();
            Population cells = network.Population("cells", 3, i => passive with { Bias = 100 * i * pA });
            network.Couple(cells, cells, rule, new GapJunction(), weight);
            using Simulator run = network.Simulate(10 * ms, dt, options: Double());
            return cells.Values(run);
        }
    }

    [Fact]
    public void A_graded_network_equals_a_naive_sum()
    {
        const int Cells = 40, Targets = 21;
        GradedSynapse model = new() { Half = -60 * mV, Slope = 3 * mV, Tau = 4 * ms, Reversal = 10 * mV };
        var random = new Random(5);
        (int Source, int Target, double Weight)[] edges = [.. Enumerable.Range(0, 300).Select(_ => (random.Next(Cells), random.Next(Targets), random.Next(1, 9) / 16.0))];
        var network = new Network(9);
        Population sources = network.Population("sources", Cells, passive), targets = network.Population("targets", Targets, passive);
        network.Initialize(sources, "U", Uniform(-70 * mV, -40 * mV));
        network.Couple(sources, targets, Explicit([.. edges.Select(e => e.Source)], [.. edges.Select(e => e.Target)], edges.Select(e => e.Weight).ToArray(), unit: "nS"), model);
        using Simulator run = new(network, dt, options: Double(3));
        run.Synapses.ShouldBe(300);
        double[] open = new double[Cells];
        for (int step = 0; step < 50; step++)
        {
            double[] u = sources.Values(run), v = targets.Values(run);
            for (int i = 0; i < Cells; i++)
            {
                double steady = 1 / (1 + Math.Exp(-(u[i] + 60) / 3));
                open[i] = steady + ((open[i] - steady) * Math.Exp(-0.1 / 4));
            }

            for (int t = 0; t < Targets; t++)
            {
                double current = edges.Where(e => e.Target == t).Sum(e => e.Weight * open[e.Source] * (10 - v[t]));
                v[t] = -70 + ((v[t] + 70) * Math.Exp(-0.1 / 20)) + (current * 20 / 200 * (1 - Math.Exp(-0.1 / 20)));
            }

            run.RunSteps(1);
            double[] now = targets.Values(run);
            for (int t = 0; t < Targets; t++) now[t].ShouldBe(v[t], 1e-10, $"target {t}, step {step}");
        }
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void Result_does_not_depend_on_threads_and_snapshots(Precision precision)
    {
        using var folder = new TemporaryFolder();
        long[] expected;
        using (Simulator whole = Mixed().Simulate(40 * ms, dt, options: Options(1)))
        {
            whole.SpikeCount.ShouldBeGreaterThan(50);
            expected = whole.States();
        }

        using (Simulator first = Mixed().Simulate(17 * ms, dt, options: Options(2))) first.Save(folder["snapshot"]);
        foreach (int threads in (int[])[2, 3, 5])
        {
            using Simulator run = Mixed().Simulate(40 * ms, dt, options: Options(threads));
            run.States().ShouldBe(expected);
            using Simulator restored = Simulator.Restore(folder["snapshot"], Mixed(), dt, options: Options(threads));
            restored.Run(23 * ms);
            restored.States().ShouldBe(expected);
        }

        SimulationOptions Options(int threads) => new() { Precision = precision, Threads = threads };
    }

    // The coupling coefficient of two equal cells, which experiments measure: g / (g + leak), with a leak of 200 pF / 20 ms.
    [Fact]
    public void A_held_cell_pulls_the_other_by_the_coupling_coefficient()
    {
        var network = new Network();
        Population cells = network.Population("cells", 2, i => passive with { Bias = i * 100 * pA });
        network.Couple(cells, cells, AllToAll(), new GapJunction(), 2.5 * nS);
        using Simulator run = network.Simulate(2000 * ms, dt, options: Double());
        ((run.Peek(cells, "U", 0) + 70) / (run.Peek(cells, "U", 1) + 70)).ShouldBe(2.5 / (2.5 + 10), 1e-10);
    }

    [Fact]
    public void Description_knows_couplings_and_a_snapshot_of_others_is_refused()
    {
        using var folder = new TemporaryFolder();
        Mixed().Describe().ShouldContain("coupling cells -> cells: GapJunction");
        Mixed().Describe().ShouldContain("U into Current");
        using (Simulator run = new(One(1 * nS), dt)) run.Save(folder["snapshot"]);
        Should.Throw<InvalidDataException>(() => Simulator.Restore(folder["snapshot"], One(2 * nS), dt)).Message.ShouldContain("another network");

        static Network One(Conductance conductance)
        {
            var network = new Network();
            Population cells = network.Population("cells", 2, passive);
            network.Couple(cells, cells, AllToAll(), new GapJunction(), conductance);
            return network;
        }
    }

    [Fact]
    public void Impossible_couplings_are_refused_in_words()
    {
        var network = new Network();
        Population cells = network.Population("cells", 3, passive), parrots = network.Population("parrots", 3, new Parrot()), leaky = network.Population("leaky", 3, new Leaky());
        Refused(() => network.Couple(cells, cells, AllToAll(), new GapJunction(), -1 * nS)).ShouldBe("The weight of coupling cells -> cells can be -1 nS, but no conductance is negative; it must be at least 0.");
        Refused(() => network.Couple(cells, cells, AllToAll(), new GapJunction(), Uniform(-1 * nS, 1 * nS))).ShouldContain("can be -1 nS");
        Refused(() => network.Couple(cells, cells, AllToAll(), new GapJunction(), 1 * pA)).ShouldBe("The weight of coupling cells -> cells is in pA, but GapJunction is in nS.");
        Refused(() => network.Couple(cells, cells, AllToAll(), new GapJunction())).ShouldContain("is a pure number, but GapJunction is in nS");
        Refused(() => network.Couple(parrots, cells, AllToAll(), new GradedSynapse(), 1 * nS)).ShouldContain("Parrot has no state variable 'U'");
        Refused(() => network.Couple(cells, parrots, AllToAll(), new GradedSynapse(), 1 * nS)).ShouldContain("Parrot has no port 'Current'");
        Refused(() => network.Couple(leaky, cells, AllToAll(), new GradedSynapse(), 1 * nS)).ShouldContain("The potential that coupling leaky -> cells reads is in mV, but U is a pure number.");
        Refused(() => network.Couple(cells, cells, Explicit([0], [1], new[] { 1.0 }, [1.0], "nS"), new GapJunction())).ShouldContain("brings delays, but a coupling has none");
        Refused(() => network.Couple(cells, cells[..2], OneToOne(), new GapJunction(), 1 * nS)).ShouldContain("one-to-one needs equal sizes");
        network.Couplings.ShouldBeEmpty();

        network.Couple(cells, cells, AllToAll(), new GapJunction(), Normal(0 * nS, 1 * nS));
        Refused(() => new Simulator(network, dt)).ShouldMatch("coupling cells -> cells: a weight of -.* nS was drawn or listed; it must be at least 0");

        static string Refused(Func<object> make) => Should.Throw<ArgumentException>(() => _ = make()).Message;
    }

    private static SimulationOptions Double(int threads = 1) => new() { Precision = Precision.Double, Threads = threads };

    private static Network Mixed()
    {
        var network = new Network(7);
        Population cells = network.Population("cells", 300, new LifDelta { Bias = 420 * pA, TauM = 10 * ms });
        Population others = network.Population("others", 143, i => new LifExp { Bias = (300 + i) * pA });
        network.Initialize(cells, "U", Uniform(-70 * mV, -55 * mV));
        network.Connect(cells, others, FixedIndegree(4), 20 * pA, 0 * ms);
        network.Connect(others, cells, FixedIndegree(4), 0.5 * mV, 1.5 * ms);
        network.Couple(cells, cells, FixedProbability(0.05), new GapJunction(), Uniform(0.1 * nS, 0.5 * nS));
        network.Couple(cells[20..90], others, FixedOutdegree(7), new GradedSynapse { Half = -60 * mV, Reversal = 0 * mV }, 0.7 * nS);
        network.Couple(others, cells[5..], FixedTotalNumber(500), new GapJunction(), 0.3 * nS);
        return network;
    }
}

file static class Potentials
{
    /// <summary>The membrane potentials of all neurons.</summary>
    public static double[] Values(this Population population, Simulator run) => [.. Enumerable.Range(0, population.Size).Select(n => run.Peek(population, "U", n))];
}
