using Myelin.Connectivity;
using Myelin.Experiments.Training;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Simulation.Recording;
using static Myelin.Syntax;

namespace Myelin.Experiments.SymmetricTeaching;

/// <summary>
/// Pixels, hidden neurons that inhibit each other and whose thresholds rise, and a neuron for every class that a teacher makes fire. Both layers of weights learn by symmetric spike
/// timing, whose pairs only potentiate here (offset 0): what makes weights fall is that their sum is kept. Layers, rule, kept sums and rising thresholds are those of Hao, Huang, Dong
/// and Xu (2020); numbers are ours, and so are two things: the teacher also silences the hidden neurons of other classes, of which every class has a share, and before
/// the network is asked, thresholds are set to the lengths of the neurons' weight vectors, so that a neuron fires for images that are alike enough to what it has learnt, wherever that lies.
/// </summary>
internal sealed class TaughtNetwork : IDisposable
{
    // How brightly images are shown when asking: the rate of a pixel which holds the whole length of an image [Hz].
    private const double AskedRate = 2200;

    // The most of one pixel, and the teacher [Hz].
    private const double HighestRate = 1500, TeacherRate = 200;

    // What a spike takes from the other hidden neurons, and what the teacher takes from those of other classes in every step [mV].
    private const float Inhibition = 300;
    private const double Silence = -50;

    private const double MoreRate = 1.25;
    private const int MostAttempts = 5;
    private const int FewestTaught = 2, FewestAsked = 1;

    private static readonly Time show = 100 * ms;
    private static readonly Time pause = 20 * ms;
    private static readonly Time tauM = 30 * ms;

    private readonly Simulator simulator;
    private readonly Drive pixelRates;
    private readonly Drive teacherRates;
    private readonly Drive silence;
    private readonly Population source;
    private readonly Population hidden;
    private readonly Population output;
    private readonly Projection[] features;
    private readonly Projection readout;
    private readonly double[] pixels;
    private readonly double[] dark;
    private readonly double[] taught;
    private readonly double[] silent;
    private readonly double[] nothing;
    private readonly double[] potentials;
    private readonly double[] theta;
    private readonly double[] risen;
    private readonly double[] hiddenRest;
    private readonly double[] outputRest;
    private readonly double[] hiddenFree;
    private readonly double[] outputFree;
    private readonly int[] answers;
    private readonly double rise;
    private readonly double brightness;
    private readonly double likeness;
    private bool isAsked;
    private int awake = -1;

