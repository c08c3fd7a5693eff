using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation;
using static Myelin.Syntax;

namespace Myelin.Experiments.SymmetricTeaching;

/// <summary>
/// Pixels, hidden neurons that inhibit each other and whose thresholds rise, and a neuron for every class that a teacher makes fire. Both layers of weights learn by symmetric spike
/// timing, whose pairs only potentiate here (offset 0): what makes weights fall is that their sum is kept. Structure after Hao, Huang, Dong and Xu (2020); the numbers are
/// ours. Beside those of <see cref="DiehlCook.CompetitiveNetwork"/>, hidden membranes forget sooner and inhibit each other half as strongly, so that a few neurons answer an image, and
/// thresholds rise four times as fast, because before they are up every neuron answers everything.
/// </summary>
internal sealed class TaughtNetwork : IDisposable
{
    // Rates [Hz]: of all pixels together, 128 Hz times what an average digit of MNIST adds up to; the most of one pixel; and of the teacher.
    private const double TotalRate = 128 * 102, HighestRate = 500, TeacherRate = 200;

    // What a spike takes from the other hidden neurons [mV].
    private const float Inhibition = 60;
    private const double MoreRate = 1.25;
    private const int MostAttempts = 5;
    private const int FewestSpikes = 5;

    private static readonly Time show = 250 * ms;
    private static readonly Time pause = 100 * ms;

    private readonly Simulator simulator;
    private readonly Drive pixelRates;
    private readonly Drive teacherRates;
    private readonly Population hidden;
    private readonly Population output;
    private readonly Projection features;
    private readonly Projection readout;
    private readonly double[] pixels;
    private readonly double[] dark;
    private readonly double[] taught;
    private readonly double[] potentials;
    private readonly double[] theta;
    private readonly double[] hiddenRest;
    private readonly double[] outputRest;
    private readonly double[] hiddenFree;
    private readonly double[] outputFree;
    private readonly int[] answers;
    private bool isFrozen;

    public TaughtNetwork(int inputs, int neurons, int classes, double rate, ulong seed, int threads)
    {
        var network = new Network(seed);
        var hiddenLif = new AdaptiveThresholdLif { TauM = 30 * ms, Refractory = 2 * ms, ThetaPlus = 0.2 * mV };
        var outputLif = new AdaptiveThresholdLif { Threshold = -60 * mV, Refractory = 1 * ms, ThetaPlus = 0 * mV };
        Population source = network.Population("pixels", inputs, new InhomogeneousPoisson());
        Population teacher = network.Population("teacher", classes, new InhomogeneousPoisson());
        hidden = network.Population("hidden", neurons, hiddenLif);
        output = network.Population("classes", classes, outputLif);
        pixelRates = network.Drive(source, Steered("Hz"));
        teacherRates = network.Drive(teacher, Steered("Hz"));
        features = network.Connect(source, hidden, AllToAll(), Uniform(0 * mV, 0.3 * mV), delay: 1 * ms);
        network.Connect(hidden, hidden, Matrix(neurons, 0, -Inhibition), delay: 1 * ms);
        readout = network.Connect(hidden, output, AllToAll(), Uniform(0 * mV, 0.6 * mV), delay: 1 * ms);

        // The teacher also silences the other classes, so that only the right one learns.
        network.Connect(teacher, output, Matrix(classes, 100, -100), delay: 1 * ms);
        Time period = show + pause;
        network.Learn(features, new SymmetricStdp { MaxWeight = 1, Eta = rate, Target = 0 }, DelayPlace.Axon);
        network.Learn(features, new IncomingNormalisation { Total = 0.1 * inputs, Period = period });
        network.Learn(readout, new SymmetricStdp { MaxWeight = 10, Eta = 0.1 * rate, Target = 0 }, DelayPlace.Axon);
        network.Learn(readout, new IncomingNormalisation { Total = 0.3 * neurons, Period = period });
        simulator = new Simulator(network, dt: 1 * ms, r => r.Counts(hidden, output), new SimulationOptions { Threads = threads });

        // The clock of the normalisation ticks in the step that begins at its time: with one step ahead, an image ends behind its tick.
        simulator.RunSteps(1);
        pixels = new double[inputs];
        dark = new double[inputs];
        taught = new double[classes];
        potentials = new double[classes];
        theta = new double[neurons];
        hiddenRest = [.. Enumerable.Repeat(hiddenLif.Rest.InMillivolts, neurons)];
        outputRest = [.. Enumerable.Repeat(outputLif.Rest.InMillivolts, classes)];
        hiddenFree = new double[neurons];
        outputFree = new double[classes];
        answers = new int[classes];
    }

