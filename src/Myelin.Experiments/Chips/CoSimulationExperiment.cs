using Myelin.Analysis;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Hardware.Chips;
using Myelin.Hardware.Mapping;
using Myelin.Hardware.Routing;
using Myelin.Hardware.Running;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Experiments.Chips;

/// <summary>Software alone against cycle-level routing: how far spikes move, by chip and load.</summary>
public sealed class CoSimulationExperiment : Experiment
{
    private static readonly Claim moved = Claim.AtLeast("intervals between spikes changed by routing, highest load", 1, "%");

    // Chips that keep real time, whose wires can therefore be late.
    private static readonly string[] wired = ["truenorth", "spinnaker", "dynap-se"];

    /// <summary>Number of neurons.</summary>
    [Parameter("number of neurons, a fifth of them inhibitory", Quick = 320)]
    [Between(80, 100_000)]
    public int Neurons { get; init; } = 2000;

    /// <summary>Simulated time.</summary>
    [Parameter("simulated time", Quick = "100ms")]
    public Time Duration { get; init; } = 1000 * ms;

    /// <summary>How much slower wires are made at the highest load.</summary>
    [Parameter("factor by which packets keep a wire busy longer, at the highest load; lower ones are a fourth and a sixteenth of it", Quick = 16)]
    [Between(16, 1_000_000)]
    public int Load { get; init; } = 256;

    /// <inheritdoc/>
    public override string Id => "co-simulation";

    /// <inheritdoc/>
    public override string Title => "Software alone and with the chip's wires";