    /// <summary>Makes the network.</summary>
    /// <param name="inputs">Number of pixels.</param>
    /// <param name="neurons">Number of hidden neurons.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="rate">Learning rate of both layers.</param>
    /// <param name="brightness">Rate of all pixels together while learning [Hz].</param>
    /// <param name="likeness">How alike (cosine) an image has to be to what a neuron has learnt for making it fire when asked, 0 to 1.</param>
    /// <param name="seed">Seed of weights and spikes.</param>
    /// <param name="threads">Number of threads.</param>
    public TaughtNetwork(int inputs, int neurons, int classes, double rate, double brightness, double likeness, ulong seed, int threads)
    {
        this.brightness = brightness;
        this.likeness = likeness;
        var network = new Network(seed);
        var hiddenLif = new AdaptiveThresholdLif { TauM = tauM, Refractory = 2 * ms, ThetaPlus = 1 * mV };
        var outputLif = new AdaptiveThresholdLif { Threshold = -64 * mV, Refractory = 1 * ms, ThetaPlus = 0 * mV };
        rise = hiddenLif.Threshold.InMillivolts - hiddenLif.Rest.InMillivolts;
        source = network.Population("pixels", inputs, new InhomogeneousPoisson());
        Population teacher = network.Population("teacher", classes, new InhomogeneousPoisson());
        hidden = network.Population("hidden", neurons, hiddenLif);
        output = network.Population("classes", classes, outputLif);
        pixelRates = network.Drive(source, Steered("Hz"));
        teacherRates = network.Drive(teacher, Steered("Hz"));
        silence = network.Drive(hidden, Steered("mV"));
                // A projection for every class, of which only the one that is taught learns: the others cost what synapses cost that do not learn.
        features = [.. Enumerable.Range(0, classes).Select(c => network.Connect(source, hidden[Share(c, neurons, classes)], AllToAll(), Uniform(0 * mV, 0.2 * mV), delay: 1 * ms))];
        foreach (Projection feature in features)
        {
            network.Learn(feature, new SymmetricStdp { MaxWeight = 1, Eta = rate, Target = 0 }, DelayPlace.Axon);
            network.Learn(feature, new IncomingNormalisation { Total = 0.1 * inputs, Period = Duration });
        }

        network.Connect(hidden, hidden, Matrix(neurons, 0, -Inhibition), delay: 1 * ms);
        readout = network.Connect(hidden, output, AllToAll(), Uniform(0 * mV, 0.6 * mV), delay: 1 * ms);

        // The teacher also silences the other classes, so that only the right one learns.
        network.Connect(teacher, output, Matrix(classes, 100, -100), delay: 1 * ms);
        network.Learn(readout, new SymmetricStdp { MaxWeight = 10, Eta = rate, Target = 0 }, DelayPlace.Axon);
        network.Learn(readout, new IncomingNormalisation { Total = 0.3 * neurons, Period = Duration });
        simulator = new Simulator(network, dt: 1 * ms, r => r.Counts(source, hidden, output), new SimulationOptions { Threads = threads });
        foreach (Projection feature in features) simulator.Freeze(feature);

        // The clock of the normalisation ticks in the step that begins at its time: with one step ahead, an image ends behind its tick.
        simulator.RunSteps(1);
        pixels = new double[inputs];
        dark = new double[inputs];
        taught = new double[classes];
        silent = new double[neurons];
        nothing = new double[neurons];
        potentials = new double[classes];
        theta = new double[neurons];
        risen = new double[neurons];
        hiddenRest = [.. Enumerable.Repeat(hiddenLif.Rest.InMillivolts, neurons)];
        outputRest = [.. Enumerable.Repeat(outputLif.Rest.InMillivolts, classes)];
        hiddenFree = new double[neurons];
        outputFree = new double[classes];
        answers = new int[classes];
    }

    /// <summary>How long an image is shown, with the pause behind it.</summary>
    public static Time Duration => show + pause;

    /// <summary>Weights of pixels, [inputs, neurons], in mV.</summary>
    public double[] Features
    {
        get
        {
            double[] all = new double[pixels.Length * hidden.Size];
            foreach (Projection feature in features)
            {
                SynapseValues own = simulator.Weights(feature);
                for (int i = 0; i < own.Values.Length; i++) all[(own.Sources[i] * hidden.Size) + own.Targets[i]] = own.Values[i];
            }

            return all;
        }
    }

    /// <summary>Weights of hidden neurons, [neurons, classes], in mV.</summary>
    public double[] Readout => simulator.Weights(readout).Values;

    /// <summary>How far the thresholds of the hidden neurons have risen while they were taught [mV].</summary>
    public double[] Thresholds
    {
        get
        {
            if (!isAsked) simulator.GetState(hidden, "Theta", risen);
            return risen;
        }
    }

    /// <summary>The hidden neurons of a class, of which each has about as many.</summary>
    public static Range Share(int label, int neurons, int classes) => (label * neurons / classes)..((label + 1) * neurons / classes);

