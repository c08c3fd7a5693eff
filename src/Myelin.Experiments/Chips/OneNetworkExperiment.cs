using System.Globalization;
using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Data.Sets;
using Myelin.Encoding;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Hardware.Chips;
using Myelin.Hardware.Mapping;
using Myelin.Hardware.Running;
using Myelin.Interchange.Mapping;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Chips;

/// <summary>One trained network everywhere: the trainer, the simulator, a NIR file and back, and every chip.</summary>
public sealed class OneNetworkExperiment : SpikingDigitsExperiment
{
    private const int Pixels = 14 * 14;

    private static readonly Claim exchanged = Claim.AtMost("output spikes that differ behind NIR", 0, "%"), kept = Claim.AtMost("accuracy lost by 8-bit weights (Loihi)", 0.5, "%");

    /// <inheritdoc/>
    public override int Epochs { get; init; } = 6;

    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 3e-3;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 20;

    /// <summary>Neurons of the hidden layer.</summary>
    [Parameter("neurons of the hidden layer; 90 fill the smallest chip")]
    [Between(1, 10_000)]
    public int Hidden { get; init; } = 90;

    /// <summary>How many test samples are shown to every engine.</summary>
    [Parameter("how many test samples are shown to every engine", Quick = 60)]
    [Between(1, 10_000)]
    public int Shown { get; init; } = 2000;

    /// <inheritdoc/>
    public override string Id => "one-network";

    /// <inheritdoc/>
    public override string Title => "One network, every engine";

