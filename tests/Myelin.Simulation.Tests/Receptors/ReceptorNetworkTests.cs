using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation.Recording;
using Myelin.Synapses;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Receptors;

/// <summary>Receptors between projections and neurons: their currents, their names, their place in snapshots and partitions.</summary>
public sealed class ReceptorNetworkTests
{
    private static readonly Time dt = 0.1 * ms;

    // The membrane's response to one exponential current, exact: the receptor's mean current per step comes within the square of the step.
    [Fact]
    public void Postsynaptic_potential_is_that_of_the_equations()
    {
        double[] coarse = Potential(0.2 * ms), fine = Potential(0.1 * ms);
        double Exact(double t) => t < 0 ? 0 : 100.0 / 250 * (10 * 2 / (10.0 - 2)) * (Math.Exp(-t / 10) - Math.Exp(-t / 2));
        double far = 0, near = 0;
        for (int i = 0; i < coarse.Length; i++) far = Math.Max(far, Math.Abs(coarse[i] + 70 - Exact(((i + 1) * 0.2) - 1)));
        for (int i = 0; i < fine.Length; i++) near = Math.Max(near, Math.Abs(fine[i] + 70 - Exact(((i + 1) * 0.1) - 1)));
        near.ShouldBeLessThan(1e-3);
        (far / near).ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Conductance_of_a_synapse_is_recorded_under_its_receptors_name()
    {
        (Network network, Population cell) = One(new NmdaConductance(), "nmda", 2 * nS);
        using Simulator run = network.Simulate(50 * ms, dt, r => r.State(cell, "nmda.G").State(cell, "nmda.D"), Double);
        double[] g = run.State(cell, "nmda.G").Of(0);
        g.Max().ShouldBe(2, 1e-3);
        double peak = Math.Log(50) * 2 * 100 / 98;
        ((Array.IndexOf(g, g.Max()) + 1) * 0.1).ShouldBe(peak + 2, 0.06);
        run.Peek(cell, "nmda.G", 0).ShouldBe(g[^1]);
    }

    [Fact]
    public void Blocked_receptors_pass_less_the_more_negative_the_membrane()
    {
        double Rise(IReceptorModel model)
        {
            (Network network, Population cell) = One(model, "receptor", 1 * nS);
            using Simulator run = network.Simulate(30 * ms, dt, r => r.Voltage(cell), Double);
            return run.Voltage(cell).Of(0).Max() + 70;
        }

        double blocked = Rise(new NmdaConductance()), open = Rise(new NmdaConductance { Magnesium = 0 });
        (blocked / open).ShouldBeInRange(0.03, 0.08);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Result_does_not_depend_on_threads_and_snapshots(int threads)
    {
        double[] expected = Trace(new SimulationOptions { Threads = 1 });
        Trace(new SimulationOptions { Threads = threads }).ShouldBe(expected);

        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.snapshot");
        try
        {
            (Network first, Population _) = Recurrent();
            using (Simulator run = first.Simulate(20 * ms, dt, options: new SimulationOptions { Threads = 2 })) run.Save(path);
            (Network second, Population cells) = Recurrent();
            using Simulator restored = Simulator.Restore(path, second, dt, r => r.State(cells, "nmda.G"), new SimulationOptions { Threads = threads });
            restored.Run(20 * ms);
            Trace rest = restored.State(cells, "nmda.G");
            double[] all = [.. Enumerable.Range(0, rest.Samples).SelectMany(i => Enumerable.Range(0, rest.Neurons).Select(n => rest[i, n]))];
            all.ShouldBe(expected[(expected.Length - all.Length)..]);
            all.Max().ShouldBeGreaterThan(0);
        }
        finally
        {
            File.Delete(path);
        }

        static double[] Trace(SimulationOptions options)
        {
            (Network network, Population cells) = Recurrent();
            using Simulator run = network.Simulate(40 * ms, dt, r => r.State(cells, "nmda.G"), options);
            Trace trace = run.State(cells, "nmda.G");
            return [.. Enumerable.Range(0, trace.Samples).SelectMany(i => Enumerable.Range(0, trace.Neurons).Select(n => trace[i, n]))];
        }
    }

    [Fact]
    public void Initial_states_reach_receptors()
    {
        (Network network, Population cell) = One(new ExponentialConductance(), "ampa", 1 * nS);
        network.Initialize(cell, "ampa.G", 5 * nS);
        using Simulator run = new(network, dt, options: Double);
        run.Peek(cell, "ampa.G", 0).ShouldBe(5);
    }

    [Fact]
    public void Description_and_fingerprint_know_receptors()
    {
        (Network network, Population _) = One(new ExponentialConductance(), "ampa", 1 * nS);
        network.Describe().ShouldContain("receptor cell.ampa: ExponentialConductance");
        network.Describe().ShouldContain("port ampa");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void A_charge_makes_the_membrane_jump_whatever_the_step(double step)
    {
        var network = new Network();
        Population cell = network.Population("cell", 1, new LifDelta { TauM = 1e9 * ms, Capacitance = 250 * pF });
        network.Receptor(cell, "shock", new DeltaCurrent());
        network.Drive(cell, SpikeReplay([2.0], [0], Charge.FromValue(1000)), port: "shock");
        using Simulator run = network.Simulate(5 * ms, step * ms, options: Double);
        (run.Peek(cell, "U", 0) + 70).ShouldBe(4, 1e-6);
    }

    [Fact]
    public void Negative_conductances_are_refused()
    {
        var network = new Network();
        Population cell = network.Population("cell", 1, new LifDelta()), other = network.Population("other", 1, new LifCondExp());
        network.Receptor(cell, "ampa", new ExponentialConductance());
        Says(() => network.Connect(cell, cell, AllToAll(), -2 * nS, port: "ampa"), "The weight of projection cell -> cell can be -2 nS, but no conductance is negative; to inhibit, give ampa a reversal potential below the threshold");
        Says(() => network.Connect(cell, cell, AllToAll(), Uniform(-1 * nS, 2 * nS), port: "ampa"), "can be -1 nS");
        Says(() => network.Connect(cell, other, AllToAll(), -2 * nS, port: "Excitatory"), "no conductance is negative");
        network.Connect(cell, other, AllToAll(), -2 * nS);
        network.Projections.Count.ShouldBe(1);

        static void Says(Action action, string words) => Should.Throw<ArgumentException>(action).Message.ShouldContain(words);
    }

    [Fact]
    public void Impossible_receptors_are_refused_in_words()
    {
        var network = new Network();
        Population cell = network.Population("cell", 1, new LifDelta()), parrot = network.Population("parrot", 1, new Parrot());
        network.Receptor(cell, "ampa", new ExponentialConductance());
        Says(() => network.Receptor(cell, "ampa", new ExponentialConductance()), "Population 'cell' already has a port named 'ampa'.");
        Says(() => network.Receptor(cell, "Current", new ExponentialConductance()), "Population 'cell' already has a port named 'Current'.");
        Says(() => network.Receptor(cell, "a.b", new ExponentialConductance()), "dot");
        Says(() => network.Receptor(parrot, "ampa", new ExponentialConductance()), "Parrot has no port 'Current'");
        Says(() => network.Receptor(cell, "other", new ExponentialCurrent(), into: "Voltage"), "is in pA, but Voltage is in mV");
        Population leaky = network.Population("leaky", 1, new Leaky());
        Says(() => network.Receptor(leaky, "ampa", new ExponentialConductance()), "Current is a pure number");
        Says(() => network.Connect(parrot, cell, AllToAll(), 3 * pA, port: "ampa"), "is in pA, but ampa is in nS");
        Says(() => network.Connect(parrot, cell, AllToAll(), 3 * nS, port: "gaba"), "LifDelta has no port 'gaba'; it has Voltage, Current, ampa.");

        static void Says(Action action, string words) => Should.Throw<ArgumentException>(action).Message.ShouldContain(words);
    }

    private static SimulationOptions Double => new() { Precision = Precision.Double };

    private static double[] Potential(Time step)
    {
        var network = new Network();
        Population cell = network.Population("cell", 1, new LifDelta { TauM = 10 * ms, Capacitance = 250 * pF });
        network.Receptor(cell, "synapse", new ExponentialCurrent());
        network.Drive(cell, SpikeReplay([1.0], [0], 100 * pA), port: "synapse");
        using Simulator run = network.Simulate(40 * ms, step, r => r.Voltage(cell), Double);
        return run.Voltage(cell).Of(0);
    }

    private static (Network Network, Population Cell) One(IReceptorModel model, string name, Conductance weight)
    {
        var network = new Network();
        Population source = network.Population("source", 1, new Parrot());
        Population cell = network.Population("cell", 1, new LifDelta { Threshold = 0 * mV });
        network.Receptor(cell, name, model);
        network.Drive(source, SpikeReplay([1.0], [0]));
        network.Connect(source, cell, AllToAll(), weight, 1 * ms, name);
        return (network, cell);
    }

    private static (Network Network, Population Cells) Recurrent()
    {
        var network = new Network(7);
        Population cells = network.Population("cells", 100, new LifDelta { Bias = 400 * pA });
        network.Receptor(cells, "ampa", new ExponentialConductance());
        network.Receptor(cells, "nmda", new NmdaConductance());
        network.Initialize(cells, "U", Uniform(-70 * mV, -55 * mV));
        network.Connect(cells, cells, FixedIndegree(10), 1 * nS, 1.5 * ms, "ampa");
        network.Connect(cells, cells, FixedIndegree(10), Uniform(0.1 * nS, 0.3 * nS), 2 * ms, "nmda");
        return (network, cells);
    }
}