    /// <summary>Shows an image while the teacher makes its class fire.</summary>
    /// <param name="image">Intensities, 0 to 1.</param>
    /// <param name="label">Its class.</param>
    /// <param name="counts">Filled with how often each hidden neuron fired.</param>
    public void Teach(ReadOnlySpan<float> image, int label, int[] counts)
    {
        if (isAsked)
        {
            simulator.Thaw(readout);
            simulator.SetState(hidden, "Theta", risen);
            isAsked = false;
        }

        if (awake != label)
        {
            if (awake >= 0) simulator.Freeze(features[awake]);
            simulator.Thaw(features[label]);
            Array.Fill(silent, Silence);
            silent.AsSpan(Share(label, hidden.Size, answers.Length)).Clear();
            simulator.Steer(silence, silent);
            awake = label;
        }

        double sum = 0;
        foreach (float pixel in image) sum += pixel;
        Show(image, brightness / Math.Max(1, sum), label, counts, FewestTaught, null);
    }

    /// <summary>Shows an image without a teacher, and nothing is learnt: the class whose neuron fires most and, of equals, is nearest to firing again.</summary>
    /// <param name="image">Intensities, 0 to 1.</param>
    /// <param name="counts">Filled with how often each hidden neuron fired.</param>
    /// <param name="spikes">Gets the spikes of pixels, then hidden neurons, then classes, as times in ms and numbers; null where only counts are asked for.</param>
    public int Ask(ReadOnlySpan<float> image, int[] counts, ICollection<(double Time, double Neuron)>? spikes = null)
    {
        if (!isAsked)
        {
            _ = Thresholds;
            if (awake >= 0) simulator.Freeze(features[awake]);
            simulator.Freeze(readout);
            simulator.Steer(silence, nothing);
            SetThresholds();
            (awake, isAsked) = (-1, true);
        }

        double square = 0;
        foreach (float pixel in image) square += pixel * pixel;
        return Show(image, AskedRate / Math.Max(1, Math.Sqrt(square)), null, counts, FewestAsked, spikes);
    }

    public void Dispose() => simulator.Dispose();

    private static Dense Matrix(int size, float own, float other)
    {
        float[] weights = new float[size * size];
        for (int i = 0; i < weights.Length; i++) weights[i] = i / size == i % size ? own : other;
        return new Dense(new WeightTensor(weights, size, size), "mV");
    }

    // What the membrane would settle at for an image just like the weights, times how alike one has to be.
    private void SetThresholds()
    {
        Array.Clear(theta);
        foreach (Projection feature in features)
        {
            SynapseValues own = simulator.Weights(feature);
            for (int i = 0; i < own.Values.Length; i++) theta[own.Targets[i]] += own.Values[i] * own.Values[i];
        }

        for (int n = 0; n < theta.Length; n++) theta[n] = (likeness * AskedRate * tauM.InSeconds * Math.Sqrt(theta[n])) - rise;
    }

    // An image that is answered by too few spikes is shown again, brighter.
    private int Show(ReadOnlySpan<float> image, double white, int? label, int[] counts, int fewest, ICollection<(double Time, double Neuron)>? spikes)
    {
        int answer = 0;
        int[] lit = new int[pixels.Length];
        (Population Population, int[] Counts)[] counted = spikes is null ? [(hidden, counts), (output, answers)] : [(source, lit), (hidden, counts), (output, answers)];
        if (spikes is not null) simulator.TakeCounts(source, lit);
        for (int attempt = 0; attempt < MostAttempts; attempt++, white *= MoreRate)
        {
            Rest();
            spikes?.Clear();
            Array.Clear(counts);
            Array.Clear(answers);
            for (int i = 0; i < pixels.Length; i++) pixels[i] = Math.Min(HighestRate, white * image[i]);
            Teacher(label);
            simulator.Steer(pixelRates, pixels);
            CountedRun.For(simulator, show, counted, spikes);
            Teacher(null);
            simulator.Steer(pixelRates, dark);
            CountedRun.For(simulator, pause, counted, spikes, from: show);
            answer = Answer();
            int total = 0;
            foreach (int count in counts) total += count;
            if (total >= fewest) break;
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
        if (isAsked) simulator.SetState(hidden, "Theta", theta);
    }
}
