using Myelin.Experiments.Benchmarks;

namespace Myelin.Experiments.Tests;

/// <summary>A job whose numbers are known: 3, 1, 2, 3, 1 ...</summary>
public sealed class DemoJob : WholeJob
{
    private int run;

    public override string Name => "demo-job";

    public override string Description => "Counts.";

    public override IReadOnlyList<PeerFigure> Peers => [new("Abacus 1.0", 4, "by hand")];

    public override long MemoryBytes => 1000;

    public override double Run(WholeJobContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        return (run++ % 3) switch { 0 => 3, 1 => 1, _ => 2 };
    }
}

/// <summary>A job that always fails.</summary>
public sealed class DemoFailingJob : WholeJob
{
    public override string Name => "demo-failing";

    public override string Description => "Fails.";

    public override long MemoryBytes => 1000;

    public override double Run(WholeJobContext context) => throw new InvalidOperationException("The abacus has lost a bead.");
}
