using Myelin.Analysis;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Experiments.FiringPatterns;

/// <summary>The twenty firing patterns of Izhikevich (2004), each with a measured number that shows what its name says.</summary>
public sealed class FiringPatternsExperiment : Experiment
{
    private const double SpikePeak = 30;
    private const int Levels = 96;
    private static readonly Claim classOneOnset = Experiments.Claim.AtMost("class 1 excitable: lowest rate at a constant current", 12, "Hz");
    private static readonly Claim classTwoOnset = Experiments.Claim.AtLeast("class 2 excitable: lowest rate at a constant current", 25, "Hz");

    /// <inheritdoc/>
    public override string Id => "izhikevich-patterns";

    /// <inheritdoc/>
    public override string Title => "Twenty firing patterns of one neuron model";

    /// <inheritdoc/>
    public override string Summary =>
        "The model of Izhikevich has two variables and four parameters, and shows the twenty most prominent features of biological spiking neurons. " +
        "Each runs with its published parameters and input, and a measured number says whether the response is what its name says.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "E. M. Izhikevich",
        2004,
        "Which model to use for cortical spiking neurons?",
        "IEEE Transactions on Neural Networks 15(5), 1063-1070",
        "10.1109/TNN.2004.832719");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [.. PublishedPatterns.All.Select(p => p.Criterion), classOneOnset, classTwoOnset];

    // A step of the published program is 0.1 to 0.5 ms.
    private static Time Dt => 0.1 * ms;

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(PublishedPatterns.All.Count + (2 * Levels), 0, 20_000_000, 1, "a few hundred neurons for a second of simulated time, and the report");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Response[] responses;
        using (context.Phase("Simulating", "simulateSeconds")) responses = Simulate(context);
        var table = new Table("Patterns", "What was measured of each response, and where the case departs from the published one.", "pattern", "criterion", "expected", "measured", "departure");
        for (int i = 0; i < responses.Length; i++)
        {
            FiringPattern pattern = PublishedPatterns.All[i];
            double measured = pattern.Measure(responses[i]);
            context.Claim(pattern.Criterion, measured);
            string criterion = pattern.Criterion.Name[(pattern.Criterion.Name.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            table.Add(pattern.Name, criterion, pattern.Criterion.Published, measured, pattern.Departure);
            context.Figure(Plot(i, pattern, responses[i]));
        }

        context.Table(table);
        using (context.Phase("Measuring rates", "ratesSeconds")) MeasureOnsets(context);
    }

    private static Response[] Simulate(ExperimentContext context)
    {
        IReadOnlyList<FiringPattern> patterns = PublishedPatterns.All;
        int steps = (int)Math.Round(patterns.Max(p => p.Duration) / Dt.InMilliseconds);
        var currents = new double[steps * patterns.Count];
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < patterns.Count; i++) currents[(step * patterns.Count) + i] = patterns[i].Current(step * Dt.InMilliseconds);
        }

        var network = new Network(context.Seed);
        Population neurons = network.Population("patterns", patterns.Count, i => patterns[i].Neuron);
        network.Drive(neurons, ReplayedCurrent(currents, patterns.Count));
        for (int i = 0; i < patterns.Count; i++)
        {
            network.Initialize(neurons[i..(i + 1)], "U", patterns[i].Start * mV);
            network.Initialize(neurons[i..(i + 1)], "W", (patterns[i].StartRecovery ?? (patterns[i].Neuron.B * patterns[i].Start)) * mV);
        }

        using var simulator = new Simulator(network, Dt, r => r.Spikes(neurons).Voltage(neurons), Options(context));
        simulator.RunSteps(steps);
        Raster raster = simulator.Spikes(neurons);
        Simulation.Recording.Trace voltage = simulator.Voltage(neurons);
        return [.. patterns.Select((p, i) => new Response(
            [.. raster.StepsOf(i).ToArray().Select(step => raster.TimeOf(step).InMilliseconds).Where(t => t <= p.Duration)],
            voltage.Of(i)[..(int)Math.Round(p.Duration / Dt.InMilliseconds)],
            Dt.InMilliseconds))];
    }

    private static SimulationOptions Options(ExperimentContext context) =>
        new() { Threads = 1, Precision = Precision.Double, Cancellation = context.Cancellation };

    private static LineFigure Plot(int index, FiringPattern pattern, Response response)
    {
        double[] times = [.. Enumerable.Range(1, response.Voltage.Length).Select(i => i * response.Dt)];
        double[] shown = [.. response.Voltage];
        foreach (double spike in response.Spikes) shown[(int)Math.Round(spike / response.Dt) - 1] = SpikePeak;

        // The input below the trace, in a band of 20 mV.
        double[] current = [.. times.Select(t => pattern.Current(t - response.Dt))];
        double low = current.Min(), range = Math.Max(current.Max() - low, 1e-9);
        return new LineFigure(
            $"({(char)('A' + index)}) {pattern.Name}",
            $"Membrane potential, and below it the input, from {Amount.Number(low)} to {Amount.Number(current.Max())} pA.",
            "time [ms]",
            "potential [mV]",
            new Series("potential", times, shown),
            new Series("input", times, [.. current.Select(i => -110 + (20 * (i - low) / range))]));
    }

    private static void MeasureOnsets(ExperimentContext context)
    {
        var network = new Network(context.Seed);
        double[] one = [.. Enumerable.Range(0, Levels).Select(i => 2 + (0.01 * i))], two = [.. Enumerable.Range(0, Levels).Select(i => 0.01 * i)];
        Population first = network.Population("class 1", Levels, i => PublishedPatterns.ClassOne with { Bias = one[i] * pA });
        Population second = network.Population("class 2", Levels, i => PublishedPatterns.ClassTwo with { Bias = two[i] * pA });
        foreach (Population population in network.Populations)
        {
            network.Initialize(population, "U", -60 * mV);
            network.Initialize(population, "W", ((Izhikevich)population.Model).B * -60 * mV);
        }

        using var simulator = new Simulator(network, Dt, r => r.Spikes(), Options(context));
        simulator.Run(1500 * ms);
        double[] Rates(Population p) => [.. PopulationStatistics.Rates(simulator.Spikes(p).Slice(500 * ms, 1500 * ms)).Select(f => f.InHertz)];
        double[] firstRates = Rates(first), secondRates = Rates(second);
        context.Claim(classOneOnset, firstRates.Where(f => f > 0).DefaultIfEmpty(double.NaN).Min());
        context.Claim(classTwoOnset, secondRates.Where(f => f > 0).DefaultIfEmpty(double.NaN).Min());
        double Onset(double[] currents, double[] rates) => currents[Math.Max(0, Array.FindIndex(rates, f => f > 0))];
        context.Result("onset of class 1", Onset(one, firstRates), "pA");
        context.Result("onset of class 2", Onset(two, secondRates), "pA");
        context.Figure(new LineFigure(
            "Onset of firing",
            "Rate at a constant current, in the second after the first half: class 1 begins at a rate near 0, class 2 at a rate of its own.",
            "current [pA]",
            "rate [Hz]",
            new Series("class 1", one, firstRates),
            new Series("class 2", two, secondRates)));
    }
}
