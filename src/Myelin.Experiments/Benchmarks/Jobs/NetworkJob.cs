using Myelin.Experiments.Running;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Simulation.Building;

namespace Myelin.Experiments.Benchmarks.Jobs;

/// <summary>A network that is built, settled and then timed: wall-clock time of running, without building.</summary>
public abstract class NetworkJob : WholeJob
{
    /// <inheritdoc/>
    public override long MemoryBytes => MemoryEstimate.Of(Describe(0)).Bytes;

    /// <summary>Length of a step.</summary>
    protected static Time Dt => 0.1 * Syntax.ms;

    /// <summary>Simulated time that is discarded first.</summary>
    protected virtual Time Warmup => Time.Zero;

    /// <summary>Simulated time that is timed.</summary>
    protected abstract Time Duration { get; }

    /// <summary>The network.</summary>
    protected abstract Network Describe(ulong seed);

    /// <inheritdoc/>
    public override double Run(WholeJobContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using Phase phase = context.Phase(Name);
        var options = new SimulationOptions { Threads = context.Threads, Cancellation = context.Cancellation, Progress = new PhaseProgress(phase) };
        using var simulator = new Simulator(Describe(context.Seed), Dt, record: null, options);
        simulator.Run(Warmup);
        TimeSpan before = simulator.RunTime;
        simulator.Run(Duration);
        return Figure((simulator.RunTime - before).TotalSeconds);
    }

    /// <summary>The number that is reported for a wall-clock time [s].</summary>
    protected virtual double Figure(double seconds) => seconds;
}
