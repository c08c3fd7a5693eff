using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation;
using static Myelin.Syntax;

namespace Myelin.Experiments.DiehlCook;

/// <summary>
/// A population that competes for its inputs: every pixel is a Poisson source, excitatory neurons learn their weights by spike timing, each of them excites one inhibitory neuron
/// and this silences all others. The numbers are those of Diehl and Cook (2015) as Hazan et al. (2018), BindsNET, have them: membranes jump instead of having conductances.
/// </summary>
internal sealed class CompetitiveNetwork : IDisposable
{
    /// <summary>Rate of a white pixel [Hz].</summary>
    public const double WhiteRate = 128;

    // What a white pixel's rate rises by where an image is answered by too few spikes, and how often.
    private const double RateStep = 32;
    private const int MostAttempts = 5;
    private const int FewestSpikes = 5;

    private static readonly Time show = 250 * ms;
    private static readonly Time pause = 100 * ms;

    private readonly Simulator simulator;
    private readonly Drive rates;
    private readonly Population excitatory;
    private readonly Population inhibitory;
    private readonly Projection learnt;
    private readonly double[] pixels;
    private readonly double[] none;
    private readonly double[] theta;
    private readonly double[] restE;
    private readonly double[] restI;
    private readonly double[] free;

    public CompetitiveNetwork(int inputs, int neurons, ulong seed, int threads)
    {
        var network = new Network(seed);
        Population source = network.Population("pixels", inputs, new InhomogeneousPoisson());
        var lif = new AdaptiveThresholdLif();
        var inhibitoryLif = new AdaptiveThresholdLif
        {
            TauM = 10 * ms, Rest = -60 * mV, Reset = -45 * mV, Threshold = -40 * mV, Refractory = 2 * ms, ThetaPlus = 0 * mV,
        };
        excitatory = network.Population("excitatory", neurons, lif);
        inhibitory = network.Population("inhibitory", neurons, inhibitoryLif);
        rates = network.Drive(source, Steered("Hz"));
        learnt = network.Connect(source, excitatory, AllToAll(), Uniform(0 * mV, 0.3 * mV), delay: 1 * ms);
        network.Connect(excitatory, inhibitory, OneToOne(), 22.5 * mV, delay: 1 * ms);
        float[] others = new float[neurons * neurons];
        for (int i = 0; i < others.Length; i++) others[i] = i / neurons == i % neurons ? 0 : -120;
        network.Connect(inhibitory, excitatory, new Dense(new WeightTensor(others, neurons, neurons), "mV"), delay: 1 * ms);
        network.Learn(learnt, new PostPre { NuPre = 1e-4, NuPost = 1e-2 }, DelayPlace.Axon);
        network.Learn(learnt, new IncomingNormalisation { Total = 78.4, Period = show + pause });
        simulator = new Simulator(network, dt: 1 * ms, r => r.Counts(excitatory), new SimulationOptions { Threads = threads });

        // The clock of the normalisation ticks in the step that begins at its time: with one step ahead, an image ends behind its tick.
        simulator.RunSteps(1);
        pixels = new double[inputs];
        none = new double[inputs];
        theta = new double[neurons];
        free = new double[neurons];
        restE = [.. Enumerable.Repeat(lif.Rest.InMillivolts, neurons)];
        restI = [.. Enumerable.Repeat(inhibitoryLif.Rest.InMillivolts, neurons)];
    }

    /// <summary>Number of excitatory neurons.</summary>
    public int Neurons => excitatory.Size;

    /// <summary>The learnt weights, source by source: [inputs, neurons].</summary>
    public double[] Weights => simulator.Weights(learnt).Values;

    /// <summary>How far the thresholds have risen [mV].</summary>
    public double[] Thresholds
    {
        get
        {
            simulator.GetState(excitatory, "Theta", theta);
            return theta;
        }
    }

    /// <summary>From now on nothing is learnt.</summary>
    public void StopLearning()
    {
        simulator.Freeze(learnt);
        _ = Thresholds;
        IsFrozen = true;
    }

    /// <summary>Whether nothing is learnt any more.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Shows an image until it is answered.</summary>
    /// <param name="image">Intensities, 0 to 1.</param>
    /// <param name="counts">Filled with how often each excitatory neuron fired.</param>
    public void Show(ReadOnlySpan<float> image, Span<int> counts)
    {
        double white = WhiteRate;
        for (int attempt = 0; attempt < MostAttempts; attempt++, white += RateStep)
        {
            for (int i = 0; i < pixels.Length; i++) pixels[i] = white * image[i];
            simulator.Steer(rates, pixels);
            simulator.Run(show);
            simulator.Steer(rates, none);
            simulator.Run(pause);
            simulator.TakeCounts(excitatory, counts);
            Rest();
            int total = 0;
            foreach (int count in counts) total += count;
            if (total >= FewestSpikes) return;
        }
    }

    public void Dispose() => simulator.Dispose();

    private void Rest()
    {
        simulator.SetState(excitatory, "U", restE);
        simulator.SetState(excitatory, "Hold", free);
        simulator.SetState(inhibitory, "U", restI);
        if (IsFrozen) simulator.SetState(excitatory, "Theta", theta);
    }
}
