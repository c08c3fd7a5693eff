using Myelin.Experiments.Brunel;
using Myelin.Networks;
using Myelin.Plasticity;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Benchmarks.Jobs;

/// <summary>The network of the job "brunel" whose synapses between excitatory neurons learn by additive pair STDP.</summary>
public sealed class PlasticBrunelNetwork : NetworkJob
{
    /// <inheritdoc/>
    public override string Name => "brunel-stdp";

    /// <inheritdoc/>
    public override string Description => "Brunel as above with pair STDP on its 6.4 M synapses from excitatory to excitatory neurons, 1 s at 0.1 ms; running time";

    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("Brian2 2.5.1 standalone, 2 threads", 10.7, "reference machine"),
        new("NEST 3.10, 2 threads", 11, "reference machine"),
    ];

    /// <inheritdoc/>
    protected override Time Duration => 1 * s;

    /// <inheritdoc/>
    protected override Network Describe(ulong seed)
    {
        Network network = BalancedNetwork.Describe(10_000, 0.1 * mV, 5, 2, seed);
        network.Learn(
            network.Projections.Single(p => p.Source == p.Target && p.Source == (PopulationView)network.Populations[0]),
            new PairStdp { MaxWeight = 0.2, Lambda = 0.001, Alpha = 1.05, TauPlus = 20 * ms, TauMinus = 20 * ms });
        return network;
    }
}
