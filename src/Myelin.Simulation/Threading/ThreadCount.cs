using Myelin.Networks;

namespace Myelin.Simulation.Threading;

/// <summary>How many threads a network can use.</summary>
internal static class ThreadCount
{
    // Below this much work per step (neurons, plus synapses that typical rates make active in a step of 0.1 ms), waiting for each other
    // costs more than a second thread brings.
    private const double WorkPerThread = 6_000;
    private const double ActiveFraction = 1e-3;

    /// <summary>The number asked for, or as many as pay.</summary>
    /// <exception cref="ArgumentException">The number asked for is negative or beyond 1,024.</exception>
    public static int For(Network network, int asked)
    {
        if (asked is < 0 or > 1024) throw new ArgumentException($"The number of threads must be between 1 and 1024, or 0 for the engine's choice; got {asked}.");
        if (asked > 0) return asked;
        double work = network.Neurons + (network.ExpectedSynapses * ActiveFraction);
        return (int)Math.Clamp(work / WorkPerThread, 1, Environment.ProcessorCount);
    }
}
