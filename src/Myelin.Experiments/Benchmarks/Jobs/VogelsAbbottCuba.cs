using Myelin.Experiments.VogelsAbbott;
using Myelin.Networks;
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
    protected override Network Describe(ulong seed) => VogelsAbbottNetwork.Current(seed);
}
