using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests;

/// <summary>Small pieces that many tests build their networks from.</summary>
internal static class Probes
{
    /// <summary>The step of all tests that do not say otherwise: a power of two, so that times are exact.</summary>
    public static readonly Time Dt = 0.125 * ms;

    /// <summary>A neuron that remembers nothing and never fires: its potential is what arrived in the step.</summary>
    public static readonly Leaky Probe = new() { Beta = 0, Threshold = 1e30, Reset = ResetMode.None };

    /// <summary>A neuron that fires where what arrives in a step is above 0.5 in sum.</summary>
    public static readonly Leaky Gate = new() { Beta = 0, Threshold = 0.5, Reset = ResetMode.None };

    public static SimulationOptions Double(int threads = 1) => new() { Threads = threads, Precision = Precision.Double };

    public static SimulationOptions Single(int threads = 1) => new() { Threads = threads };

    /// <summary>The time that a spike at a step carries.</summary>
    public static double EndOf(int step) => (step + 1) * Dt.InMilliseconds;
}