    /// <inheritdoc/>
    public override string Summary =>
        "A recurrent network that fires irregularly is run as software, then with every spike packet followed cycle by cycle through the mesh of a chip in real time: packets that wait too long arrive in a later step or never, and the network " +
        "goes on with what arrived. The load is raised by making packets keep wires busy longer. The paper reports that interconnect latency changes intervals between spikes and degrades applications; the networks are ours.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "A. Balaji, P. Adiraju, H. J. Kashyap, A. Das, J. L. Krichmar, N. D. Dutt, F. Catthoor", 2020, "PyCARL: a PyNN interface for hardware-software co-simulation of spiking neural network",
        "International Joint Conference on Neural Networks; arXiv:2003.09696");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [moved];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(Neurons, Neurons * 50L, 200_000_000, 12 * Neurons * Duration.InMilliseconds * 2e-5, "20 us for a neuron and step with its packets");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Chip[] chips = [.. wired.Select(n => InTime(ChipCatalogue.Get(n)))];
        int[] loads = [1, Load / 16, Load / 4, Load];
        var table = new Table(
            "Spikes with the chip's wires", "Software alone is the same network in the same words without wires; intervals are between spikes of one neuron.",
            "chip", "load", "packets", "mean latency [us]", "longest [us]", "late or lost [%]", "spikes over software's", "intervals changed [%]", "van Rossum distance per neuron");
        var series = new List<Series>();
        double worst = 0;
        using Phase phase = context.Phase("Co-simulation", "runSeconds");
        int done = 0;
        foreach (Chip chip in chips)
        {
            Raster alone = Spikes(context, chip, RoutingDetail.Counted, out _, out _);
            var changed = new double[loads.Length];
            for (int l = 0; l < loads.Length; l++)
            {
                Chip loaded = chip with { Mesh = chip.Mesh with { PacketCycles = chip.Mesh.PacketCycles * loads[l] } };
                Raster with = Spikes(context, loaded, RoutingDetail.Late, out ChipRun run, out double late);
                changed[l] = 100 * Changed(alone, with);
                (TimeSpan mean, TimeSpan most) = run.PacketLatency;
                table.Add(chip.Title, loads[l], run.Packets, mean.TotalMicroseconds, most.TotalMicroseconds, 100 * late, (double)with.Count / Math.Max(1, alone.Count), changed[l], Distance(alone, with));
                if (l == loads.Length - 1)
                {
                    worst = Math.Max(worst, changed[l]);
                    if (chip == chips[^1]) context.Figure(TrafficOf(run));
                }

                context.Result($"intervals changed, {chip.Name}, load {loads[l]}", changed[l], "%");
                phase.Report((double)++done / (chips.Length * loads.Length), $"{chip.Title}, load {loads[l]}");
            }

            series.Add(new Series(chip.Title, [.. loads.Select(l => (double)l)], changed));
        }

        if (!context.Quick) context.Claim(moved, worst);
        context.Table(table);
        context.Figure(new LineFigure("What load does to spikes", "Intervals between spikes that are not those of software alone.", new Axis("load") { Logarithmic = true }, new Axis("intervals changed [%]") { FromZero = true }, series));
    }

    // Cores of sixteen neurons and any model: what differs between the chips here is their wires.
    private static Chip InTime(Chip chip) => chip with
    {
        Cores = chip.Cores with { Count = 64 * 64, Neurons = 64, SynapseBits = long.MaxValue / 64, InputAxons = int.MaxValue, OutputCores = int.MaxValue },
        Neurons = chip.Neurons with { Models = [], Receptors = [], FanIn = int.MaxValue, StateBits = 32, CoefficientBits = 24, FractionBits = null },
        Synapses = chip.Synapses with { WeightBits = 8, LongestDelay = 100 },
        Time = chip.Time with { IsRealTime = true, ShortestStep = null },
        Mesh = chip.Mesh with { Width = 64, Height = 64 },
    };

    private Raster Spikes(ExperimentContext context, Chip chip, RoutingDetail routing, out ChipRun run, out double late)
    {
        Network network = Describe(context.Seed);
        run = new ChipRun(chip.Map(network, 1 * ms), r => r.Spikes(), new ChipRunOptions { Routing = routing, Threads = 1, Cancellation = context.Cancellation });
        using ChipRun disposed = run;
        run.Run(Duration);
        late = (double)(run.LatePackets + run.LostPackets) / Math.Max(1, run.Packets);
        return run.Simulator.Spikes(network.Populations[0]);
    }

    private Network Describe(ulong seed)
    {
        var network = new Network(seed);
        int inhibitory = Neurons / 5;
        Population e = network.Population("E", Neurons - inhibitory, new LifExp()), i = network.Population("I", inhibitory, new LifExp());
        foreach (Population target in (Population[])[e, i])
        {
            network.Connect(e, target, FixedIndegree(40), 60 * pA, 2 * ms);
            network.Connect(i, target, FixedIndegree(10), -300 * pA, 2 * ms);
            network.Drive(target, Poisson(7000 * Hz, 60 * pA));
        }

        return network;
    }

    // The part of the intervals of software alone that are no intervals, of the same neuron and beginning in the same step, of the other run.
    private static double Changed(Raster alone, Raster with)
    {
        long all = 0, changed = 0;
        for (int n = 0; n < alone.NeuronCount; n++)
        {
            ReadOnlySpan<int> a = alone.StepsOf(n), b = with.StepsOf(n);
            for (int k = 1; k < a.Length; k++)
            {
                all++;
                int at = b.BinarySearch(a[k - 1]);
                if (at < 0 || at + 1 >= b.Length || b[at + 1] != a[k]) changed++;
            }
        }

        return (double)changed / Math.Max(1, all);
    }

    private static double Distance(Raster alone, Raster with)
    {
        int neurons = Math.Min(100, alone.NeuronCount);
        return Enumerable.Range(0, neurons).Average(n => VanRossum.Distance(alone.Train(n), with.Train(n), 10 * ms));
    }

    private static HeatmapFigure TrafficOf(ChipRun run)
    {
        int width = run.Mapping.Width, columns = run.Mapping.Places.Max(p => p % width) + 1, rows = run.Mapping.Places.Max(p => p / width) + 1;
        var values = new double[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int router = (row * width) + column;
                for (int d = 0; d < Mesh.Directions; d++) values[row, column] += run.Traffic[(router * Mesh.Directions) + d];
            }
        }

        string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        return new HeatmapFigure("Traffic", "Packets that leave each router of the mesh, at the highest load.", "column", Names(columns), "row", Names(rows), "packets", values);
    }
}
