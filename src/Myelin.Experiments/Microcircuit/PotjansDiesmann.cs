using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Microcircuit;

/// <summary>How the neurons outside the column are represented.</summary>
public enum BackgroundInput
{
    /// <summary>Independent Poisson trains.</summary>
    Poisson,

    /// <summary>The mean of those trains as a constant current.</summary>
    Dc,
}

/// <summary>
/// The network below 1 mm2 of early sensory cortex: four layers, an excitatory and an inhibitory population in each. Sizes, connection
/// probabilities, in-degrees, weights and delays from the paper's tables; the down-scaling of van Albada, Helias and Diesmann (2015).
/// </summary>
/// <remarks>Source: Potjans and Diesmann (2014), Cerebral Cortex 24, tables 4 and 5.</remarks>
public static class PotjansDiesmann
{
    private const double PotentialMillivolts = 0.15;
    private const double InhibitionFactor = -4;
    private const double BackgroundHertz = 8;
    private const double WeightSpread = 0.1;
    private const double DelaySpread = 0.5;

    private static readonly int[] sizes = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948];
    private static readonly int[] backgroundIndegrees = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100];

    // Mean rates of the full-scale network [Hz], which the compensation of down-scaling needs.
    private static readonly double[] meanRates = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829];

    // Where the membranes are in the stationary state [mV], so that a run starts without a volley.
    private static readonly double[] initialMeans = [-68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43];
    private static readonly double[] initialDeviations = [5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48];

    // Rows are targets, columns are sources.
    private static readonly double[][] probabilities =
    [
        [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0],
        [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0],
        [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.0],
        [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0],
        [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0],
        [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.0],
        [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
        [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
    ];

    private static readonly LifExp neuron = new()
    {
        TauM = 10 * ms,
        TauSynE = 0.5 * ms,
        TauSynI = 0.5 * ms,
        Capacitance = 250 * pF,
        Rest = -65 * mV,
        Threshold = -50 * mV,
        Reset = -65 * mV,
        Refractory = 2 * ms,
    };

    /// <summary>The time step of the published simulations.</summary>
    public static Time Dt => 0.1 * ms;

    /// <summary>Names of the populations, from the surface down.</summary>
    public static IReadOnlyList<string> Names { get; } = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"];

    /// <summary>Describes the network.</summary>
    /// <param name="scale">Fraction of neurons and of in-degrees, above 0 and up to 1.</param>
    /// <param name="background">How the neurons outside the column are represented.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentException">The scale is out of range.</exception>
    public static Network Describe(double scale, BackgroundInput background, ulong seed)
    {
        if (!(scale > 0 && scale <= 1)) throw new ArgumentException($"The scale of the microcircuit must be above 0 and at most 1, got {scale}.");
        var network = new Network(seed);
        double strength = 1 / Math.Sqrt(scale);
        Current external = Weight(1, 0);
        var populations = new Population[sizes.Length];
        for (int t = 0; t < sizes.Length; t++)
        {
            Current missing = (1 - Math.Sqrt(scale)) * MeanInput(t);
            Current constant = background == BackgroundInput.Dc ? Math.Sqrt(scale) * MeanBackground(t) : 0 * pA;
            populations[t] = network.Population(Names[t], Math.Max(1, (int)Math.Round(sizes[t] * scale)), neuron with { Bias = missing + constant });
            network.Initialize(populations[t], "U", Normal(initialMeans[t] * mV, initialDeviations[t] * mV));
            if (background == BackgroundInput.Poisson)
                network.Drive(populations[t], Poisson(Math.Round(backgroundIndegrees[t] * scale) * BackgroundHertz * Hz, strength * external));
        }

        for (int t = 0; t < sizes.Length; t++)
        {
            for (int s = 0; s < sizes.Length; s++)
            {
                long synapses = (long)Math.Round(Synapses(t, s) * scale * scale);
                if (synapses == 0) continue;
                Current weight = strength * Weight(t, s);
                Time delay = IsExcitatory(s) ? 1.5 * ms : 0.75 * ms;
                network.Connect(
                    populations[s],
                    populations[t],
                    FixedTotalNumber(synapses),
                    IsExcitatory(s)
                        ? Normal(weight, WeightSpread * weight, min: 0 * pA)
                        : Normal(weight, -WeightSpread * weight, max: 0 * pA),
                    Normal(delay, DelaySpread * delay, min: 0.5 * Dt));
            }
        }

        return network;
    }

    private static bool IsExcitatory(int population) => population % 2 == 0;

    // The number of synapses between two populations of full size for which a pair is connected with the published probability, when
    // synapses are drawn with replacement (eq. 1 of the paper).
    private static double Synapses(int target, int source)
    {
        double pairs = (double)sizes[target] * sizes[source];
        return Math.Log(1 - probabilities[target][source]) / Math.Log((pairs - 1) / pairs);
    }

    // The mean weight of a projection of full size; the background has that of an ordinary excitatory source.
    private static Current Weight(int target, int source)
    {
        double toL23EFromL4E = target == 0 && source == 2 ? 2 : 1;
        double potential = PotentialMillivolts * toL23EFromL4E * (IsExcitatory(source) ? 1 : InhibitionFactor);
        return potential * CurrentPerPotential * pA;
    }

    // The amplitude of an exponential current whose postsynaptic potential peaks at 1 mV.
    private static double CurrentPerPotential
    {
        get
        {
            double m = neuron.TauM.InMilliseconds, s = neuron.TauSynE.InMilliseconds, c = neuron.Capacitance.InPicofarads;
            double exponent = 1 / (s - m), ratio = m / s;
            return 1 / (m * s / c * exponent * (Math.Pow(ratio, exponent * m) - Math.Pow(ratio, exponent * s)));
        }
    }

    private static Current MeanBackground(int target) =>
        backgroundIndegrees[target] * (BackgroundHertz * Hz * neuron.TauSynE) * Weight(1, 0);

    // What a neuron of the full network receives on average; down-scaling by 1/sqrt(scale) keeps the variance and loses part of this mean.
    private static Current MeanInput(int target)
    {
        Current sum = MeanBackground(target);
        for (int s = 0; s < sizes.Length; s++)
            sum += Synapses(target, s) / sizes[target] * (meanRates[s] * Hz * neuron.TauSynE) * Weight(target, s);
        return sum;
    }
}
