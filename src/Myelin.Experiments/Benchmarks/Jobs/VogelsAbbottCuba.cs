using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Benchmarks.Jobs;

/// <summary>The current-based network of Vogels and Abbott (2005), as in the benchmark of Brette et al. (2007).</summary>
public sealed class VogelsAbbottCuba : NetworkJob
{
    /// <inheritdoc/>
    public override string Name => "cuba";

    /// <inheritdoc/>
    public override string Description => "Vogels-Abbott CUBA: 4,000 neurons, 320,000 synapses, 10 s at 0.1 ms; running time";

    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("Brian2 2.5.1 standalone, float32, 1 thread", 0.391, "reference machine"),
        new("GeNN 5.4 CPU, float32, 1 thread", 0.916, "reference machine"),
        new("NEST 3.10, 2 threads", 2.51, "reference machine"),
    ];

    /// <inheritdoc/>
    protected override Time Duration => 10 * s;

    /// <inheritdoc/>
    protected override Network Describe(ulong seed)
    {
        var network = new Network(seed);
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
        Population excitatory = network.Population("E", 3_200, model), inhibitory = network.Population("I", 800, model);
        foreach (Population target in (Population[])[excitatory, inhibitory])
        {
            network.Initialize(target, "U", Uniform(-60 * mV, -50 * mV));
            network.Connect(excitatory, target, FixedProbability(0.02), 16.2 * pA, Dt);
            network.Connect(inhibitory, target, FixedProbability(0.02), -90 * pA, Dt);
        }

        return network;
    }
}
