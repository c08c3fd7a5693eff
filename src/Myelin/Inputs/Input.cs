using Myelin.Quantities;

namespace Myelin.Inputs;

/// <summary>What drives neurons from outside the network: Poisson trains, currents, replayed spikes. A description.</summary>
public abstract record Input
{
    /// <summary>The unit of what the input adds to a port: a current's pA, a weight's unit; empty for pure numbers.</summary>
    public abstract string Unit { get; }

    /// <summary>The port that the input goes to unless another is named: null for the port of a spike's weight, else for example <c>Current</c>.</summary>
    public virtual string? DefaultPort => null;

    /// <summary>The sign of what arrives, which chooses between an excitatory and an inhibitory port.</summary>
    public virtual double Sign => 1;

    /// <summary>Checks the parameters.</summary>
    /// <param name="neurons">Number of neurons driven.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="what">The drive's name, for the message.</param>
    /// <exception cref="ArgumentException">A parameter is out of range or does not fit the number of neurons.</exception>
    public abstract void Validate(int neurons, Time dt, string what);

    /// <summary>Opens the input.</summary>
    /// <param name="neurons">Number of neurons driven.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="index">Index of the drive, which names its random streams.</param>
    public abstract InputSource Open(int neurons, Time dt, ulong seed, uint index);
}

/// <summary>
/// An opened input. What it adds is a pure function of step and neuron, so threads may call it for different neurons at once and a run can be
/// continued from any step.
/// </summary>
public abstract class InputSource
{
    /// <summary>Adds what arrives in a step, single precision.</summary>
    /// <param name="accumulators">One number per neuron, from <paramref name="firstNeuron"/> on.</param>
    /// <param name="firstNeuron">First neuron, counted within the driven neurons; a multiple of 16 where the driven range starts at one.</param>
    /// <param name="step">The step.</param>
    public abstract void Add(Span<float> accumulators, int firstNeuron, long step);

    /// <summary>Adds what arrives in a step, double precision.</summary>
    public abstract void Add(Span<double> accumulators, int firstNeuron, long step);

    /// <summary>Whether it adds the same in a step and in every later one, so that neurons that only it drives can come to rest. False where that is not known.</summary>
    /// <param name="step">The step.</param>
    public virtual bool IsSteady(long step) => false;
}
