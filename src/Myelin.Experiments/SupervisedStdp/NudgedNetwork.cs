using Myelin.Connectivity;
using Myelin.Experiments.Training;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation;
using static Myelin.Syntax;

namespace Myelin.Experiments.SupervisedStdp;

/// <summary>
/// Pixels that fire regularly, a hidden layer and a neuron for each class. First an image is shown freely. Where the classes do not fire as they should, their errors then go back as a
/// current through the weights towards them, into a copy of the hidden layer which gets the same spikes: by how much more the copy fires is the change of rate that moves a
/// hidden neuron's weights, with the presynaptic spikes in a window before. The copy learns the same, so it stays one. That the change of a rate is measured by a copy
/// beside, and the sizes of all this, are ours: the paper's own equations were not at hand.
/// </summary>
internal sealed class NudgedNetwork : IDisposable
{
    // How fast a white pixel fires, how often the right class should in the free phase, and how strong a nudge by one spike too few is.
    private const double WhiteRate = 0.15, Wanted = 5, Strength = 10;

    // Standard deviation of all that arrives at once from a hundred sources.
    private const double FeatureSize = 0.3, ReadoutSize = 3;
    private const int FeedbackEvery = 20;

    private static readonly Time free = 60 * ms, nudged = 60 * ms;

    private readonly Simulator simulator;
    private readonly Drive pixelDrive;
    private readonly Drive nudgeDrive;
    private readonly Population pixels;
    private readonly Population hidden;
    private readonly Population copy;
    private readonly Population classes;
    private readonly Projection features;
    private readonly Projection copiedFeatures;
    private readonly Projection readout;
    private readonly double[] intensities;
    private readonly double[] phases;
    private readonly double[] nudge;
    private readonly double[] error;
    private readonly double[] change;
    private readonly double[] potentials;
    private readonly double[] hiddenState;
    private readonly double[] classState;
    private readonly int[] hiddenCounts;
    private readonly int[] copyCounts;
    private readonly int[] classCounts;
    private double[] feedback;
    private int lessons;

    public NudgedNetwork(int inputs, int neurons, int answers, double rate, ulong seed, int threads)
    {
        var network = new Network(seed);
        var lif = new LifDelta { TauM = 40 * ms, Rest = 0 * mV, Reset = 0 * mV, Threshold = 15 * mV, Refractory = 2 * ms };
        pixels = network.Population("pixels", inputs, new Leaky { Beta = 1 });
        hidden = network.Population("hidden", neurons, lif);
        copy = network.Population("copy", neurons, lif);
        classes = network.Population("classes", answers, lif with { TauM = 20 * ms });
        pixelDrive = network.Drive(pixels, Steered());
        nudgeDrive = network.Drive(copy, Steered("mV"), port: nameof(LifDelta.Input<double>.Voltage));
        Dense start = Weights(neurons, inputs, FeatureSize, seed, 1);
        features = network.Connect(pixels, hidden, start, delay: 1 * ms);
        copiedFeatures = network.Connect(pixels, copy, start, delay: 1 * ms);
        readout = network.Connect(hidden, classes, Weights(answers, neurons, ReadoutSize * Math.Sqrt(1.0 / neurons), seed, 2), delay: 1 * ms);
        var rule = new WindowedStdp { MinWeight = -100, MaxWeight = 100, Eta = rate, Window = 20 * ms };
        network.Learn(features, rule, DelayPlace.Axon);
        network.Learn(copiedFeatures, rule, DelayPlace.Axon);
        network.Learn(readout, rule with { Eta = rate / 2 }, DelayPlace.Axon);
        simulator = new Simulator(network, dt: 1 * ms, r => r.Counts(pixels, hidden, copy, classes), new SimulationOptions { Threads = threads });
        intensities = new double[inputs];
        phases = new double[inputs];
        nudge = new double[neurons];
        change = new double[neurons];
        error = new double[answers];
        potentials = new double[answers];
        hiddenState = new double[neurons];
        classState = new double[answers];
        hiddenCounts = new int[neurons];
        copyCounts = new int[neurons];
        classCounts = new int[answers];
        var random = new RandomStream(seed, StreamPurpose.InitialState, 1);
        for (int i = 0; i < inputs; i++) phases[i] = random.NextDouble();
        feedback = Readout;
    }

    /// <summary>How long an image is shown freely.</summary>
    public static Time Duration => free;

    /// <summary>Weights of pixels, [pixels, hidden], in mV.</summary>
    public double[] Features => simulator.Weights(features).Values;

    /// <summary>Weights of pixels to the copy, the same.</summary>
    public double[] CopiedFeatures => simulator.Weights(copiedFeatures).Values;

    /// <summary>Weights of hidden neurons, [hidden, classes], in mV.</summary>
    public double[] Readout => simulator.Weights(readout).Values;

