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

namespace Myelin.Experiments.Brunel;

/// <summary>The four states of the sparsely connected network of Brunel (2000).</summary>
public sealed class BrunelExperiment : Experiment
{
    private const int ShownNeurons = 50;
    private const int FullSize = 12_500, SmallSize = 2_500;

    /// <summary>Number of neurons.</summary>
    [Parameter("number of neurons; a multiple of 50", Quick = SmallSize)]
    [Between(500, 1_000_000)]
    public int Neurons { get; init; } = FullSize;

    /// <summary>Jump of the potential by an excitatory spike.</summary>
    [Parameter("jump of the potential by an excitatory spike", Quick = "0.2mV")]
    [Positive]
    public Voltage Weight { get; init; } = 0.1 * mV;

    /// <summary>No state is simulated for longer.</summary>
    [Parameter("no state is simulated for longer; from 2 s on the full times of the reference")]
    [Between(300, 2000)]
    public Time Longest { get; init; } = 2 * s;

    /// <inheritdoc/>
    public override string Id => "brunel";

    /// <inheritdoc/>
    public override string Title => "Four states of a sparsely connected network";

    /// <inheritdoc/>
    public override string Summary =>
        "Excitatory and inhibitory integrate-and-fire neurons, each with inputs from a tenth of the others. By the strength of inhibition and of the " +
        "external drive the network fires regularly in synchrony, irregularly in fast or slow oscillations, or irregularly and asynchronously.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "N. Brunel",
        2000,
        "Dynamics of sparsely connected networks of excitatory and inhibitory spiking neurons",
        "Journal of Computational Neuroscience 8(3), 183-208",
        "10.1023/A:1008925309027");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [.. Regime.All.SelectMany(r => Reference(r) is { } expected ? r.Claims(expected) : [])];

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Neurons % 50 != 0) throw new ArgumentException($"The number of neurons is {Neurons}; it must be a multiple of 50, so that every part has a tenth.");
    }

    /// <inheritdoc/>
    public override Estimate Estimate(int threads)
    {
        MemoryEstimate memory = MemoryEstimate.Of(BalancedNetwork.Describe(Neurons, Weight, 5, 2, 0));
        double events = Regime.All.Sum(r => memory.Synapses * r.Full.Rate * StopOf(r).InSeconds);
        int cores = Math.Clamp(threads == 0 ? Environment.ProcessorCount : threads, 1, 8);
        double seconds = ((events / 4e8) + (Regime.All.Count * memory.Synapses / 2.5e7)) / cores;
        return new Estimate(memory.Neurons, (long)memory.Synapses, memory.Bytes, seconds, "25 M synapses built and 400 M synaptic events delivered per second and core, four networks one after the other");
    }

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var table = new Table(
            "The four states",
            "Excitatory neurons: rate, coefficient of variation of the intervals, and synchrony as variance over mean of the population's spike counts in 1 ms. Reference: NEST 3.10, mean over two to five seeds.",
            "state", "g", "drive", "rate [Hz]", "reference", "CV", "reference", "synchrony", "reference");
        foreach (Regime regime in Regime.All)
        {
            using Phase phase = context.Phase(regime.Name);
            Raster raster = Simulate(regime, context, phase);
            double rate = PopulationStatistics.MeanRate(raster).InHertz;
            double cv = PopulationStatistics.IntervalCvs(raster).DefaultIfEmpty(double.NaN).Average();
            double synchrony = PopulationStatistics.SynchronyIndex(raster, 1 * ms);
            context.Result($"rate, {regime.Name}", rate, "Hz");
            context.Result($"CV, {regime.Name}", cv);
            context.Result($"synchrony, {regime.Name}", synchrony);
            Expected? reference = Reference(regime);
            if (reference is not null)
            {
                IReadOnlyList<Claim> claims = regime.Claims(reference);
                context.Claim(claims[0], rate);
                context.Claim(claims[1], cv);
                context.Claim(claims[2], synchrony);
            }

            table.Add(regime.Name, regime.Inhibition, regime.Drive, rate, reference?.Rate ?? double.NaN, cv, reference?.Cv ?? double.NaN, synchrony, reference?.Fano ?? double.NaN);
            Plot(regime, raster, context);
        }

        context.Table(table);
    }

    private Expected? Reference(Regime regime) => (Neurons, Weight.InMillivolts, Longest >= regime.Stop) switch
    {
        (FullSize, 0.1, true) => regime.Full,
        (SmallSize, 0.2, true) => regime.Small,
        _ => null,
    };

    private Raster Simulate(Regime regime, ExperimentContext context, Phase phase)
    {
        Network network = BalancedNetwork.Describe(Neurons, Weight, regime.Inhibition, regime.Drive, context.Seed);
        Population excitatory = network.Populations[0];
        var options = new SimulationOptions { Threads = context.Threads, Cancellation = context.Cancellation, Progress = new PhaseProgress(phase) };
        using var simulator = new Simulator(network, BalancedNetwork.Dt, r => r.Spikes(excitatory), options);
        simulator.Run(StopOf(regime));
        return simulator.Spikes(excitatory).Slice(regime.Warmup, StopOf(regime));
    }

    private Time StopOf(Regime regime) => regime.Stop < Longest ? regime.Stop : Longest;

    private static void Plot(Regime regime, Raster raster, ExperimentContext context)
    {
        Time span = regime.Drive < 1 && raster.Duration >= 600 * ms ? 600 * ms : 100 * ms;
        Raster tail = raster.Slice(raster.Stop - span, raster.Stop), few = tail.SliceNeurons(0, ShownNeurons);
        var times = new List<double>();
        var rows = new List<double>();
        foreach ((int step, int neuron) in few)
        {
            times.Add(few.TimeOf(step).InMilliseconds);
            rows.Add(neuron);
        }

        context.Figure(new RasterFigure($"Spikes, {regime.Name}", $"{ShownNeurons} excitatory neurons over the last {span.InMilliseconds:0} ms.", "time [ms]", new Series("E", times, rows)));
        double[] activity = [.. PopulationStatistics.RateOverTime(tail, 0.5 * ms).Select(f => f.InHertz)];
        double[] at = [.. activity.Select((_, i) => tail.Start.InMilliseconds + ((i + 0.5) * 0.5))];
        context.Figure(new LineFigure($"Activity, {regime.Name}", "Mean rate of the excitatory neurons in bins of 0.5 ms.", "time [ms]", "rate [Hz]", new Series("E", at, activity)));
    }
}
