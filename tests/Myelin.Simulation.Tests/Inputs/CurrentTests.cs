using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation.Recording;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Inputs;

/// <summary>Currents, read back from the potential of a neuron that never fires: exact integration can be undone.</summary>
public class CurrentTests
{
    private const int Steps = 60;
    private static readonly LifExp silent = new() { Threshold = 1e9 * mV };

    [Fact]
    public void A_step_current_begins_with_the_step_of_its_time()
    {
        double[,] current = Currents(3, StepCurrent((2 * Dt, 100 * pA), (5 * Dt, -40 * pA), (7 * Dt, 0 * pA)), 0..3);
        for (int step = 0; step < Steps; step++)
        {
            double expected = step switch { 2 or 3 or 4 => 100, 5 or 6 => -40, _ => 0 };
            for (int n = 0; n < 3; n++) current[step, n].ShouldBe(expected, 1e-7, $"step {step}");
        }
    }

    [Fact]
    public void A_constant_current_does_what_the_model_s_own_does()
    {
        var network = new Network();
        Population driven = network.Population("driven", 20, new LifExp());
        Population biased = network.Population("biased", 20, new LifExp { Bias = 500 * pA });
        network.Drive(driven, ConstantCurrent(500 * pA));
        using Simulator run = new(network, Dt, r => r.Spikes().Voltage(driven).Voltage(biased), Double());
        run.RunSteps(800);
        run.SpikeList(driven).ShouldBe(run.SpikeList(biased));
        run.SpikeList(driven).ShouldNotBeEmpty();
        for (int step = 0; step < 800; step++) run.Voltage(driven)[step, 19].ShouldBe(run.Voltage(biased)[step, 19], 1e-10);
    }

    [Fact]
    public void A_replayed_current_is_the_same_for_all_or_one_for_each_and_then_ends()
    {
        var random = new Random(1);
        double[] shared = [.. Enumerable.Range(0, 40).Select(_ => random.NextDouble() * 100)];
        double[,] current = Currents(150, ReplayedCurrent(shared), 7..149);
        for (int step = 0; step < Steps; step++)
        {
            for (int n = 0; n < 150; n++) current[step, n].ShouldBe(n is >= 7 and < 149 && step < 40 ? shared[step] : 0, 1e-7);
        }

        double[] each = [.. Enumerable.Range(0, 40 * 142).Select(_ => random.NextDouble() * 100)];
        current = Currents(150, ReplayedCurrent(each, 142), 7..149);
        for (int step = 0; step < Steps; step++)
        {
            for (int n = 0; n < 150; n++) current[step, n].ShouldBe(n is >= 7 and < 149 && step < 40 ? each[(step * 142) + n - 7] : 0, 1e-7, $"step {step}, neuron {n}");
        }
    }