    /// <inheritdoc/>
    public override string Summary =>
        "A network of 196 inputs, 90 hidden and 10 output neurons is trained on digits of 14 x 14 pixels and run, from one description and by one definition of its neurons, in the trainer, in the simulator, after a NIR " +
        "file and back, and in the words of every chip. Where it does not fit a chip, the limits that it breaks are named, and the chip's words are run as if it did. The paper carries models from tool to chip by NIR; the bounds are ours.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "J. E. Pedersen, S. Abreu, M. Jobst, G. Lenz, V. Fra, F. C. Bauer, D. R. Muir, P. Zhou, B. Vogginger, K. Heckel, G. Urgese, S. Shankar, T. C. Stewart, S. Sheik, J. K. Eshraghian", 2024,
        "Neuromorphic intermediate representation: a unified instruction set for interoperable brain-inspired computing", "Nature Communications 15, 8122", "10.1038/s41467-024-52259-9");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [exchanged, kept];

    /// <inheritdoc/>
    protected override double SamplesPerSecond => 8_000;

    /// <inheritdoc/>
    private protected override IDataset Prepared(IDataset images) => new SmallImages(images);

    /// <inheritdoc/>
    protected override Module Network(ulong seed) => new Sequential(
        new Linear(Pixels, Hidden, bias: false, seed: seed), new Spiking<Arctangent<Two>>(Neurons), new Linear(Hidden, 10, bias: false, seed: seed + 1), new Spiking<Arctangent<Two>>(Neurons));

    // A reset to zero within the step, which NIR can express.
    private static Leaky Neurons => new() { Beta = 0.9, Reset = ResetMode.Zero, ResetTiming = ResetTiming.SameStep };

    /// <inheritdoc/>
    protected override void Measure(ExperimentContext context, Module network, IDataset test, Evaluation judged)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(judged);
        var model = (Sequential)network;
        Time dt = NetworkLowering.StepOf(model);
        var samples = new ShownSamples(new Subset(test, Enumerable.Range(0, Math.Min(Shown, test.Count))), Input(), Steps, dt);
        var table = new Table(
            "One network", $"{samples.Labels.Length} test digits, {Steps} steps each. Energy and time are the chip's for one digit, by published figures.",
            "engine", "accuracy [%]", "output spikes that differ [%]", "spikes per digit", "synaptic events per digit", "energy per digit [nJ]", "without idle cores [nJ]", "time per digit [us]", "cores", "fits");
        table.Add("trainer (all test digits)", 100 * judged.Accuracy, "", "", "", "", "", "", "", "");
        int[,] plain = Simulate(context, model.ToNetwork([Pixels]), dt, samples, table);
        context.Result("accuracy, trainer", 100 * judged.Accuracy, "%");
        double simulated = samples.Accuracy(plain);
        context.Result("accuracy, simulator", 100 * simulated, "%");
        double behind = ThroughNir(context, model, dt, samples, plain, table);
        var reasons = new Table("What does not fit", "Every limit that a chip has and the network breaks.", "chip", "limit", "why");
        var lost = new Dictionary<string, double>(StringComparer.Ordinal);
        using (Phase phase = context.Phase("Chips", "chipSeconds"))
        {
            foreach (Chip chip in ChipCatalogue.All)
            {
                phase.Report(lost.Count / (double)ChipCatalogue.All.Count, chip.Title);
                lost[chip.Name] = simulated - OnChip(context, chip, model.ToNetwork([Pixels]), dt, samples, plain, table, reasons);
            }
        }

        context.Table(table);
        context.Table(reasons);
        if (context.Quick) return;
        context.Claim(exchanged, 100 * behind);
        context.Claim(kept, 100 * lost["loihi"]);
    }

    private static int[,] Simulate(ExperimentContext context, Network network, Time dt, ShownSamples samples, Table table)
    {
        samples.Drive(network, network.Populations[0]);
        using Phase phase = context.Phase("Simulator", "simulatorSeconds");
        using var simulator = new Simulator(network, dt, r => r.Counts(), new SimulationOptions { Threads = 1 });
        int[,] counts = samples.Show(simulator, network.Populations[^1]);
        table.Add(
            "simulator", 100 * samples.Accuracy(counts), 0, (double)simulator.SpikeCount / samples.Labels.Length, (double)simulator.SynapticEvents / samples.Labels.Length, "", "",
            1e6 * simulator.RunTime.TotalSeconds / samples.Labels.Length, "", "");
        return counts;
    }

    private static double ThroughNir(ExperimentContext context, Sequential model, Time dt, ShownSamples samples, int[,] plain, Table table)
    {
        using Phase phase = context.Phase("NIR and back", "nirSeconds");
        NirNetwork back = model.ToNetwork([Pixels]).ToNir(new NirExportOptions { Dt = dt }).Graph.ToNetwork(new NirImportOptions { Dt = dt });
        samples.Drive(back.Network, back.Relay());
        Population last = back.Network.Populations.Last(p => p.Size == 10);
        using var simulator = new Simulator(back.Network, dt, r => r.Counts(), new SimulationOptions { Threads = 1 });
        int[,] counts = samples.Show(simulator, last);
        double difference = ShownSamples.Difference(plain, counts);
        table.Add("NIR and back", 100 * samples.Accuracy(counts), 100 * difference, (double)simulator.SpikeCount / samples.Labels.Length, (double)simulator.SynapticEvents / samples.Labels.Length, "", "", "", "", "");
        context.Result("accuracy, NIR and back", 100 * samples.Accuracy(counts), "%");
        context.Result("output spikes that differ behind NIR", 100 * difference, "%");
        return difference;
    }

    private static double OnChip(ExperimentContext context, Chip chip, Network network, Time dt, ShownSamples samples, int[,] plain, Table table, Table reasons)
    {
        samples.Drive(network, network.Populations[0]);
        ChipMapping mapping = chip.Map(network, dt);
        foreach (LimitViolation violation in mapping.Violations) reasons.Add(chip.Title, violation.Limit, violation.Reason);
        using var run = new ChipRun(mapping, r => r.Counts(), new ChipRunOptions { IgnoreLimits = true, Threads = 1, Cancellation = context.Cancellation });
        int[,] counts = samples.Show(run.Simulator, network.Populations[^1]);
        double accuracy = samples.Accuracy(counts), digits = samples.Labels.Length;
        ChipEnergy energy = run.Energy;
        table.Add(
            chip.Title, 100 * accuracy, 100 * ShownSamples.Difference(plain, counts), run.Spikes / digits, run.SynapticEvents / digits, energy.Total / digits, energy.Dynamic / digits, run.ChipTime.TotalMicroseconds / digits,
            mapping.Cores.Count, mapping.Fits ? "yes" : string.Create(CultureInfo.InvariantCulture, $"no: {mapping.Violations.Count}"));
        context.Result($"accuracy, {chip.Name}", 100 * accuracy, "%");
        context.Result($"energy per digit, {chip.Name}", energy.Total / digits, "nJ");
        context.Result($"limits not kept, {chip.Name}", mapping.Violations.Count);
        return accuracy;
    }
}
