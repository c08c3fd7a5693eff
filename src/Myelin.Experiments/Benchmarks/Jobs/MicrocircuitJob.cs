using Myelin.Experiments.Microcircuit;
using Myelin.Networks;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Benchmarks.Jobs;

/// <summary>The cortical microcircuit at some scale, without recording; the real-time factor after half a second that is discarded.</summary>
public abstract class MicrocircuitJob(double scale, BackgroundInput input, Time duration) : NetworkJob
{
    /// <inheritdoc/>
    public override string Description => $"Cortical microcircuit, scale {scale}, {input} input, {duration.InSeconds} s after 0.5 s; wall-clock over simulated time";

    /// <inheritdoc/>
    public override string Unit => "s per s";

    /// <inheritdoc/>
    protected override Time Warmup => 500 * ms;

    /// <inheritdoc/>
    protected override Time Duration => duration;

    /// <inheritdoc/>
    protected override Network Describe(ulong seed) => PotjansDiesmann.Describe(scale, input, seed);

    /// <inheritdoc/>
    protected override double Figure(double seconds) => seconds / duration.InSeconds;
}

/// <summary>Full scale with Poisson input.</summary>
public sealed class MicrocircuitFull() : MicrocircuitJob(1, BackgroundInput.Poisson, 10 * s)
{
    /// <inheritdoc/>
    public override string Name => "microcircuit";

    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("GeNN 5.4 CPU, float32, 1 thread", 25.8, "reference machine"),
        new("NEST 3.10, 2 threads", 50.9, "reference machine"),
        new("NEST, 128 cores", 0.67, "Kurth et al. (2022), two AMD EPYC Rome"),
    ];
}

/// <summary>Full scale with constant currents.</summary>
public sealed class MicrocircuitDc() : MicrocircuitJob(1, BackgroundInput.Dc, 10 * s)
{
    /// <inheritdoc/>
    public override string Name => "microcircuit-dc";
}

/// <summary>A fifth of the neurons and in-degrees.</summary>
public sealed class MicrocircuitFifth() : MicrocircuitJob(0.2, BackgroundInput.Poisson, 10 * s)
{
    /// <inheritdoc/>
    public override string Name => "microcircuit-0.2";

    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("GeNN 5.4 CPU, float32, 1 thread", 1.93, "reference machine"),
        new("NEST 3.10, 2 threads", 4.73, "reference machine"),
    ];
}

/// <summary>A tenth of the neurons and in-degrees.</summary>
public sealed class MicrocircuitTenth() : MicrocircuitJob(0.1, BackgroundInput.Poisson, 10 * s)
{
    /// <inheritdoc/>
    public override string Name => "microcircuit-0.1";

    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("GeNN 5.4 CPU, float32, 1 thread", 0.655, "reference machine"),
        new("NEST 3.10, 2 threads", 1.83, "reference machine"),
    ];
}
