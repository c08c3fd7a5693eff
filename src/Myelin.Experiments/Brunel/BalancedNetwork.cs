using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Brunel;

/// <summary>The sparsely connected network of Brunel (2000), model A: four fifths excite, one fifth inhibits, each with a tenth of its neurons as inputs.</summary>
internal static class BalancedNetwork
{
    /// <summary>Length of a step.</summary>
    public static Time Dt => 0.1 * ms;

    /// <summary>Describes the network.</summary>
    /// <param name="neurons">Number of neurons, a multiple of 50.</param>
    /// <param name="weight">Jump of the potential by an excitatory spike.</param>
    /// <param name="inhibition">g: how many times stronger an inhibitory spike is.</param>
    /// <param name="drive">External rate over the rate that alone brings the mean potential to the threshold.</param>
    /// <param name="seed">Seed of everything random.</param>
    public static Network Describe(int neurons, Voltage weight, double inhibition, double drive, ulong seed)
    {
        int excitatorySize = neurons / 5 * 4, inhibitorySize = neurons / 5;
        var model = new LifDelta { TauM = 20 * ms, Rest = 0 * mV, Threshold = 20 * mV, Reset = 10 * mV, Refractory = 2 * ms };
        Frequency threshold = model.Threshold / weight / model.TauM;
        var network = new Network(seed);
        Population excitatory = network.Population("E", excitatorySize, model), inhibitory = network.Population("I", inhibitorySize, model);
        foreach (Population target in (Population[])[excitatory, inhibitory])
        {
            network.Connect(excitatory, target, FixedIndegree(excitatorySize / 10), weight, 1.5 * ms);
            network.Connect(inhibitory, target, FixedIndegree(inhibitorySize / 10), -inhibition * weight, 1.5 * ms);
            network.Drive(target, Poisson(drive * threshold, weight));
        }

        return network;
    }
}
