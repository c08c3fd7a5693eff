using FsCheck;
using FsCheck.Fluent;
using Myelin.Networks;
using Myelin.Simulation.Recording;
using static Myelin.Simulation.Tests.Probes;

namespace Myelin.Simulation.Tests.Properties;

/// <summary>What must not change a bit of the results, on networks drawn at random.</summary>
public class InvarianceTests
{
    private const int Steps = 160;

    [Fact]
    public void The_number_of_threads() => Prop.ForAll<int>(seed =>
    {
        foreach (Precision precision in (Precision[])[Precision.Single, Precision.Double])
        {
            Outcome one = Run(seed, precision, 1);
            foreach (int threads in (int[])[2, 3, 8]) Run(seed, precision, threads).ShouldEqual(one, $"seed {seed}, {precision}, {threads} threads");
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void The_engine_instead_of_a_naive_one() => Prop.ForAll<int>(seed =>
    {
        Network network = new RandomNetwork(seed, exact: true).Describe();
        (List<(int, int)>[] spikes, double[][][] states) = NaiveSimulator.Run(network, Dt, Steps);
        using Simulator run = new(network, Dt, r => r.Spikes(), Double(1 + (int)((uint)seed % 3)));
        run.RunSteps(Steps);
        foreach (Population population in network.Populations)
        {
            run.SpikeList(population).SequenceEqual(spikes[population.Index]).ShouldBeTrue($"seed {seed}, spikes of {population}: {network.Describe()}");
            for (int v = 0; v < population.Model.Info.States.Count; v++)
            {
                string variable = population.Model.Info.States[v].Name;
                for (int n = 0; n < population.Size; n++) run.Peek(population, variable, n).ShouldBe(states[population.Index][n][v], $"seed {seed}, {variable} of {population}");
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void A_run_in_pieces_or_continued_from_a_snapshot_with_other_threads() => Prop.ForAll<int, byte>((seed, cut) =>
    {
        int first = cut % Steps, threads = 1 + (cut % 3);
        Precision precision = cut % 2 == 0 ? Precision.Single : Precision.Double;
        Outcome whole = Run(seed, precision, 2);
        Outcome pieces = Run(seed, precision, threads, first);
        pieces.ShouldEqual(whole, $"seed {seed}, cut at {first}");

        string path = Path.GetTempFileName();
        try
        {
            Network network = new RandomNetwork(seed, exact: false).Describe();
            (int, int)[][] before;
            using (Simulator saved = new(network, Dt, r => r.Spikes(), Options(precision, threads)))
            {
                saved.RunSteps(first);
                saved.Save(path);
                before = [.. network.Populations.Select(p => saved.SpikeList(p))];

                // Taking a snapshot does not disturb the run.
                saved.RunSteps(Steps - first);
                Outcome.Of(saved).ShouldEqual(whole, $"seed {seed}, saved at {first}");
            }

            Network again = new RandomNetwork(seed, exact: false).Describe();
            using Simulator restored = Simulator.Restore(path, again, Dt, r => r.Spikes(), Options(precision, 1 + (threads % 3)));
            restored.Step.ShouldBe(first);
            restored.RunSteps(Steps - first);
            Outcome after = Outcome.Of(restored);
            (int, int)[][] joined = [.. before.Zip(after.Spikes, (b, a) => ((int, int)[])[.. b, .. a.Select(s => (s.Step + first, s.Neuron))])];
            new Outcome(joined, after.States, after.SpikeCount, after.Events).ShouldEqual(whole, $"seed {seed}, restored at {first}");
        }
        finally
        {
            File.Delete(path);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void Recording() => Prop.ForAll<int>(seed =>
    {
        Outcome recorded = Run(seed, Precision.Single, 1);
        using Simulator silent = new(new RandomNetwork(seed, exact: false).Describe(), Dt, null, Single());
        silent.RunSteps(Steps);
        silent.States().ShouldBe(recorded.States);
        silent.SpikeCount.ShouldBe(recorded.SpikeCount);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    private static SimulationOptions Options(Precision precision, int threads) => new() { Precision = precision, Threads = threads };

    private static Outcome Run(int seed, Precision precision, int threads, int first = 0)
    {
        using Simulator run = new(new RandomNetwork(seed, exact: false).Describe(), Dt, (RecordingPlan r) => r.Spikes(), Options(precision, threads));
        run.RunSteps(first);
        run.RunSteps(Steps - first);
        return Outcome.Of(run);
    }

    private sealed record Outcome((int Step, int Neuron)[][] Spikes, long[] States, long SpikeCount, long Events)
    {
        public static Outcome Of(Simulator run) => new([.. run.Network.Populations.Select(p => run.SpikeList(p))], run.States(), run.SpikeCount, run.SynapticEvents);

        public void ShouldEqual(Outcome other, string what)
        {
            for (int p = 0; p < Spikes.Length; p++) Spikes[p].AsSpan().SequenceEqual(other.Spikes[p]).ShouldBeTrue($"the spikes of population {p} differ: {what}");
            States.AsSpan().SequenceEqual(other.States).ShouldBeTrue($"the states differ: {what}");
            SpikeCount.ShouldBe(other.SpikeCount, what);
            Events.ShouldBe(other.Events, what);
        }
    }
}
