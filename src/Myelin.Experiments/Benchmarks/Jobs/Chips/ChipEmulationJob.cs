using Myelin.Experiments.Brunel;
using Myelin.Experiments.Running;
using Myelin.Hardware.Chips;
using Myelin.Hardware.Mapping;
using Myelin.Hardware.Running;
using Myelin.Networks;
using Myelin.Simulation;
using Myelin.Simulation.Building;
using static Myelin.Syntax;

namespace Myelin.Experiments.Benchmarks.Jobs.Chips;

/// <summary>Brunel's network in the words of Loihi-class cores, beside the simulator.</summary>
public sealed class ChipEmulationJob : WholeJob
{
    private const int Steps = 5000;

    private readonly List<FurtherFigure> further = [];

    /// <inheritdoc/>
    public override string Name => "chip-emulation";

    /// <inheritdoc/>
    public override string Description => "Brunel with 10,000 neurons and 10 M synapses, 0.5 s at 0.1 ms, in the words of Loihi-class cores; running time";

    /// <inheritdoc/>
    public override IReadOnlyList<FurtherFigure> Further => further;

    /// <inheritdoc/>
    public override long MemoryBytes => MemoryEstimate.Of(Describe(0)).Bytes * 8;

    /// <inheritdoc/>
    public override double Run(WholeJobContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using Phase phase = context.Phase(Name);
        ChipMapping mapping = ChipCatalogue.Get("loihi").Map(Describe(context.Seed), BalancedNetwork.Dt, new MappingOptions { Cancellation = context.Cancellation });
        double mapped = phase.Elapsed.TotalSeconds;
        using var run = new ChipRun(mapping, null, new ChipRunOptions { IgnoreLimits = true, Threads = context.Threads, Cancellation = context.Cancellation });
        run.RunSteps(Steps);
        using var doubles = new ChipRun(mapping, null, new ChipRunOptions { IgnoreLimits = true, Quantised = false, Threads = context.Threads, Cancellation = context.Cancellation });
        doubles.RunSteps(Steps);
        using var exact = new Simulator(Describe(context.Seed), BalancedNetwork.Dt, null, new SimulationOptions { Precision = Precision.Double, Threads = context.Threads, Cancellation = context.Cancellation });
        exact.RunSteps(Steps);
        using var plain = new Simulator(Describe(context.Seed), BalancedNetwork.Dt, null, new SimulationOptions { Threads = context.Threads, Cancellation = context.Cancellation });
        plain.RunSteps(Steps);
        double seconds = run.Simulator.RunTime.TotalSeconds;
        further.Clear();
        further.Add(new FurtherFigure("the simulator in single precision", plain.RunTime.TotalSeconds, "s"));
        further.Add(new FurtherFigure("the simulator in double precision", exact.RunTime.TotalSeconds, "s"));
        further.Add(new FurtherFigure("with the chip's wires, in double precision", doubles.Simulator.RunTime.TotalSeconds, "s"));
        further.Add(new FurtherFigure("over the simulator", seconds / plain.RunTime.TotalSeconds, ""));
        further.Add(new FurtherFigure("mapping", mapped, "s"));
        further.Add(new FurtherFigure("spikes over the simulator's", (double)run.Spikes / plain.SpikeCount, ""));
        return seconds;
    }

    private static Network Describe(ulong seed) => BalancedNetwork.Describe(10_000, 0.1 * mV, 5, 2, seed);
}
