using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation.Recording;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Recording;

public class RecordingTests
{
    private readonly Network network = new(5);
    private readonly Population exc;
    private readonly Population inh;

    public RecordingTests()
    {
        exc = network.Population("exc", 150, new LifExp { Bias = 300 * pA });
        inh = network.Population("inh", 70, new LifExp { Bias = 400 * pA });
        network.Drive(exc, Poisson(8 * kHz, 30 * pA));
        network.Connect(exc, inh, FixedIndegree(10), 20 * pA, 2 * Dt);
        network.Connect(inh, exc, FixedIndegree(10), -20 * pA, 2 * Dt);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Ranges_record_what_all_do(int threads)
    {
        using Simulator all = Run(r => r.Spikes(), threads), some = Run(r => r.Spikes(exc[3..10], exc[70..90], exc[85..131], inh[69..]), threads);
        bool Asked(int n) => n is (>= 3 and < 10) or (>= 70 and < 131);
        some.SpikeList(exc).ShouldBe(all.SpikeList(exc).Where(s => Asked(s.Neuron)));
        some.SpikeList(inh).ShouldBe(all.SpikeList(inh).Where(s => s.Neuron == 69));
        some.SpikeList(exc).ShouldContain(s => s.Neuron < 10);
        some.SpikeList(exc).ShouldContain(s => s.Neuron >= 90);
        some.Spikes(exc).NeuronCount.ShouldBe(150);
        some.SpikeCount.ShouldBe(all.Spikes(exc).Count + all.Spikes(inh).Count);
    }

    [Fact]
    public void What_was_not_recorded_is_said()
    {
        using Simulator run = Run(r => r.Spikes(exc).State(exc[..5], "Ie"), 1);
        Should.Throw<InvalidOperationException>(() => run.Spikes(inh)).Message
            .ShouldBe("The spikes of 'inh' were not recorded; ask for them with record: r => r.Spikes().");
        Should.Throw<InvalidOperationException>(() => run.Voltage(exc[..5])).Message.ShouldContain("U of exc[0..5] was not recorded");
        Should.Throw<InvalidOperationException>(() => run.State(exc[..6], "Ie")).Message.ShouldContain("Ie of exc[0..6] was not recorded");
        Should.Throw<InvalidOperationException>(() => run.State(inh[..5], "Ie")).Message.ShouldContain("Ie of inh[0..5] was not recorded");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_trace_has_every_nth_value_whatever_the_pieces_of_the_run(int threads)
    {
        const int Every = 7;
        using Simulator run = new(network, Dt, r => r.State(exc[60..140], "U", Every).State(inh, "Ie").Voltage(exc[..1]), Double(threads));
        var peeked = new List<double[]>();
        for (int step = 1; step <= 40; step++)
        {
            run.RunSteps(1);
            if (step % Every == 0) peeked.Add([.. Enumerable.Range(60, 80).Select(n => run.Peek(exc, "U", n))]);
        }

        run.RunSteps(20);
        Trace trace = run.State(exc[60..140], "U");
        trace.Samples.ShouldBe(60 / Every);
        trace.Neurons.ShouldBe(80);
        for (int sample = 0; sample < peeked.Count; sample++)
        {
            for (int n = 0; n < 80; n++) trace[sample, n].ShouldBe(peeked[sample][n]);
        }

        trace.TimeOf(0).ShouldBe(Every * Dt);
        trace.Of(79).ShouldBe(Enumerable.Range(0, trace.Samples).Select(s => trace[s, 79]));
        run.State(inh, "Ie").Samples.ShouldBe(60);
        run.Voltage(exc[..1])[59, 0].ShouldBe(run.Peek(exc, "U", 0));
        Should.Throw<ArgumentOutOfRangeException>(() => trace[0, 80]);
    }

    [Fact]
    public void One_neuron_s_train_has_the_times_of_its_steps()
    {
        using Simulator run = Run(r => r.Spikes(), 1);
        (int Step, int Neuron)[] spikes = run.SpikeList(exc);
        int neuron = spikes[0].Neuron;
        run.Spikes(exc).Train(neuron).TimesInMilliseconds.ToArray().ShouldBe(spikes.Where(s => s.Neuron == neuron).Select(s => EndOf(s.Step)));
        run.Spikes(exc).StepCount.ShouldBe(300);
        run.Spikes(exc).Dt.ShouldBe(Dt);
    }

    [Fact]
    public void A_file_has_the_spikes_that_memory_would()
    {
        using var folder = new TemporaryFolder();
        using Simulator memory = new(network, Dt, r => r.Spikes(exc[20..100], inh));
        memory.RunSteps(1200);
        foreach (Action<RecordingPlan> plan in (Action<RecordingPlan>[])[
            r => r.Spikes(exc[20..100], inh).SpikesTo(folder["spikes"]), r => r.SpikesTo(folder["spikes"]).Spikes(exc[20..100], inh)])
        {
            using (Simulator file = new(network, Dt, plan, Single(2)))
            {
                file.RunSteps(700);
                file.RunSteps(500);
                Should.Throw<InvalidOperationException>(() => file.Spikes(exc)).Message.ShouldContain($"went to the file {folder["spikes"]}");
            }

            string[] lines = File.ReadAllLines(folder["spikes"]);
            lines[0].ShouldStartWith("#");
            foreach (Population population in (Population[])[exc, inh])
            {
                lines.Skip(1).Select(l => l.Split(' ')).Where(l => l[0] == population.Name)
                    .Select(l => (int.Parse(l[1]), double.Parse(l[2])))
                    .ShouldBe(memory.SpikeList(population).Select(s => (s.Neuron, EndOf(s.Step))));
            }

            lines.Length.ShouldBe(1 + memory.Spikes(exc).Count + memory.Spikes(inh).Count);
        }
    }

    [Fact]
    public void A_file_of_all_populations_where_none_is_named()
    {
        using var folder = new TemporaryFolder();
        using (Simulator run = new(network, Dt, r => r.SpikesTo(folder["spikes"])))
        {
            run.RunSteps(300);
            File.ReadAllLines(folder["spikes"]).Length.ShouldBe(1 + (int)run.SpikeCount);
        }
    }

    [Fact]
    public void After_a_snapshot_recording_starts_anew_and_a_file_keeps_the_time()
    {
        using var folder = new TemporaryFolder();
        using Simulator whole = new(network, Dt, r => r.Spikes().Voltage(exc[..3], every: 2));
        whole.RunSteps(100);
        whole.Save(folder["snapshot"]);
        whole.RunSteps(200);

        using Simulator rest = Simulator.Restore(folder["snapshot"], network, Dt, r => r.Spikes().Voltage(exc[..3], every: 2));
        rest.RunSteps(200);
        rest.Now.ShouldBe(300 * Dt);
        rest.SpikeList(exc).ShouldBe(whole.SpikeList(exc).Where(s => s.Step >= 100).Select(s => (s.Step - 100, s.Neuron)));
        rest.Spikes(exc).StepCount.ShouldBe(200);
        rest.Voltage(exc[..3]).Samples.ShouldBe(100);
        for (int sample = 0; sample < 100; sample++) rest.Voltage(exc[..3])[sample, 2].ShouldBe(whole.Voltage(exc[..3])[sample + 50, 2]);

        using (Simulator file = Simulator.Restore(folder["snapshot"], network, Dt, r => r.Spikes(exc).SpikesTo(folder["spikes"]))) file.RunSteps(200);
        File.ReadAllLines(folder["spikes"]).Skip(1).Select(l => double.Parse(l.Split(' ')[2]))
            .ShouldBe(whole.SpikeList(exc).Where(s => s.Step >= 100).Select(s => EndOf(s.Step)));
    }

    [Fact]
    public void A_network_that_does_not_fire_gives_an_empty_raster()
    {
        var silent = new Network();
        Population one = silent.Population("one", 3, new LifExp());
        using Simulator run = silent.Simulate(10 * ms, Dt, r => r.Spikes());
        run.Spikes(one).Count.ShouldBe(0);
        run.Spikes(one).StepCount.ShouldBe(80);
    }

    private Simulator Run(Action<RecordingPlan> record, int threads)
    {
        var run = new Simulator(network, Dt, record, Single(threads));
        run.RunSteps(300);
        return run;
    }
}
