using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>Rules that follow a variable of the target neuron, through the whole engine against loops over steps.</summary>
public class VoltageRuleTests
{
    private const double Dt = 0.1;
    private const int Steps = 600;

    [Theory]
    [InlineData(DelayPlace.Dendrite, 1, 0.0)]
    [InlineData(DelayPlace.Dendrite, 12, 4.0)]
    [InlineData(DelayPlace.Axon, 5, 1.5)]
    [InlineData(DelayPlace.Beside, 7, 0.3)]
    public void Voltage_based_weights_are_those_of_a_loop_over_steps(DelayPlace place, int delay, double lag)
    {
        var rule = new ClopathStdp { ALtd = 2e-4, ALtp = 3e-4, ThetaMinus = -69 * mV, ThetaPlus = -62 * mV, Lag = lag * ms, Rest = -70 * mV, TauMean = 30 * ms, Reference = 4 * mV, IsHomeostatic = true };
        (Simulator run, Projection plastic, Population cell) = Build(rule, place, delay);
        using (run)
        {
            double[] u = Potential(run, cell, "U");
            run.Weights(plastic).Values[0].ShouldBe(Clopath(rule, u, place, delay, lag), 1e-12);
            run.Weights(plastic).Values[0].ShouldNotBe(0.5);
        }
    }

    [Fact]
    public void A_dendrite_learns_by_the_error_of_its_prediction()
    {
        var rule = new DendriticPrediction { Eta = 0.5, TauDelta = 20 * ms };
        var network = new Network(3);
        Population cell = network.Population("cell", 1, new TwoCompartment());
        network.Drive(cell, SpikeReplay([7, 22.5, 41], [0, 0, 0], 5000 * mV), port: "Somatic");
        network.Drive(cell, Poisson(1 * kHz, 200 * mV), port: "Dendritic");
        Population source = network.Population("source", 1, new Parrot());
        network.Drive(source, SpikeReplay(pre, new int[pre.Length]));
        Projection plastic = network.Connect(source, cell, AllToAll(), 0.5 * mV, delay: 0.3 * ms, port: "Dendritic");
        network.Learn(plastic, rule, DelayPlace.Axon);
        using var run = new Simulator(network, Dt * ms, r => r.State(cell, "W").Spikes(cell), new SimulationOptions { Precision = Precision.Double });
        run.RunSteps(Steps);
        double[] w = [.. Enumerable.Range(0, Steps).Select(k => run.State(cell, "W")[k, 0])];
        HashSet<int> fired = [.. run.Spikes(cell).Steps.ToArray()];
        fired.Count.ShouldBeGreaterThan(1);
        double weight = 0.5, delta = 0;
        for (int k = 0; k < Steps; k++)
        {
            // Along the axon, a presynaptic spike is at the synapse before the step's own.
            double kernel = pre.Select(t => (int)Math.Round(t / Dt) - 1 + 3).Where(t => t <= k).Sum(t => (Math.Exp(-(k - t) * Dt / 10) - Math.Exp(-(k - t) * Dt / 3)) * 10 / 7);
            double v = 0.7 * (w[k] + 70), away = Math.Exp(-0.33 * (v - 15)), slope = 0.33 * away / (1 + away);
            double error = ((fired.Contains(k) ? 1 : 0) - (0.15 * Dt / (1 + away))) * slope;
            double keep = Math.Exp(-Dt / 20);
            delta = (keep * delta) + ((1 - keep) / Dt * error * kernel);
            weight += 0.5 * Dt * delta;
        }

        run.Weights(plastic).Values[0].ShouldBe(weight, 1e-10);
        run.SynapseState(plastic, "Delta").Values[0].ShouldBe(delta, 1e-10);
    }

    [Fact]
    public void Inhibition_turns_Hebbian_learning_around()
    {
        double Change(double inhibition)
        {
            var network = new Network(5);
            Population cell = network.Population("cell", 1, new LifExp());
            network.Drive(cell, ReplayedCurrent([.. Enumerable.Repeat(800.0, 2000)]));
            Population source = network.Population("source", 1, new Parrot()), interneuron = network.Population("interneuron", 1, new Parrot());
            network.Drive(source, SpikeReplay([100, 150, 190], [0, 0, 0]));
            network.Drive(interneuron, Poisson(1 * kHz, 1));
            network.Connect(interneuron, cell, AllToAll(), -inhibition * pA, port: "Inhibitory");
            Projection plastic = network.Connect(source, cell, AllToAll(), 10 * pA, port: "Excitatory");
            network.Learn(plastic, new DisinhibitoryHebb());
            using var run = new Simulator(network, Dt * ms);
            run.Run(200 * ms);
            return run.Weights(plastic).Values[0] - 10;
        }

        Change(0).ShouldBeGreaterThan(0);
        Change(100).ShouldBeLessThan(0);
    }

