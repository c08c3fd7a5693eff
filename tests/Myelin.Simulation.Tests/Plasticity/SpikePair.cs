using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>Neurons that fire at given times and no others, and plastic synapses from each of some to each of others.</summary>
internal sealed class SpikePair
{
    private readonly Network network;
    private readonly Time dt;
    private Population? modulator;

    public SpikePair(double[] pre, double[] post, IPlasticityRuleModel rule, double weight, Time delay, Time dt, DelayPlace place = DelayPlace.Dendrite, bool modulated = true)
        : this([pre], [post], rule, [weight], delay, dt, place)
    {
    }

    /// <summary>Weights by source, then target.</summary>
    public SpikePair(double[][] pre, double[][] post, IPlasticityRuleModel rule, double[] weights, Time delay, Time dt, DelayPlace place = DelayPlace.Dendrite)
    {
        network = new Network(7);
        this.dt = dt;
        Sources = network.Population("pre", pre.Length, new Parrot());

        // Only the replay's spikes, each a million times what the synapses deliver, reach the threshold.
        Targets = network.Population("post", post.Length, new LifDelta { Rest = 0 * mV, Reset = 0 * mV, Threshold = 1e6 * mV, Refractory = 0 * ms });
        network.Drive(Sources, SpikeReplay([.. pre.SelectMany(t => t)], [.. pre.SelectMany((t, n) => t.Select(_ => n))]));
        network.Drive(Targets, SpikeReplay([.. post.SelectMany(t => t)], [.. post.SelectMany((t, n) => t.Select(_ => n))], 1e9 * mV));
        int[] from = [.. Enumerable.Range(0, pre.Length).SelectMany(s => Enumerable.Repeat(s, post.Length))];
        int[] to = [.. Enumerable.Range(0, pre.Length).SelectMany(_ => Enumerable.Range(0, post.Length))];
        Projection = network.Connect(Sources, Targets, Explicit(from, to, weights, unit: "mV"), delay: delay);
        (Rule, Place) = (rule, place);
    }

    public Population Sources { get; }

    public Population Targets { get; }

    public Projection Projection { get; }

    public IPlasticityRuleModel Rule { get; }

    public DelayPlace Place { get; }

    public Network Network => network;

    /// <summary>A population whose spikes are the third factor.</summary>
    public void AddModulator(double[] times)
    {
        modulator = network.Population("modulator", 1, new Parrot());
        network.Drive(modulator, SpikeReplay(times, new int[times.Length]));
    }

    public Simulator Build(Precision precision = Precision.Single, int threads = 1)
    {
        network.Learn(Projection, Rule, Place, modulator);
        return new Simulator(network, dt, r => r.Spikes(Targets), new SimulationOptions { Precision = precision, Threads = threads });
    }
}
