using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>A small recurrent network that fires by itself and learns, with random weights and delays.</summary>
internal static class PlasticNetwork
{
    public static (Network Network, Projection Plastic) Describe(IPlasticityRuleModel rule, DelayPlace place = DelayPlace.Dendrite, IPlasticityRuleModel? slower = null)
    {
        var network = new Network(11);
        var model = new LifDelta { TauM = 20 * ms, Rest = 0 * mV, Threshold = 20 * mV, Reset = 10 * mV, Refractory = 2 * ms };
        Population cells = network.Population("cells", 300, model);
        Population dopamine = network.Population("dopamine", 5, new Parrot());
        network.Drive(cells, Poisson(20 * kHz, 0.1 * mV));
        network.Drive(dopamine, Poisson(4 * Hz, 1));
        Projection plastic = network.Connect(cells, cells, FixedProbability(0.2), Uniform(0.05 * mV, 0.15 * mV), delay: Uniform(0.5 * ms, 3 * ms));
        network.Learn(plastic, rule, place, rule.Info.NeedsFactor ? dopamine : null);
        if (slower is not null) network.Learn(plastic, slower);
        return (network, plastic);
    }
}
