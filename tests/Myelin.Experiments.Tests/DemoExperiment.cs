using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Tests;

public enum DemoInput
{
    Poisson,
    DirectCurrent,
}

public enum DemoMisfortune
{
    None,
    Error,
    Cancellation,
}

/// <summary>An exponential decay, which has a closed form, with every type of parameter and every kind of figure.</summary>
public sealed class DemoExperiment : Experiment
{
    public static readonly Claim FinalValue = Experiments.Claim.Value("final value", 0.3679, 0.001, "mV");
    public static readonly Claim Steps = Experiments.Claim.AtLeast("steps", 1_000_000);

    [Parameter("fraction of the neurons", Quick = 0.5)]
    [Between(0.01, 10)]
    public double Scale { get; init; } = 1;

    [Parameter("number of populations")]
    [Positive]
    public int PopulationCount { get; init; } = 2;

    [Parameter("simulated time", Quick = "200ms")]
    [Positive]
    public Time Duration { get; init; } = 1 * s;

    [Parameter("the external input")]
    public DemoInput Input { get; init; } = DemoInput.DirectCurrent;

    [Parameter("rate of the input", Unit = "1/s")]
    public double InputRate { get; init; } = 8;

    [Parameter("whether synapses learn")]
    public bool Plastic { get; init; }

    [Parameter("a name for the run")]
    public string Label { get; init; } = "plain";

    [Parameter("what goes wrong")]
    public DemoMisfortune Misfortune { get; init; }

    public override string Id => "demo";

    public override string Title => "Decay <of> a demo";

    public override string Summary => "A membrane potential decays. Nothing spikes.";

    public override Paper Paper => new("Newton I", 1701, "Scala graduum caloris", "Philosophical Transactions 22, 824-829", "10.1098/rstl.1700.0082");

    public override IReadOnlyList<Claim> Claims => [FinalValue, Steps];

    public override Estimate Estimate(int threads) => new((long)(1000 * Scale), (long)(1e6 * Scale), (long)(1e9 * Scale), 3 * Scale / threads, "Counted by hand.");

    public override string? WouldFit(long availableBytes, int threads) => availableBytes >= 1e7 ? FormattableString.Invariant($"--scale {Math.Floor(availableBytes / 1e7) / 100}") : null;

    public override void Validate()
    {
        if (Plastic && Input == DemoInput.Poisson)
            throw new ArgumentException("A plastic demo needs --input direct-current.");
    }

    public override void Run(ExperimentContext context)
    {
        double[] times = [.. Enumerable.Range(0, 101).Select(i => i * Duration.InSeconds / 100)];
        using (Phase phase = context.Phase("Building", "buildSeconds"))
            phase.Report(1, "all of it");
        context.WriteFile($"{Label}.csv", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes("t,v\n")));
        if (Misfortune == DemoMisfortune.Error)
            throw new InvalidOperationException("The membrane of neuron 7 is torn.");
        double[] values = [.. times.Select(t => Math.Exp(-t))];
        context.Result("mean", values.Average(), "mV");
        context.Claim(FinalValue, values[^1]);
        using (Phase phase = context.Phase("Simulating", "simulateSeconds"))
        {
            for (int i = 0; i < 100; i++)
                phase.Report(i / 100.0, $"step {i}");
            if (Misfortune == DemoMisfortune.Cancellation)
                context.Cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            phase.Report(1);
        }

        context.Timing("realTimeFactor", 0.25);
        context.Text("What happens", "The potential decays <exponentially>.");
        context.Figure(new LineFigure("Decay", "The potential over time.", "time (s)", "potential (mV)", new Series("measured", times, values), new Series("half", times, [.. values.Select(v => v / 2)])));
        AddFigures(context, new Random((int)context.Seed));
        Table table = new("Populations", "Sizes of the populations.", "population", "neurons", "rate (1/s)");
        for (int i = 0; i < PopulationCount; i++)
            table.Add($"P{i}", (int)(1000 * Scale), 1.5 * i);
        context.Table(table);
    }

    private static void AddFigures(ExperimentContext context, Random random)
    {
        Series Spikes(string name, int from, int count) => new(
            name,
            [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())],
            [.. Enumerable.Range(0, count).Select(_ => (double)(from + random.Next(200)))]);
        double[] Normal(double mean, int count) => [.. Enumerable.Range(0, count).Select(_ => mean + Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6)];
        double[,] matrix = new double[6, 8];
        for (int r = 0; r < 6; r++)
        {
            for (int c = 0; c < 8; c++)
                matrix[r, c] = Math.Sin(r + (0.7 * c));
        }

        context.Figure(new RasterFigure("Raster", "Spikes of two populations.", "time (s)", Spikes("excitatory", 0, 18_000), Spikes("inhibitory", 200, 6_000)));
        context.Figure(new ScatterFigure("Scatter", "Two clouds.", "x", new Axis("y") { Logarithmic = true }, new Series("a", Normal(4, 200), [.. Normal(4, 200).Select(Math.Exp)])));
        context.Figure(new BarFigure("Rates", "Measured beside published.", "population", ["L23E", "L23I", "L4E", "L4I"], "rate (1/s)", new Bars("published", 0.97, 2.86, 4.45, 5.93), new Bars("measured", 1.01, 2.9, 4.4, -1)));
        context.Figure(new HistogramFigure("Histogram", "Two distributions.", "coefficient of variation", 30, new Sample("a", Normal(0, 2000)), new Sample("b", Normal(2, 2000))));
        context.Figure(new BoxFigure("Boxes", "Distributions of rates.", "population", "rate (1/s)", new Sample("a", Normal(3, 500)), new Sample("b", Normal(5, 500)), new Sample("c", Normal(1, 500))));
        context.Figure(new HeatmapFigure("Heat", "A matrix.", "to", ["a", "b", "c", "d", "e", "f", "g", "h"], "from", ["A", "B", "C", "D", "E", "F"], "weight (pA)", matrix));
    }
}