    [Fact]
    public void A_rule_is_refused_where_the_target_lacks_what_it_reads()
    {
        var network = new Network(1);
        Population source = network.Population("source", 2, new Parrot()), cells = network.Population("cells", 2, new LifDelta());
        Projection projection = network.Connect(source, cells, AllToAll(), 1 * mV);
        Should.Throw<ArgumentException>(() => network.Learn(projection, new DendriticPrediction())).Message
            .ShouldBe("projection source -> cells: DendriticPrediction reads the state variable W of its targets; LifDelta has U, Pending, Hold.");
    }

    private static readonly double[] pre = [4.0, 9.3, 9.9, 20.1, 31.7, 32.3, 44.4];

    private static (Simulator Run, Projection Plastic, Population Cell) Build(IPlasticityRuleModel rule, DelayPlace place, int delay)
    {
        var network = new Network(9);

        // Poisson jumps far below threshold, and a strong one now and then.
        Population cell = network.Population("cell", 1, new LifDelta { Rest = -70 * mV, Reset = -70 * mV, Threshold = -50 * mV });
        network.Drive(cell, Poisson(2 * kHz, 0.5 * mV));
        network.Drive(cell, SpikeReplay([6.1, 21.0, 33.9, 45.2], [0, 0, 0, 0], 13 * mV));
        Population source = network.Population("source", 1, new Parrot());
        network.Drive(source, SpikeReplay(pre, new int[pre.Length]));
        Projection plastic = network.Connect(source, cell, AllToAll(), 0.5 * mV, delay: delay * Dt * ms);
        network.Learn(plastic, rule, place);
        var run = new Simulator(network, Dt * ms, r => r.Voltage(cell), new SimulationOptions { Precision = Precision.Double });
        run.RunSteps(Steps);
        return (run, plastic, cell);
    }

    private static double[] Potential(Simulator run, Population cell, string variable) => [.. Enumerable.Range(0, Steps).Select(k => run.State(cell, variable)[k, 0])];

    private static double Clopath(ClopathStdp rule, double[] u, DelayPlace place, int delay, double lag)
    {
        double[] minus = Filter(u, rule.TauMinus), plus = Filter(u, rule.TauPlus), mean = Filter(u, rule.TauMean);
        int back = (int)Math.Round(lag / Dt), shift = place == DelayPlace.Dendrite ? delay : 0, behind = place == DelayPlace.Axon ? delay : 0;
        int[] spikes = [.. pre.Select(t => (int)Math.Round(t / Dt) - 1 + behind)];
        int now = Steps - 1 - (place == DelayPlace.Axon ? 0 : delay);
        double weight = 0.5;
        for (int time = 0; time <= now; time++)
        {
            bool fires = spikes.Contains(time);

            // Along the axon a spike arrives before the step's own potential; elsewhere behind it.
            if (fires && place == DelayPlace.Axon) Depress(time - 1);
            int k = time - shift;
            if (k >= 0)
            {
                double x = spikes.Where(s => s < time || (s == time && place == DelayPlace.Axon)).Sum(s => Math.Exp(-(time - s) * Dt / 15) / 15);
                weight = Math.Min(100, weight + (3e-4 * Dt * x * Math.Max(0, u[k] + 62) * Math.Max(0, At(plus, k - back) - 1)));
            }

            if (fires && place != DelayPlace.Axon) Depress(k);
        }

        return weight;

        void Depress(int k)
        {
            if (k >= 0) weight = Math.Max(0, weight - (2e-4 * mean[k] * mean[k] / 16 * Math.Max(0, At(minus, k - back) - 1)));
        }

        static double At(double[] filtered, int k) => k < 0 ? 0 : filtered[k];
    }

    private static double[] Filter(double[] u, Time tau)
    {
        double keep = Math.Exp(-Dt / tau.InMilliseconds), value = 0;
        return [.. u.Select(v => value = v + 70 + (keep * (value - (v + 70))))];
    }
}