    /// <summary>Weights of pixels, [inputs, neurons], in mV.</summary>
    public double[] Features => simulator.Weights(features).Values;

    /// <summary>Weights of hidden neurons, [neurons, classes], in mV.</summary>
    public double[] Readout => simulator.Weights(readout).Values;

    /// <summary>How far the thresholds of the hidden neurons have risen [mV].</summary>
    public double[] Thresholds
    {
        get
        {
            simulator.GetState(hidden, "Theta", theta);
            return theta;
        }
    }

    /// <summary>Shows an image while the teacher makes its class fire.</summary>
    /// <param name="image">Intensities, 0 to 1.</param>
    /// <param name="label">Its class.</param>
    /// <param name="counts">Filled with how often each hidden neuron fired.</param>
    public void Teach(ReadOnlySpan<float> image, int label, Span<int> counts) => Show(image, label, counts);

    /// <summary>Shows an image without a teacher: the class whose neuron fires most and, of equals, is nearest to firing again.</summary>
    /// <param name="image">Intensities, 0 to 1.</param>
    /// <param name="counts">Filled with how often each hidden neuron fired.</param>
    public int Ask(ReadOnlySpan<float> image, Span<int> counts) => Show(image, null, counts);

    /// <summary>From now on nothing is learnt.</summary>
    public void StopLearning()
    {
        simulator.Freeze(features);
        simulator.Freeze(readout);
        _ = Thresholds;
        isFrozen = true;
    }

    public void Dispose() => simulator.Dispose();

    private static Dense Matrix(int size, float own, float other)
    {
        float[] weights = new float[size * size];
        for (int i = 0; i < weights.Length; i++) weights[i] = i / size == i % size ? own : other;
        return new Dense(new WeightTensor(weights, size, size), "mV");
    }

    // An image that is answered by too few spikes is shown again, brighter.
    private int Show(ReadOnlySpan<float> image, int? label, Span<int> counts)
    {
        double sum = 0;
        foreach (float pixel in image) sum += pixel;
        double white = TotalRate / Math.Max(1, sum);
        int answer = 0;
        for (int attempt = 0; attempt < MostAttempts; attempt++, white *= MoreRate)
        {
            for (int i = 0; i < pixels.Length; i++) pixels[i] = Math.Min(HighestRate, white * image[i]);
            Teacher(label);
            simulator.Steer(pixelRates, pixels);
            simulator.Run(show);
            Teacher(null);
            simulator.Steer(pixelRates, dark);
            simulator.Run(pause);
            simulator.TakeCounts(hidden, counts);
            answer = Answer();
            Rest();
            int total = 0;
            foreach (int count in counts) total += count;
            if (total >= FewestSpikes) break;
        }

        return answer;
    }

    private void Teacher(int? label)
    {
        Array.Clear(taught);
        if (label is int c) taught[c] = TeacherRate;
        simulator.Steer(teacherRates, taught);
    }

    private int Answer()
    {
        simulator.TakeCounts(output, answers);
        simulator.GetState(output, "U", potentials);
        int best = 0;
        for (int c = 1; c < answers.Length; c++)
        {
            if ((answers[c], potentials[c]).CompareTo((answers[best], potentials[best])) > 0) best = c;
        }

        return best;
    }

    private void Rest()
    {
        simulator.SetState(hidden, "U", hiddenRest);
        simulator.SetState(hidden, "Hold", hiddenFree);
        simulator.SetState(output, "U", outputRest);
        simulator.SetState(output, "Hold", outputFree);
        if (isFrozen) simulator.SetState(hidden, "Theta", theta);
    }
}
