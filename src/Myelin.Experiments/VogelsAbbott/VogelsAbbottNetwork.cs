using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using static Myelin.Syntax;

namespace Myelin.Experiments.VogelsAbbott;

/// <summary>The networks of Vogels and Abbott (2005), as benchmarks 1 and 2 of Brette et al. (2007): 3,200 excitatory and 800 inhibitory neurons.</summary>
internal static class VogelsAbbottNetwork
{
    private const int PublishedSize = 4_000;
    private const double PublishedProbability = 0.02;

    /// <summary>Length of a step; the delay is one step.</summary>
    public static Time Dt => 0.1 * ms;

    /// <summary>CUBA: synapses add currents.</summary>
    /// <param name="seed">Seed of everything random.</param>
    public static Network Current(ulong seed)
    {
        var model = new LifExp
        {
            TauM = 20 * ms,
            TauSynE = 5 * ms,
            TauSynI = 10 * ms,
            Capacitance = 200 * pF,
            Rest = -49 * mV,
            Threshold = -50 * mV,
            Reset = -60 * mV,
            Refractory = 5 * ms,
        };
        Network network = Describe(PublishedSize, model, 16.2 * pA, -90 * pA, seed);
        foreach (Population population in network.Populations) network.Initialize(population, "U", Uniform(-60 * mV, -50 * mV));
        return network;
    }

    /// <summary>COBA: synapses add conductances, which starts it from a state of strong background activity.</summary>
    /// <param name="seed">Seed of everything random.</param>
    /// <param name="neurons">Number of neurons, of which each has as many inputs as in the published network.</param>
    public static Network Conductance(ulong seed, int neurons = PublishedSize)
    {
        var model = new LifCondExp
        {
            Capacitance = 200 * pF,
            Leak = 10 * nS,
            TauSynE = 5 * ms,
            TauSynI = 10 * ms,
            Rest = -60 * mV,
            ReversalE = 0 * mV,
            ReversalI = -80 * mV,
            Threshold = -50 * mV,
            Reset = -60 * mV,
            Refractory = 5 * ms,
        };
        Network network = Describe(neurons, model, 6 * nS, 67 * nS, seed);
        foreach (Population population in network.Populations)
        {
            network.Initialize(population, "U", Normal(-65 * mV, 5 * mV));
            network.Initialize(population, "Ge", Normal(40 * nS, 15 * nS));
            network.Initialize(population, "Gi", Normal(200 * nS, 120 * nS));
        }

        return network;
    }

    private static Network Describe(int neurons, INeuronModel model, Distribution excitation, Distribution inhibition, ulong seed)
    {
        var network = new Network(seed);
        Population excitatory = network.Population("E", neurons / 5 * 4, model), inhibitory = network.Population("I", neurons / 5, model);
        double probability = PublishedProbability * PublishedSize / neurons;
        foreach (Population target in (Population[])[excitatory, inhibitory])
        {
            network.Connect(excitatory, target, FixedProbability(probability), excitation, Dt, "Excitatory");
            network.Connect(inhibitory, target, FixedProbability(probability), inhibition, Dt, "Inhibitory");
        }

        return network;
    }
}
