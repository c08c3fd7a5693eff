using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Hardware.Campaigns;
using Myelin.Hardware.Crossbars;
using Myelin.Hardware.Faults;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Experiments.Faults;

/// <summary>A trained network in crossbars of memristors: what each imperfection costs, and what training through noise gives back.</summary>
public sealed class MemristorExperiment : FaultExperiment
{
    private const string Plain = "trained without noise", Through = "trained through noise";

    private static readonly (string Name, double Days)[] ages = [("20 s", 0), ("1 hour", 1 / 24.0), ("1 day", 1), ("30 days", 30), ("1 year", 365)];

    private static readonly (string Axis, FaultFamily Family)[] families =
    [
        ("levels of a device", new("levels", [2, 3, 4, 8, 16, 64], r => new Crossbar { Effects = [new ConductanceLevels((int)r)] })),
        ("deviation of what is written, of the largest conductance", new("programming error", [0.01, 0.02, 0.04, 0.08, 0.12, 0.16], r => new Crossbar { Effects = [new ProgrammingError(r)] })),
        ("probability that a device is stuck, on or off alike", new("stuck devices", [0.01, 0.02, 0.05, 0.1, 0.2, 0.3], r => new Crossbar { Effects = [new StuckDevices(r / 2, r / 2)] })),
        ("resistance of a segment of wire [Ohm]", new("wires", [0.5, 1, 2, 4, 8, 16], r => new Crossbar { Wire = r * Syntax.Ohm })),
    ];

    private static readonly Claim kept = Claim.AtMost("accuracy lost in phase-change memory as it is written, trained through noise", 0.5, "points");
    private static readonly Claim day = Claim.AtMost("accuracy lost in phase-change memory after a day, trained through noise", 1, "points");
    private static readonly Claim recovered = Claim.AtLeast("part of the loss to a programming error of 12 % that training through noise takes away", 0.5);
    private static readonly Claim wires = Claim.AtMost("accuracy with wires to first order beside wires solved, 2 Ohm", 1, "points");

    /// <summary>Deviation of the noise on weights while training, as a part of the largest weight.</summary>
    [Parameter("deviation of the noise on weights while training, as a part of the largest weight")]
    [Between(0, 1)]
    public double Noise { get; init; } = 0.12;

    /// <summary>Whether wires are solved as a network of resistors once, to compare.</summary>
    [Parameter("whether wires are solved as a network of resistors once, to compare", Quick = false)]
    public bool SolvesWires { get; init; } = true;

    /// <inheritdoc/>
    public override string Id => "memristor";

    /// <inheritdoc/>
    public override string Title => "A spiking network in memristor crossbars";

