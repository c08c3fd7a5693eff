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

namespace Myelin.Experiments.Microcircuit;

/// <summary>The cortical microcircuit of Potjans and Diesmann (2014): rates, irregularity and synchrony of its eight populations.</summary>
public sealed class MicrocircuitExperiment : Experiment
{
    // Full scale, Poisson input, one seed of the reference implementation; the tolerance is the spread between published implementations.
    private static readonly double[] publishedRates = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829];
    private static readonly double[] publishedCvs = [0.938, 0.916, 0.891, 0.873, 0.847, 0.809, 0.924, 0.819];
    private static readonly double[] publishedSynchrony = [2.9, 1.8, 3.0, 1.7, 4.4, 1.1, 1.2, 1.0];

    /// <summary>Fraction of neurons and in-degrees.</summary>
    [Parameter("fraction of neurons and of in-degrees; weights grow by 1/sqrt(scale)", Quick = 0.1)]
    [Between(0.001, 1)]
    public double Scale { get; init; } = 1;

    /// <summary>Simulated time that is measured.</summary>
    [Parameter("simulated time that is measured", Quick = "1s")]
    [Positive]
    public Time Duration { get; init; } = 10 * s;

    /// <summary>Simulated time before the measurement.</summary>
    [Parameter("simulated time that is discarded first")]
    [NonNegative]
    public Time Warmup { get; init; } = 500 * ms;

    /// <summary>What stands for the rest of the brain.</summary>
    [Parameter("what stands for the rest of the brain: independent Poisson trains or their mean as a constant current")]
    public BackgroundInput Input { get; init; }

    /// <inheritdoc/>
    public override string Id => "microcircuit";

    /// <inheritdoc/>
    public override string Title => "Cortical microcircuit, 77,169 neurons and 0.3 billion synapses";

    /// <inheritdoc/>
    public override string Summary =>
        "The network below one square millimetre of early sensory cortex at its natural density: four layers with an excitatory and an inhibitory " +
        "population each. It fires asynchronously and irregularly, with the layer-specific rates that are found in the living brain.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "T. C. Potjans, M. Diesmann",
        2014,
        "The cell-type specific cortical microcircuit: relating structure and activity in a full-scale spiking network model",
        "Cerebral Cortex 24(3), 785-806",
        "10.1093/cercor/bhs358");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => Scale == 1
        ?
        [
            .. PotjansDiesmann.Names.Select((name, i) => Claim.Value($"mean rate of {name}", publishedRates[i], RateTolerance(i) * publishedRates[i], "Hz")),
            .. PotjansDiesmann.Names.Select(name => Claim.Range($"CV of inter-spike intervals of {name}", 0.7, 1.1)),
        ]
        : [];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads)
    {
        MemoryEstimate memory = MemoryEstimate.Of(PotjansDiesmann.Describe(Scale, Input, 0));
        int cores = Math.Clamp(threads == 0 ? Environment.ProcessorCount : threads, 1, 8);
        double events = memory.Synapses * MeanRate;
        double perSecond = ((events / 4e8) + (memory.Neurons * 1e4 * 1.5e-9)) / cores;
        double seconds = (memory.Synapses / 2.5e7 / cores) + (perSecond * (Duration + Warmup).InSeconds);
        return new Estimate(
            memory.Neurons,
            (long)memory.Synapses,
            memory.Bytes,
            seconds,
            "25 M synapses built and 400 M synaptic events delivered per second and core, 1.5 ns per neuron and step");
    }

    /// <inheritdoc/>
    public override string? WouldFit(long availableBytes, int threads)
    {
        for (double scale = 0.9; scale > 0.05; scale -= 0.1)
        {
            if (MemoryEstimate.Of(PotjansDiesmann.Describe(scale, Input, 0)).Bytes < availableBytes)
                return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"--scale {scale:0.0}");
        }

        return null;
    }

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Network network = PotjansDiesmann.Describe(Scale, Input, context.Seed);
        using Simulator simulator = Build(network, context);
        double wall = Simulate(simulator, context, out long spikes, out long events);

        context.Timing("realTimeFactor", wall / Duration.InSeconds);
        context.Result("neurons", network.Neurons);
        context.Result("synapses", simulator.Synapses);
        context.Result("threads", simulator.Threads);
        context.Result("bytes of synapses and state", simulator.Bytes, "B");
        context.Result("mean rate", spikes / (double)network.Neurons / Duration.InSeconds, "Hz");
        context.Result("synaptic events per second of wall-clock time", events / wall, "1/s");
        Report(network, simulator, context);
    }

    private const double MeanRate = 3.2;
    private const int ShownNeurons = 2000;

    // L23E and L6E fire about once a second, so that a few cells decide; published single-seed values spread more for them.
    private static double RateTolerance(int population) => population is 0 or 6 ? 0.25 : 0.15;

    private static Simulator Build(Network network, ExperimentContext context)
    {
        using Phase phase = context.Phase("Building", "buildSeconds");
        return new Simulator(network, PotjansDiesmann.Dt, r => r.Spikes(), Options(context, phase));
    }

    private static SimulationOptions Options(ExperimentContext context, Phase phase) =>
        new() { Threads = context.Threads, Cancellation = context.Cancellation, Progress = new PhaseProgress(phase) };

    private double Simulate(Simulator simulator, ExperimentContext context, out long spikes, out long events)
    {
        using (Phase phase = context.Phase("Settling", "warmupSeconds"))
        {
            simulator.Progress = new PhaseProgress(phase);
            simulator.Run(Warmup);
        }

        (spikes, events) = (simulator.SpikeCount, simulator.SynapticEvents);
        TimeSpan before = simulator.RunTime;
        using (Phase phase = context.Phase("Simulating", "simulateSeconds"))
        {
            simulator.Progress = new PhaseProgress(phase);
            simulator.Run(Duration);
        }

        (spikes, events) = (simulator.SpikeCount - spikes, simulator.SynapticEvents - events);
        return (simulator.RunTime - before).TotalSeconds;
    }

    private void Report(Network network, Simulator simulator, ExperimentContext context)
    {
        using Phase phase = context.Phase("Measuring", "measureSeconds");
        var table = new Table(
            "Activity of the populations",
            $"Rate, coefficient of variation of the intervals, and variance over mean of the spike counts of 1,000 neurons in 3 ms, over {Duration.InSeconds} s. " +
            "Published: rates of the reference implementation, irregularity and synchrony of Romaro et al. (2021), all at full scale with Poisson input.",
            "population", "neurons", "rate [Hz]", "published", "CV", "published", "synchrony", "published");
        var rates = new List<double>();
        var cvs = new List<Sample>();
        var spikes = new List<Series>();
        int firstRow = 0, every = (int)Math.Max(1, network.Neurons / ShownNeurons);
        foreach (Population population in network.Populations)
        {
            int i = population.Index;
            Raster raster = simulator.Spikes(population).Slice(Warmup, Warmup + Duration);
            double rate = PopulationStatistics.MeanRate(raster).InHertz;
            double[] cv = PopulationStatistics.IntervalCvs(raster);
            double meanCv = cv.Length > 0 ? cv.Average() : double.NaN;
            double[] correlations = PopulationStatistics.Correlations(raster);
            double synchrony = PopulationStatistics.SynchronyIndex(raster.SliceNeurons(0, Math.Min(1000, population.Size)));
            table.Add(population.Name, population.Size, rate, publishedRates[i], meanCv, publishedCvs[i], synchrony, publishedSynchrony[i]);
            context.Result($"rate of {population.Name}", rate, "Hz");
            context.Result($"CV of {population.Name}", meanCv);
            context.Result($"synchrony of {population.Name}", synchrony);
            if (correlations.Length > 0) context.Result($"pairwise correlation in {population.Name}", correlations.Average());
            if (Scale == 1)
            {
                context.Claim(Claims[i], rate);
                context.Claim(Claims[network.Populations.Count + i], meanCv);
            }

            rates.Add(rate);
            cvs.Add(new Sample(population.Name, cv));
            spikes.Add(Dots(raster, population.Name, every, ref firstRow));
            phase.Report((i + 1.0) / network.Populations.Count, population.Name);
        }

        context.Table(table);
        context.Figure(new RasterFigure("Spikes", $"The last 300 ms of every {every}th neuron; from the bottom: layers 2/3, 4, 5 and 6, excitatory before inhibitory.", "time [s]", spikes));
        context.Figure(new BarFigure("Mean rates", "Measured beside published, full scale.", "population", PotjansDiesmann.Names, "rate [Hz]", new Bars("measured", rates), new Bars("published", publishedRates)));
        context.Figure(new BoxFigure("Irregularity", "Coefficient of variation of the inter-spike intervals, neurons with at least six spikes.", "population", "CV", cvs));
    }

    private static Series Dots(Raster raster, string name, int every, ref int firstRow)
    {
        Time from = raster.Stop - (300 * ms);
        var times = new List<double>();
        var rows = new List<double>();
        Raster tail = from > raster.Start ? raster.Slice(from, raster.Stop) : raster;
        foreach ((int step, int neuron) in tail)
        {
            if (neuron % every != 0) continue;
            times.Add(tail.TimeOf(step).InSeconds);
            rows.Add(firstRow + (neuron / every));
        }

        firstRow += (raster.NeuronCount / every) + 1;
        return new Series(name, times, rows);
    }
}
