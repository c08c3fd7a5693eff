using Myelin.Simulation.Inference;
using Myelin.Simulation.Machines;

namespace Myelin.Simulation;

/// <summary>How a network is run. None of it changes what the network is; threads change no bit of the results.</summary>
public sealed record SimulationOptions
{
    /// <summary>Number of threads; 0 lets the engine pick by the size of the network and the cores of the machine.</summary>
    public int Threads { get; init; }

    /// <summary>The number type of state and input.</summary>
    public Precision Precision { get; init; }

    /// <summary>How weights drawn from a law are kept; null for half, except where they learn, which is always in full.</summary>
    public WeightStorage? Weights { get; init; }

    /// <summary>
    /// Whether neurons at rest are passed over: blocks of sixteen whose state a step without arrivals did not change, until something arrives. It changes no
    /// bit of the results. It pays where most of a network is silent for long, and costs a little where it is not. Populations of stochastic or coupled neurons, and
    /// networks whose synapses learn or release at random, are advanced as a whole.
    /// </summary>
    public bool EventDriven { get; init; }

    /// <summary>A machine that the run imitates; null for none. Needs <see cref="Precision.Double"/>.</summary>
    public Emulation? Emulation { get; init; }

    /// <summary>Where events enter while the network runs.</summary>
    internal IReadOnlyList<Inlet> Inlets { get; init; } = [];

    /// <summary>
    /// Receives what is being done and how far it is: from the thread that runs the simulation, a few times a second at most; while a network is
    /// built, from the threads that build it, one at a time.
    /// </summary>
    public IProgress<SimulationProgress>? Progress { get; init; }

    /// <summary>Stops building or running at the next safe point.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Bytes that the network may take; 0 for what the machine has.</summary>
    public long MemoryLimit { get; init; }
}

/// <summary>The number type of state and input.</summary>
public enum Precision
{
    /// <summary>32 bits: half the memory traffic, the default.</summary>
    Single,

    /// <summary>64 bits, as the reference tools use.</summary>
    Double,
}

/// <summary>How weights drawn from a law are kept. Equal weights cost nothing and given lists of weights are always kept in full.</summary>
public enum WeightStorage
{
    /// <summary>bfloat16 (8 significant bits), 4 bytes a synapse; full in double precision.</summary>
    Half,

    /// <summary>The precision of the run, 8 or 16 bytes a synapse.</summary>
    Full,
}

/// <summary>How far building or running is.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Fraction">0 to 1.</param>
/// <param name="Detail">A few words, for example the simulated time.</param>
public readonly record struct SimulationProgress(string Phase, double Fraction, string Detail);