    /// <summary>What each neuron of the copy was nudged by in the last lesson [mV per step].</summary>
    public ReadOnlySpan<double> Nudge => nudge;

    /// <summary>How many spikes more the copy fired than the hidden layer in the last lesson.</summary>
    public ReadOnlySpan<double> Change => change;

    /// <summary>Hidden spikes of the last free phase.</summary>
    public ReadOnlySpan<int> Hidden => hiddenCounts;

    /// <summary>Shows an image freely.</summary>
    /// <param name="image">Intensities, 0 to 1.</param>
    /// <param name="spikes">Gets the spikes of pixels, then hidden neurons, then classes, as times in ms and numbers; null where they are not asked for.</param>
    /// <returns>The class that fires most and, of equals, is nearest to firing.</returns>
    public int Ask(ReadOnlySpan<float> image, ICollection<(double Time, double Neuron)>? spikes = null)
    {
        Rest();
        for (int i = 0; i < intensities.Length; i++) intensities[i] = WhiteRate * image[i];
        simulator.Steer(pixelDrive, intensities);
        Array.Clear(hiddenCounts);
        Array.Clear(classCounts);
        int[] lit = new int[intensities.Length];
        if (spikes is not null) simulator.TakeCounts(pixels, lit);
        CountedRun.For(simulator, free, spikes is null ? [(hidden, hiddenCounts), (classes, classCounts)] : [(pixels, lit), (hidden, hiddenCounts), (classes, classCounts)], spikes);
        simulator.GetState(classes, "U", potentials);
        int best = 0;
        for (int c = 1; c < classCounts.Length; c++)
        {
            if ((classCounts[c], potentials[c]).CompareTo((classCounts[best], potentials[best])) > 0) best = c;
        }

        return best;
    }

    /// <summary>Shows an image, and learns from it where the classes do not fire as they should.</summary>
    /// <param name="image">Intensities, 0 to 1.</param>
    /// <param name="label">Its class.</param>
    /// <param name="share">What the changes of weights are multiplied with.</param>
    /// <returns>What it took the image for.</returns>
    public int Teach(ReadOnlySpan<float> image, int label, double share)
    {
        int answer = Ask(image);
        bool isWrong = false;
        for (int c = 0; c < error.Length; c++)
        {
            error[c] = c == label ? Math.Max(0, Wanted - classCounts[c]) : -classCounts[c];
            isWrong |= error[c] != 0;
        }

        if (!isWrong) return answer;
        if (lessons++ % FeedbackEvery == 0) feedback = Readout;
        for (int n = 0; n < nudge.Length; n++)
        {
            nudge[n] = 0;
            for (int c = 0; c < error.Length; c++) nudge[n] += Strength / nudged.InMilliseconds * feedback[(n * error.Length) + c] * error[c];
        }

        Continue();
        simulator.SetFactor(features, Scaled(change, share));
        simulator.SetFactor(copiedFeatures, Scaled(change, share));
        simulator.SetFactor(readout, Scaled(error, share));
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose() => simulator.Dispose();

    private static double[] Scaled(double[] values, double share) => [.. values.Select(v => v * share)];

    private static Dense Weights(int targets, int sources, double size, ulong seed, uint which)
    {
        float[] weights = new float[targets * sources];
        var random = new RandomStream(seed, StreamPurpose.Weights, which);
        random.FillUniform(weights);
        foreach (ref float weight in weights.AsSpan()) weight = (float)(((2 * weight) - 1) * size * Math.Sqrt(3));
        return new Dense(new WeightTensor(weights, targets, sources), "mV");
    }

    // The copy starts where the hidden layer is; pixels go on.
    private void Continue()
    {
        simulator.GetState(hidden, "U", hiddenState);
        simulator.SetState(copy, "U", hiddenState);
        simulator.GetState(hidden, "Hold", hiddenState);
        simulator.SetState(copy, "Hold", hiddenState);
        simulator.TakeCounts(copy, copyCounts);
        int[] before = [.. hiddenCounts];
        simulator.Steer(nudgeDrive, nudge);
        simulator.Run(nudged);
        simulator.TakeCounts(copy, copyCounts);
        simulator.TakeCounts(hidden, hiddenCounts);
        for (int n = 0; n < change.Length; n++) change[n] = copyCounts[n] - hiddenCounts[n];
        simulator.TakeCounts(classes, classCounts);
        simulator.Steer(nudgeDrive, new double[nudge.Length]);
        before.CopyTo(hiddenCounts, 0);
    }

    private void Rest()
    {
        Array.Clear(hiddenState);
        Array.Clear(classState);
        simulator.SetState(pixels, "U", phases);
        foreach (string variable in (string[])["U", "Hold"])
        {
            simulator.SetState(hidden, variable, hiddenState);
            simulator.SetState(copy, variable, hiddenState);
            simulator.SetState(classes, variable, classState);
        }
    }
}
