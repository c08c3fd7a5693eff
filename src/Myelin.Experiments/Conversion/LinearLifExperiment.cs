using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Interchange.Layers;
using Myelin.Learning.Conversion;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Conversion;

/// <summary>Linear integrate-and-fire neurons are rectifiers: the mapping of their parameters, held numerically.</summary>
public sealed class LinearLifExperiment : Experiment
{
    private const string Error = "largest error of a rate, in spikes of the whole run";
    private const string Slope = "how the error of a network falls with the number of steps";

    /// <summary>Number of neurons with parameters drawn at random.</summary>
    [Parameter("number of neurons with parameters drawn at random", Quick = 200)]
    [Between(10, 100_000)]
    public int Neurons { get; init; } = 2000;

    /// <summary>Number of time steps.</summary>
    [Parameter("largest number of time steps", Quick = 512)]
    [Between(16, 65_536)]
    public int Steps { get; init; } = 4096;

    /// <summary>Number of layers of the network.</summary>
    [Parameter("number of layers of the network")]
    [Between(1, 20)]
    public int Layers { get; init; } = 3;

    /// <inheritdoc/>
    public override string Id => "linear-lif";

    /// <inheritdoc/>
    public override string Title => "Linear integrate-and-fire neurons as rectifiers";

    /// <inheritdoc/>
    public override string Summary =>
        "A neuron whose leak is a constant current, which charges its capacitance and gives off a threshold's worth with each spike, fires at the rate of a rectifier: weight = input charge / threshold charge, bias = - leak / threshold charge. " +
        "Neurons with capacitance, leak and threshold drawn at random are held against the rectifiers that the mapping gives, and a network of them against the ordinary network, over the number of time steps.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "S. Lu, F. Xu", 2022,
        "Linear leaky-integrate-and-fire neuron model based spiking neural networks and its mapping relationship to deep neural networks", "Frontiers in Neuroscience 16, 857513", "10.3389/fnins.2022.857513");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.AtMost(Error, 1, "spikes"), Claim.Range(Slope, -1.15, -0.85)];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(Neurons, 0, 256L << 20, (Neurons * (double)Steps / 2e6) + 10, "two million steps of neurons per second");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tape tape = Tape.Current;
        using Tape.Pause pause = tape.PauseRecording();
        using (context.Phase("Single neurons", "neuronSeconds")) Single(context);
        tape.Clear();
        using (Phase phase = context.Phase("Networks", "networkSeconds")) Network(context, phase);
        tape.Clear();
    }

    // Capacitance C, threshold V, leak L and the charge q of a unit of input are drawn; the rectifier of weight q / (C V) and bias -L dt / (C V) is what the mapping gives.
    private void Single(ExperimentContext context)
    {
        var random = new RandomStream(context.Seed, StreamPurpose.Weights, 77, 0);
        double[] weight = new double[Neurons], bias = new double[Neurons], input = new double[Neurons];
        float[] current = new float[Neurons];
        for (int n = 0; n < Neurons; n++)
        {
            double capacitance = 0.5 + random.NextDouble(), threshold = 0.5 + random.NextDouble(), leak = 0.5 * random.NextDouble(), charge = (2 * random.NextDouble()) - 0.5;
            input[n] = 0.4 * random.NextDouble();
            weight[n] = charge / (capacitance * threshold);
            bias[n] = -leak * 0.5 / (capacitance * threshold);
            current[n] = (float)((weight[n] * input[n]) + bias[n]);
        }

        double[] linear = Rates(new If { Reset = ResetMode.Subtract }, current), exponential = Rates(new Lif { Tau = 20, DecayInput = false, Reset = ResetMode.Subtract }, current);
        double[] rectifier = [.. Enumerable.Range(0, Neurons).Select(n => Math.Min(1, Math.Max(0, (weight[n] * input[n]) + bias[n])))];
        double worst = Enumerable.Range(0, Neurons).Max(n => Steps * Math.Abs(linear[n] - rectifier[n])), other = Enumerable.Range(0, Neurons).Max(n => Math.Abs(exponential[n] - rectifier[n]));
        context.Claim(Claims[0], worst);
        context.Result("largest error of a rate", worst / Steps, "spikes per step");
        context.Result("largest error of a rate with an exponential leak of 20 steps", other, "spikes per step");
        int[] shown = [.. Enumerable.Range(0, Neurons).OrderBy(n => current[n])];
        double[] drive = [.. shown.Select(n => (double)current[n])];
        context.Figure(new LineFigure(
            "Rate over net input", $"{Neurons} neurons with parameters of their own, {Steps} steps; net input is weight times input plus bias of the rectifier that the mapping gives.", "net input [thresholds per step]", "rate [spikes per step]",
            new Series("rectifier", drive, [.. shown.Select(n => rectifier[n])]),
            new Series("constant leak", drive, [.. shown.Select(n => linear[n])]),
            new Series("exponential leak", drive, [.. shown.Select(n => exponential[n])])));
    }

    private double[] Rates(INeuronModel model, float[] current)
    {
        var layer = new Spiking<Arctangent<Two>>(model);
        double[] rates = new double[current.Length];
        ReadOnlySpan<float> spikes = layer.Forward(Tensor.From(current, [1, current.Length]).RepeatOverTime(Steps)).Values;
        for (int i = 0; i < spikes.Length; i++) rates[i % rates.Length] += spikes[i] / (double)Steps;
        return rates;
    }

    private void Network(ExperimentContext context, Phase phase)
    {
        const int Width = 50, Samples = 20;
        var graph = new LayerGraph();
        int at = graph.Add("input", new InputLayer([Width]));
        for (int l = 1; l <= Layers; l++) at = OrdinaryTraining.Rectified(graph, $"layer{l}", OrdinaryTraining.Dense(Width, Width), at);
        LayerNetwork ordinary = new LayerNetwork(graph).Initialise(context.Seed);
        var random = new RandomStream(context.Seed, StreamPurpose.Weights, 78, 0);
        float[] values = new float[Width * Samples];
        random.FillUniform(values);
        Tensor input = Tensor.From(values, [Samples, Width]);
        float[] expected = ordinary.Forward(input.RepeatOverTime(1)).Expanded().Values.ToArray();

        // Everything below the largest activation is in the range of the rates; the largest of all layers bounds each.
        IReadOnlyDictionary<string, double> scales = ordinary.Activations.ToDictionary(a => a.Name, _ => Largest(ordinary, input), StringComparer.Ordinal);
        LayerNetwork spiking = ordinary.ToGraph().ToSpiking(scales, () => new Spiking<Arctangent<Two>>(new If { Reset = ResetMode.Subtract }));
        int[] counts = [.. Enumerable.Range(4, 20).Select(p => 1 << p).TakeWhile(s => s < Steps), Steps];
        float[] output = spiking.Forward(input.RepeatOverTime(Steps)).Expanded().Values.ToArray();
        double[] sums = new double[expected.Length], errors = new double[counts.Length];
        double norm = expected.Average(e => Math.Abs(e));
        for (int t = 0, done = 0; t < Steps; t++)
        {
            for (int i = 0; i < sums.Length; i++) sums[i] += output[(t * sums.Length) + i];
            if (t + 1 != counts[done]) continue;
            errors[done++] = Enumerable.Range(0, sums.Length).Average(i => Math.Abs((sums[i] / (t + 1)) - expected[i])) / norm;
            phase.Report((double)done / counts.Length);
        }

        double slope = MathNet.Numerics.Fit.Line([.. counts.Select(c => Math.Log(c))], [.. errors.Select(e => Math.Log(e))]).B;
        context.Claim(Claims[1], slope);
        context.Result($"relative error of the output after {Steps} steps", errors[^1]);
        context.Figure(new LineFigure(
            "Error of a network", $"{Layers} layers of {Width} neurons with random weights: mean error of the output relative to its mean size. An error of one spike falls with the slope -1.", new Axis("steps") { Logarithmic = true }, new Axis("relative error") { Logarithmic = true },
            new Series("network", [.. counts.Select(c => (double)c)], errors),
            new Series("slope -1", [.. counts.Select(c => (double)c)], [.. counts.Select(c => errors[0] * counts[0] / c)])));
    }

    private static double Largest(LayerNetwork network, Tensor input)
    {
        double largest = 0;
        Tensor x = input.RepeatOverTime(1);
        foreach (Module module in network.Children)
        {
            x = module.Forward(x);
            foreach (float value in x.Expanded().Values) largest = Math.Max(largest, value);
        }

        return largest;
    }
}
