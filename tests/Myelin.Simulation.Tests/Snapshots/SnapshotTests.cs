using System.Globalization;
using System.Security.Cryptography;
using Myelin.Networks;
using Myelin.Neurons;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Snapshots;

public sealed class SnapshotTests : IDisposable
{
    private const int StepAt = 53;
    private const int RememberedAt = 77;
    private const int FirstCountAt = 81;

    private readonly TemporaryFolder folder = new();

    private string Path => folder["snapshot"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Counts_and_time_go_on()
    {
        using Simulator run = Parrots().Run;
        run.RunSteps(7);
        run.Save(Path);
        using Simulator restored = Restore();
        restored.Step.ShouldBe(7);
        restored.Now.ShouldBe(7 * Dt);
        restored.SpikeCount.ShouldBe(run.SpikeCount);
        restored.SynapticEvents.ShouldBe(run.SynapticEvents);
        folder.Files.ShouldBe(["snapshot"]);
    }

    [Fact]
    public void A_snapshot_may_be_taken_before_the_first_step_and_over_an_older_one()
    {
        using Simulator run = Parrots().Run;
        run.Save(Path);
        run.RunSteps(12);
        run.Save(folder["other"]);
        run.Save(Path);
        File.ReadAllBytes(Path).ShouldBe(File.ReadAllBytes(folder["other"]));
        using Simulator restored = Restore();
        restored.Save(folder["again"]);
        File.ReadAllBytes(folder["again"]).ShouldBe(File.ReadAllBytes(Path));
    }

    [Fact]
    public void Another_network_is_refused()
    {
        Saved();
        Network[] others =
        [
            Parrots(size: 4).Network, Parrots(seed: 8).Network, Parrots(delay: 3).Network, Parrots(weight: 2).Network, Parrots(spike: 1).Network, Parrots(name: "other").Network,
        ];
        foreach (Network other in others) Refused(other, Single(), "is of another network: populations, parameters, projections, rules, seed or step differ");
        Should.Throw<InvalidDataException>(() => Simulator.Restore(Path, Parrots().Network, 0.5 * Dt)).Message.ShouldContain("is of another network");
    }

    [Fact]
    public void Another_parameter_is_refused()
    {
        Network Cells(double tau, bool each)
        {
            var network = new Network();
            if (each) network.Population("cells", 5, i => new LifExp { TauM = (i == 4 ? tau : 10) * ms });
            else network.Population("cells", 5, new LifExp { TauM = tau * ms });
            return network;
        }

        foreach (bool each in (bool[])[false, true])
        {
            using (var run = new Simulator(Cells(11, each), Dt)) run.Save(Path);
            using (Simulator same = Simulator.Restore(Path, Cells(11, each), Dt)) same.Step.ShouldBe(0);
            Refused(Cells(11.000000001, each), Single(), "is of another network");
        }
    }

    [Fact]
    public void Another_precision_or_storage_of_weights_is_refused()
    {
        Saved();
        Refused(Parrots().Network, Double(), "is of a run in Single precision, not Double");
        Refused(Parrots().Network, new SimulationOptions { Weights = WeightStorage.Full }, "is of a run with Half weights, not Full");

        // In double precision all weights are full, whatever was asked for.
        using (var run = new Simulator(Parrots().Network, Dt, null, Double())) run.Save(Path);
        using Simulator restored = Simulator.Restore(Path, Parrots().Network, Dt, null, Double() with { Weights = WeightStorage.Full });
        restored.Step.ShouldBe(0);
    }

    [Fact]
    public void Another_culture_is_no_other_network()
    {
        Network Cells()
        {
            var network = new Network();
            network.Population("cells", 5, new Leaky { Beta = 0.25 });
            network.Drive(network.Populations[0], Poisson(1.5 * Hz, 0.5));
            return network;
        }

        using (var run = new Simulator(Cells(), Dt)) run.Save(Path);
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = comma;
        try
        {
            using Simulator restored = Simulator.Restore(Path, Cells(), Dt);
            restored.Network.Describe().ShouldContain("Beta = 0.25");
            CultureInfo.CurrentCulture.ShouldBeSameAs(comma);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_altered_byte_is_noticed()
    {
        Saved();
        byte[] whole = File.ReadAllBytes(Path);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] altered = [.. whole];
            altered[i] ^= 0x10;
            File.WriteAllBytes(Path, altered);
            Refused(Parrots().Network, Single(), i < 8 ? "is not a snapshot: it does not begin with MYLNSNAP" : "is truncated or altered");
        }
    }

    [Fact]
    public void Every_truncation_is_noticed()
    {
        Saved();
        byte[] whole = File.ReadAllBytes(Path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Refused(Parrots().Network, Single(), length < 8 ? "is not a snapshot" : "is truncated");
        }
    }

    [Fact]
    public void A_file_that_is_none_is_refused()
    {
        File.WriteAllText(Path, "population neuron time\n" + new string('x', 1000));
        Refused(Parrots().Network, Single(), "is not a snapshot: it does not begin with MYLNSNAP");
        Should.Throw<FileNotFoundException>(() => Simulator.Restore(folder["none"], Parrots().Network, Dt)).Message.ShouldContain("none");
    }

    [Fact]
    public void Content_that_contradicts_itself_under_a_right_checksum_is_refused()
    {
        Saved();
        byte[] body = File.ReadAllBytes(Path)[..^32];
        void Hostile(byte[] altered, string reason)
        {
            File.WriteAllBytes(Path, [.. altered, .. SHA256.HashData(altered)]);
            Refused(Parrots().Network, Single(), reason);
        }

        byte[] With(int at, params byte[] bytes)
        {
            byte[] copy = [.. body];
            bytes.CopyTo(copy, at);
            return copy;
        }

        Hostile(With(8, BitConverter.GetBytes(2)), "has version 2");
        Hostile(With(StepAt, BitConverter.GetBytes(-1L)), "has -1 as its number of steps");
        Hostile(With(StepAt + 8, BitConverter.GetBytes(long.MinValue)), "as its number of spikes");
        Hostile(With(RememberedAt, BitConverter.GetBytes(int.MaxValue)), "remembers 2147483647 steps of spikes");
        Hostile(With(FirstCountAt, BitConverter.GetBytes(-1)), "has -1 spikes in a step of the 3 neurons of 'parrots'");
        Hostile(With(FirstCountAt, BitConverter.GetBytes(int.MaxValue)), "has 2147483647 spikes in a step");
        Hostile(With(FirstCountAt, BitConverter.GetBytes(3)), "ends before the state of the network does");
        Hostile(body[..^4], "ends before the state of the network does");
        Hostile([.. body, 0], "has more in it");
        body.Length.ShouldBe(FirstCountAt + (2 * 4) + 4, "two remembered steps and one spike");
        Hostile(With(FirstCountAt + 8, BitConverter.GetBytes(3)), "has a spike of neuron 3");
    }

    [Fact]
    public void A_snapshot_that_cannot_be_written_leaves_the_old_one()
    {
        using Simulator run = Parrots().Run;
        run.Save(Path);
        byte[] before = File.ReadAllBytes(Path);
        run.RunSteps(5);
        Directory.CreateDirectory(Path + ".tmp");
        Should.Throw<UnauthorizedAccessException>(() => run.Save(Path));
        Directory.Delete(Path + ".tmp");
        File.ReadAllBytes(Path).ShouldBe(before);

        Should.Throw<DirectoryNotFoundException>(() => run.Save(folder["none/snapshot"])).Message.ShouldContain("none");
        Directory.CreateDirectory(folder["taken"]);
        Should.Throw<Exception>(() => run.Save(folder["taken"])).ShouldSatisfyAllConditions(e => (e is IOException or UnauthorizedAccessException).ShouldBeTrue());
        folder.Files.ShouldBe(["snapshot", "taken"]);
        run.RunSteps(5);
        run.Step.ShouldBe(10);
    }

    private static (Network Network, Simulator Run) Parrots(int size = 3, ulong seed = 7, int delay = 2, double weight = 1, int spike = 2, string name = "parrots")
    {
        var network = new Network(seed);
        Population parrots = network.Population(name, size, new Parrot());
        network.Drive(parrots, SpikeReplay([EndOf(0)], [spike]));
        network.Connect(parrots, parrots, OneToOne(), weight, delay * Dt);
        return (network, new Simulator(network, Dt));
    }

    private void Saved()
    {
        // After nine steps the neuron's spike of step 8 is remembered, and that of step 7 would be.
        using Simulator run = Parrots().Run;
        run.RunSteps(9);
        run.Save(Path);
    }

    private Simulator Restore() => Simulator.Restore(Path, Parrots().Network, Dt);

    private void Refused(Network network, SimulationOptions options, string reason)
    {
        string message = Should.Throw<InvalidDataException>(() => Simulator.Restore(Path, network, Dt, null, options)).Message;
        message.ShouldContain(reason);
        message.ShouldContain(Path);
    }
}