    [Fact]
    public void What_is_replayed_is_a_copy()
    {
        double[] values = [100, 100], times = [EndOf(0)];
        int[] neurons = [0];
        var network = new Network();
        Population cells = network.Population("cells", 1, silent);
        Population parrots = network.Population("parrots", 2, new Parrot());
        network.Drive(cells, ReplayedCurrent(values));
        network.Drive(parrots, SpikeReplay(times, neurons));
        string before = network.Describe();
        (values[0], times[0], neurons[0]) = (-1, EndOf(1), 1);
        network.Describe().ShouldBe(before);
        using Simulator run = new(network, Dt, r => r.Spikes(parrots), Double());
        run.RunSteps(2);
        run.SpikeList(parrots).ShouldBe([(0, 0)]);
        run.Peek(cells, "U", 0).ShouldBeGreaterThan(-70);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void A_noisy_current_is_normal_constant_for_its_interval_and_independent(int interval)
    {
        const int Neurons = 700;
        double[,] current = Currents(Neurons + 5, NoisyCurrent(20 * pA, 50 * pA, interval * Dt), 5..(Neurons + 5));
        int length = Math.Max(1, interval), draws = Steps / length;
        var samples = new List<double>();
        double neighbours = 0, successors = 0;
        for (int step = 0; step < Steps; step++)
        {
            for (int n = 0; n < 5; n++) current[step, n].ShouldBe(0, 1e-7);
            for (int n = 5; n < Neurons + 5; n++)
            {
                double z = (current[step, n] - 20) / 50;
                if (step % length != 0)
                {
                    current[step, n].ShouldBe(current[step - 1, n], 1e-6);
                    continue;
                }

                samples.Add(z);
                if (n > 5) neighbours += z * (current[step, n - 1] - 20) / 50;
                if (step > 0) successors += z * (current[step - 1, n] - 20) / 50;
            }
        }

        int count = samples.Count;
        count.ShouldBe(draws * Neurons);
        double error = 4 / Math.Sqrt(count);
        samples.Average().ShouldBe(0, error);
        samples.Average(z => z * z).ShouldBe(1, error * Math.Sqrt(2));
        samples.Average(z => z * z * z * z).ShouldBe(3, error * Math.Sqrt(96));
        (neighbours / count).ShouldBe(0, error);
        (successors / count).ShouldBe(0, error);
    }

    [Fact]
    public void Bad_inputs_are_refused()
    {
        string Refused(Func<Network, Population, Drive> drive)
        {
            var network = new Network();
            Population cells = network.Population("cells", 10, new LifExp());
            return Should.Throw<ArgumentException>(() =>
            {
                drive(network, cells);
                network.Simulate(1 * ms, Dt);
            }).Message;
        }

        Refused((n, c) => n.Drive(c[..4], ReplayedCurrent([1, 2, 3, 4, 5, 6], 3))).ShouldBe("drive of cells[0..4]: the replayed current has 3 columns, the range has 4 neurons.");
        Refused((n, c) => n.Drive(c, ReplayedCurrent([1, 2, 3], 2))).ShouldBe("A replayed current of 3 values is no whole number of steps of 2 neurons.");
        Refused((n, c) => n.Drive(c, ReplayedCurrent([1, 2, double.NaN]))).ShouldBe("drive of cells: the replayed current is not finite at step 2.");
        Refused((n, c) => n.Drive(c[2..4], SpikeReplay([1], [2], 1 * pA))).ShouldBe("drive of cells[2..4]: spike 0 is for neuron 2, the range has 2 neurons.");
        Refused((n, c) => n.Drive(c, SpikeReplay([1, 0], [2, 2], 1 * pA))).ShouldBe("drive of cells: spike 1 arrives at 0 ms; the first possible time is the end of the first step, 0.125 ms.");
        Refused((n, c) => n.Drive(c, SpikeReplay([double.NaN], [2], 1 * pA))).ShouldContain("spike 0 arrives at NaN ms");
        Refused((n, c) => n.Drive(c, SpikeReplay([1, 2], [2], 1 * pA))).ShouldContain("one neuron per time, got 2 times and 1 neurons");
        Refused((n, c) => n.Drive(c, SpikeReplay([1], [2], Normal(1 * pA, 1 * pA)))).ShouldContain("must be a constant");
        Refused((n, c) => n.Drive(c, Poisson(-1 * Hz, 1 * pA))).ShouldContain("must be at least 0 and finite, got -1 Hz");
        Refused((n, c) => n.Drive(c, Poisson(double.NaN * Hz, 1 * pA))).ShouldContain("must be at least 0 and finite, got NaN Hz");
        Refused((n, c) => n.Drive(c, Poisson(100 * MHz, 1 * pA))).ShouldContain("at most 10000 are possible");
        Refused((n, c) => n.Drive(c, Poisson(1 * Hz, Normal(1 * pA, 1 * pA)))).ShouldContain("must be a constant");
        Refused((n, c) => n.Drive(c, Poisson(1 * Hz, double.NaN * pA))).ShouldContain("must be finite");
        Refused((n, c) => n.Drive(c, NoisyCurrent(1 * pA, -1 * pA))).ShouldContain("the standard deviation of a noisy current must be at least 0 and finite, got -1 pA");
        Refused((n, c) => n.Drive(c, NoisyCurrent(double.NaN * pA, 1 * pA))).ShouldContain("the mean of a noisy current must be finite");
        Refused((n, c) => n.Drive(c, NoisyCurrent(1 * pA, 1 * pA, 0.01 * ms))).ShouldContain("at least one step of 0.125 ms, got 0.01 ms");
        Refused((n, c) => n.Drive(c, NoisyCurrent(1 * pA, 1 * pA, -1 * ms))).ShouldContain("at least one step of 0.125 ms, got -1 ms");
        Refused((n, c) => n.Drive(c, StepCurrent((2 * ms, 1 * pA), (1 * ms, 1 * pA)))).ShouldContain("ascending; change 1 is at 1 ms");
        Refused((n, c) => n.Drive(c, StepCurrent((-1 * ms, 1 * pA)))).ShouldContain("at least 0 and ascending; change 0 is at -1 ms");
        Refused((n, c) => n.Drive(c, ConstantCurrent(double.NaN * pA))).ShouldContain("must be finite, got NaN pA");
    }

    // The current that acted in each step on each neuron.
    private static double[,] Currents(int neurons, Myelin.Inputs.Input input, Range range)
    {
        var network = new Network(11);
        Population cells = network.Population("cells", neurons, silent);
        network.Drive(cells[range], input);
        using Simulator run = new(network, Dt, r => r.Voltage(cells), Double(2));
        run.RunSteps(Steps);
        Trace trace = run.Voltage(cells);
        LifExp.Constants<double> c = silent.Lower(Dt);
        var current = new double[Steps, neurons];
        for (int step = 0; step < Steps; step++)
        {
            for (int n = 0; n < neurons; n++)
            {
                double before = step == 0 ? silent.Rest.InMillivolts : trace[step - 1, n];
                current[step, n] = (trace[step, n] - (c.DecayM * before) - c.Drift) / c.Current;
            }
        }

        return current;
    }
}