    /// <inheritdoc/>
    public override string Summary =>
        "The weights of a network that has learnt handwritten digits become differences of two conductances of memristors, which have few levels, are written inexactly, drift, are stuck, and lie on wires with a resistance. A second " +
        "network has learnt with noise on its weights. The paper reports no appreciable loss for networks of rectifiers trained so and put into phase-change memory; the bounds here are ours.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "V. Joshi, M. Le Gallo, S. Haefeli, I. Boybat, S. R. Nandakumar, C. Piveteau, M. Dazzi, B. Rajendran, A. Sebastian, E. Eleftheriou", 2020,
        "Accurate deep neural network inference using computational phase-change memory", "Nature Communications 11, 2473", "10.1038/s41467-020-16108-9");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [kept, day, recovered, wires];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(
        Pixels + Hidden + 10, Hidden * (Pixels + 10), 1L << 29,
        (2 * Epochs * TrainingSamples / 3000.0) + (2 * (families.Sum(f => f.Family.Rates.Count) + (2 * ages.Length)) * Seeds * TestSamples * Steps * 12e-6 / Math.Max(1, threads)) + (SolvesWires ? 40 : 0),
        "3000 training samples per second and 12 us for a simulated step");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Measured plain = Measure(context, Plain, 0), through = Measure(context, Through, Noise);
        for (int i = 0; i < families.Length; i++)
        {
            double[] rates = [.. families[i].Family.Rates];
            string title = char.ToUpperInvariant(families[i].Family.Name[0]) + families[i].Family.Name[1..];
            context.Figure(new LineFigure(
                title, $"Mean accuracy over {Seeds} seeds on {TestSamples} test samples; without imperfections {plain.Perfect:0.0} % and {through.Perfect:0.0} %.", new Axis(families[i].Axis) { Logarithmic = true }, new Axis("accuracy [%]"),
                new Series(Plain, rates, [.. plain.Curves[i].Points.Select(p => p.Mean)]), new Series(Through, rates, [.. through.Curves[i].Points.Select(p => p.Mean)])));
        }

        Age(context, plain, through);
        context.Table(CurveTable.Of($"All imperfections, {Plain}", plain.Curves));
        context.Table(CurveTable.Of($"All imperfections, {Through}", through.Curves));
        double At(Measured m, string name, double rate) => m.Curves.Single(c => string.Equals(c.Family.Name, name, StringComparison.Ordinal)).Points.Single(p => p.Rate == rate).Mean;
        double lostPlain = plain.Perfect - At(plain, "programming error", 0.12), lostThrough = through.Perfect - At(through, "programming error", 0.12);
        context.Result("accuracy lost to a programming error of 12 %, trained without noise", lostPlain, "points");
        context.Result("accuracy lost to a programming error of 12 %, trained through noise", lostThrough, "points");
        if (SolvesWires)
        {
            LabelledSamples samples = TestSet(context);
            using Phase phase = context.Phase("Solving wires", "wiresSeconds");
            double solved = Accuracy(plain.Network, new Crossbar { Wire = 2 * Syntax.Ohm, SolvesWires = true }, context.Seed, samples, context.Cancellation);
            context.Result("accuracy with wires of 2 Ohm, solved", solved, "%");
            context.Result("accuracy with wires of 2 Ohm, to first order", At(plain, "wires", 2), "%");
            if (!context.Quick) context.Claim(wires, Math.Abs(solved - At(plain, "wires", 2)));
        }

        if (context.Quick) return;
        context.Claim(kept, through.Perfect - through.Curves[families.Length].Points[0].Mean);
        context.Claim(day, through.Perfect - through.Curves[families.Length].Points[2].Mean);
        if (lostPlain > 0) context.Claim(recovered, 1 - (lostThrough / lostPlain));
    }

    private static void Age(ExperimentContext context, Measured plain, Measured through)
    {
        var bars = new List<Bars>();
        foreach ((string name, Measured m) in (IReadOnlyList<(string, Measured)>)[(Plain, plain), (Through, through)])
        {
            bars.Add(new Bars($"{name}, compensated", [.. m.Curves[families.Length].Points.Select(p => p.Mean)]));
            bars.Add(new Bars($"{name}, as it is", [.. m.Curves[families.Length + 1].Points.Select(p => p.Mean)]));
            for (int i = 0; i < ages.Length; i++) context.Result($"accuracy in phase-change memory after {ages[i].Name}, {name}", m.Curves[families.Length].Points[i].Mean, "%");
        }

        context.Figure(new BarFigure(
            "Phase-change memory over time", "Programming error, drift and noise as fitted to measured devices; compensated: the outputs of an array are multiplied by what its devices have lost together.", "time since the first reading",
            [.. ages.Select(a => a.Name)], new Axis("accuracy [%]"), bars));
    }

    private Measured Measure(ExperimentContext context, string name, double noise)
    {
        Network network = NetworkOf(Train(context, noise > 0 ? "Training through noise" : "Training", noise));
        LabelledSamples samples = TestSet(context);
        double perfect = Accuracy(network, new Crossbar(), 0, samples, context.Cancellation);
        context.Result($"accuracy, {name}", perfect, "%");
        double[] days = [.. ages.Select(a => a.Days)];
        FaultFamily[] all =
        [
            .. families.Select(f => f.Family),
            new("phase-change memory, compensated", days, d => Crossbar.PhaseChange(After(d))),
            new("phase-change memory, as it is", days, d => new Crossbar { Effects = [.. Crossbar.PhaseChange(After(d)).Effects.Where(e => e is not GlobalCompensation)] }),
        ];
        using Phase phase = context.Phase($"Crossbars, {name}");
        var progress = new PhaseFraction(phase);
        IReadOnlyList<FaultCurve> curves = new Campaign { Families = all, Seeds = SeedList(context.Seed), Threads = context.Threads }
            .Run((fault, seed) => Accuracy(network, fault, seed, samples, context.Cancellation), progress, context.Cancellation);
        return new Measured(network, perfect, curves);
    }

    private static Time After(double days) => days * 86_400 * Syntax.s;

    private sealed record Measured(Network Network, double Perfect, IReadOnlyList<FaultCurve> Curves);
}
