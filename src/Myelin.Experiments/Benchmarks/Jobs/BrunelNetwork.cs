using Myelin.Experiments.Brunel;
using Myelin.Networks;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Benchmarks.Jobs;

/// <summary>The balanced random network of Brunel (2000) with 10,000 neurons, g = 5 and an external rate of twice the threshold rate.</summary>
public sealed class BrunelNetwork : NetworkJob
{
    /// <inheritdoc/>
    public override string Name => "brunel";

    /// <inheritdoc/>
    public override string Description => "Brunel: 10,000 neurons, 10 M synapses, g = 5, eta = 2, 1 s at 0.1 ms; running time";

    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("Brian2 2.5.1 standalone, 2 threads", 2.5, "reference machine"),
        new("NEST 3.10, 2 threads", 4.14, "reference machine"),
    ];

    /// <inheritdoc/>
    protected override Time Duration => 1 * s;

    /// <inheritdoc/>
    protected override Network Describe(ulong seed) => BalancedNetwork.Describe(10_000, 0.1 * mV, 5, 2, seed);
}
