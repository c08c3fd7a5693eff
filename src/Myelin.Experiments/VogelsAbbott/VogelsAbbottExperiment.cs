using Myelin.Analysis;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Simulation.Building;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Experiments.VogelsAbbott;

/// <summary>Self-sustained asynchronous irregular activity in the networks of Vogels and Abbott (2005), with current and with conductance synapses.</summary>
public sealed class VogelsAbbottExperiment : Experiment
{
    // Brian2 2.5.1 at steps of 0.1 ms, means over 10 (CUBA) and 8 (COBA) seeds; a single seed may lie four of their standard deviations away.
    private static readonly Claim[] currentClaims =
    [
        Experiments.Claim.Value("rate, CUBA", 5.665, 4 * 0.221, "Hz"),
        Experiments.Claim.Value("CV of inter-spike intervals, CUBA", 0.5616, 4 * 0.0148),
        Experiments.Claim.Value("silent neurons, CUBA", 0.1605, 4 * 0.0157),
    ];

    private static readonly Claim[] conductanceClaims =
    [
        Experiments.Claim.Value("rate, COBA", 19.081, 4 * 1.199, "Hz"),
        Experiments.Claim.Value("CV of inter-spike intervals, COBA", 1.686, 4 * 0.0235),
        Experiments.Claim.Value("silent neurons, COBA", 0.1078, 4 * 0.0277),
    ];

    /// <summary>End of the run.</summary>
    [Parameter("simulated time, the first fifth of which is discarded")]
    [Between(50, 100_000)]
    public Time Duration { get; init; } = 1500 * ms;

    /// <inheritdoc/>
    public override string Id => "vogels-abbott";

    /// <inheritdoc/>
    public override string Title => "Self-sustained irregular activity of 4,000 neurons";

    /// <inheritdoc/>
    public override string Summary =>
        "Two benchmark networks of the field, whose activity goes on without any input: one in which synapses add currents (CUBA) and one in which they add " +
        "conductances (COBA). Rates, irregularity and the fraction of silent neurons are set beside those of another simulator.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "T. P. Vogels, L. F. Abbott",
        2005,
        "Signal propagation and logic gating in networks of integrate-and-fire neurons",
        "Journal of Neuroscience 25(46), 10786-10795",
        "10.1523/JNEUROSCI.3508-05.2005");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => Duration == ReferenceDuration ? [.. currentClaims, .. conductanceClaims] : [];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads)
    {
        MemoryEstimate memory = MemoryEstimate.Of(VogelsAbbottNetwork.Conductance(0));
        double seconds = 0.1 + (Duration / VogelsAbbottNetwork.Dt * memory.Neurons * 2 * 5e-9);
        return new Estimate(memory.Neurons, (long)memory.Synapses, memory.Bytes, seconds, "5 ns per neuron and step, two networks one after the other");
    }

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var table = new Table(
            "Activity",
            $"Over {(Duration - Warmup).InSeconds} s, all neurons. Reference: Brian2 2.5.1, mean over its seeds, 1.2 s each.",
            "network", "rate [Hz]", "reference", "CV", "reference", "silent", "reference");
        Measure("CUBA", VogelsAbbottNetwork.Current(context.Seed), currentClaims, table, context);
        Measure("COBA", VogelsAbbottNetwork.Conductance(context.Seed), conductanceClaims, table, context);
        context.Table(table);
    }

    private static Time ReferenceDuration => 1500 * ms;

    private Time Warmup => 0.2 * Duration;

    private void Measure(string name, Network network, Claim[] claims, Table table, ExperimentContext context)
    {
        using Phase phase = context.Phase(name);
        var options = new SimulationOptions { Threads = context.Threads, Cancellation = context.Cancellation, Progress = new PhaseProgress(phase) };
        using var simulator = new Simulator(network, VogelsAbbottNetwork.Dt, r => r.Spikes(), options);
        simulator.Run(Duration);
        Raster[] rasters = [.. network.Populations.Select(p => simulator.Spikes(p).Slice(Warmup, Duration))];
        int[] counts = [.. rasters.SelectMany(r => r.SpikeCounts())];
        double rate = counts.Average() / (Duration - Warmup).InSeconds;
        double[] cvs = [.. rasters.SelectMany(r => PopulationStatistics.IntervalCvs(r))];
        double cv = cvs.DefaultIfEmpty(double.NaN).Average();
        double silent = counts.Count(n => n == 0) / (double)counts.Length;
        context.Result($"rate, {name}", rate, "Hz");
        context.Result($"CV, {name}", cv);
        context.Result($"silent neurons, {name}", silent);
        table.Add(name, rate, claims[0].PublishedValue!.Value, cv, claims[1].PublishedValue!.Value, silent, claims[2].PublishedValue!.Value);
        if (Duration == ReferenceDuration)
        {
            context.Claim(claims[0], rate);
            context.Claim(claims[1], cv);
            context.Claim(claims[2], silent);
        }

        context.Figure(new RasterFigure($"Spikes, {name}", "Every tenth neuron over the last 300 ms.", "time [ms]", Dots(rasters[0], "E", 0), Dots(rasters[1], "I", rasters[0].NeuronCount / 10)));
        context.Figure(new HistogramFigure($"Irregularity, {name}", "Coefficient of variation of the intervals of neurons with at least six spikes.", "CV", 40, new Sample(name, cvs)));
    }

    private static Series Dots(Raster raster, string name, int firstRow)
    {
        Time from = raster.Stop - (300 * ms);
        Raster tail = from > raster.Start ? raster.Slice(from, raster.Stop) : raster;
        var times = new List<double>();
        var rows = new List<double>();
        foreach ((int step, int neuron) in tail)
        {
            if (neuron % 10 != 0) continue;
            times.Add(tail.TimeOf(step).InMilliseconds);
            rows.Add(firstRow + (neuron / 10));
        }

        return new Series(name, times, rows);
    }
}
