using Myelin.Experiments.VogelsAbbott;
using Myelin.Networks;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Benchmarks.Jobs;

/// <summary>The conductance-based network of Vogels and Abbott (2005) with 10,000 neurons, each with as many inputs as in the benchmark of Brette et al. (2007).</summary>
public sealed class VogelsAbbottCoba : NetworkJob
{
    /// <inheritdoc/>
    public override string Name => "coba";

    /// <inheritdoc/>
    public override string Description => "Vogels-Abbott COBA: 10,000 neurons, 800,000 synapses, 10 s at 0.1 ms; running time";

    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers => [new("Brian2 2.5.1 standalone, float32, exponential Euler, 1 thread", 9.07, "shared machine, 2 cores of an AMD EPYC (Zen 4)")];

    /// <inheritdoc/>
    protected override Time Duration => 10 * s;

    /// <inheritdoc/>
    protected override Network Describe(ulong seed) => VogelsAbbottNetwork.Conductance(seed, 10_000);
}
