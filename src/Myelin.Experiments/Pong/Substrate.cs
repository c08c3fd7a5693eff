using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using static Myelin.Syntax;

namespace Myelin.Experiments.Pong;

/// <summary>What neurons and synapses are made of: here exactly what is described, in biological time.</summary>
internal class Substrate
{
    /// <summary>How many times faster than in biology everything goes.</summary>
    public virtual double Acceleration => 1;

    /// <summary>What a millisecond of biology takes.</summary>
    public Time Millisecond => 1 / Acceleration * ms;

    /// <summary>The neurons that come out when all should be alike.</summary>
    /// <param name="wanted">What each should be.</param>
    public virtual Func<int, LifDelta> Made(LifDelta wanted) => _ => wanted;

    /// <summary>How to run them.</summary>
    /// <param name="learnt">The projection that learns.</param>
    /// <param name="largestWeight">The largest weight that it can have.</param>
    public virtual SimulationOptions Options(Networks.Projection learnt, double largestWeight) => new() { Threads = 1 };
}
