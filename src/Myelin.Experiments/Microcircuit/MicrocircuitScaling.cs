using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Simulation.Building;
using static Myelin.Syntax;

namespace Myelin.Experiments.Microcircuit;

/// <summary>How the cost of simulating the microcircuit grows from a twentieth of its size to all of it.</summary>
public sealed class MicrocircuitScaling : Experiment
{
    private static readonly double[] scales = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1];

    /// <summary>The largest scale.</summary>
    [Parameter("the largest scale that is run", Quick = 0.2)]
    [Between(0.05, 1)]
    public double Largest { get; init; } = 1;

    /// <summary>Simulated time of each measurement.</summary>
    [Parameter("simulated time of each measurement", Quick = "300ms")]
    [Positive]
    public Time Duration { get; init; } = 2 * s;

    /// <inheritdoc/>
    public override string Id => "microcircuit-scaling";

    /// <inheritdoc/>
    public override string Title => "Cost of the cortical microcircuit against its size";

    /// <inheritdoc/>
    public override string Summary =>
        "The microcircuit at scales from 0.05 to 1. Wall-clock time should be a sum of what neurons cost and what synaptic events cost, and nothing else.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "S. J. van Albada, M. Helias, M. Diesmann",
        2015,
        "Scalability of asynchronous networks is limited by one-to-one mapping between effective connectivity and correlations",
        "PLoS Computational Biology 11(9), e1004490",
        "10.1371/journal.pcbi.1004490");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
        [Claim.AtMost("largest deviation of the running time from a law that is linear in neurons and synaptic events", 25, "%")];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads)
    {
        MemoryEstimate memory = MemoryEstimate.Of(PotjansDiesmann.Describe(Largest, BackgroundInput.Poisson, 0));
        double events = Selected.Sum(scale => scale * scale) * 3e8 * 3.2;
        double seconds = ((events / 4e8) + (Selected.Sum() * 77_169 * 1e4 * 1.5e-9)) / Environment.ProcessorCount * (Duration.InSeconds + 0.5);
        return new Estimate(
            memory.Neurons,
            (long)memory.Synapses,
            memory.Bytes,
            seconds + (Selected.Sum(scale => scale * scale) * 3e8 / 5e7),
            "as for the microcircuit, summed over the scales");
    }

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var points = new List<(double Scale, double Neurons, double Events, double Wall)>();
        var table = new Table("Cost", "Per simulated second.", "scale", "neurons", "synapses", "built in [s]", "events [M]", "wall-clock time [s]");
        foreach (double scale in Selected)
        {
            using Phase phase = context.Phase($"Scale {scale}");
            Network network = PotjansDiesmann.Describe(scale, BackgroundInput.Poisson, context.Seed);
            var options = new SimulationOptions { Threads = context.Threads, Cancellation = context.Cancellation, Progress = new PhaseProgress(phase) };
            using var simulator = new Simulator(network, PotjansDiesmann.Dt, record: null, options);
            simulator.Run(500 * ms);
            (long events, TimeSpan before) = (simulator.SynapticEvents, simulator.RunTime);
            simulator.Run(Duration);
            double wall = (simulator.RunTime - before).TotalSeconds / Duration.InSeconds;
            double rate = (simulator.SynapticEvents - events) / Duration.InSeconds;
            points.Add((scale, network.Neurons, rate, wall));
            table.Add(scale, network.Neurons, simulator.Synapses, simulator.BuildTime.TotalSeconds, rate / 1e6, wall);
            context.Result($"real-time factor at scale {scale}", wall);
        }

        (double perNeuron, double perEvent) = Fit(points);
        double[] law = [.. points.Select(p => (perNeuron * p.Neurons) + (perEvent * p.Events))];
        context.Claim(Claims[0], 100 * points.Zip(law, (p, l) => Math.Abs(p.Wall - l) / l).Max());
        context.Result("cost of a neuron for a step of 0.1 ms", perNeuron / 1e4 * 1e9, "ns");
        context.Result("cost of a synaptic event", perEvent * 1e9, "ns");
        context.Table(table);
        double[] size = [.. points.Select(p => p.Scale)];
        context.Figure(new LineFigure(
            "Running time",
            "Wall-clock time of a simulated second, measured and as the law that is linear in neurons and synaptic events.",
            "scale",
            "real-time factor",
            new Series("measured", size, [.. points.Select(p => p.Wall)]),
            new Series("linear law", size, law)));
    }

    private double[] Selected => [.. scales.Where(scale => scale <= Largest)];

    // Least squares of the relative residuals, so that the small networks count as much as the large ones.
    private static (double PerNeuron, double PerEvent) Fit(IReadOnlyList<(double Scale, double Neurons, double Events, double Wall)> points)
    {
        double nn = 0, ne = 0, ee = 0, n1 = 0, e1 = 0;
        foreach ((_, double neurons, double events, double wall) in points)
        {
            double n = neurons / wall, e = events / wall;
            (nn, ne, ee, n1, e1) = (nn + (n * n), ne + (n * e), ee + (e * e), n1 + n, e1 + e);
        }

        double determinant = (nn * ee) - (ne * ne);
        return (((n1 * ee) - (e1 * ne)) / determinant, ((e1 * nn) - (n1 * ne)) / determinant);
    }
}
