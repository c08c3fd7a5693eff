using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A conductance that jumps by the weight of an arriving spike and decays exponentially; it acts from the next step on, with its mean over each
/// step, at the membrane potential of the step's start.
/// </summary>
/// <equation>I = G (Reversal - U); dG/dt = -G / tau; G jumps by the weight</equation>
/// <source>Dayan and Abbott (2001), "Theoretical Neuroscience", eqs. 5.30 and 5.31.</source>
[Receptor("nS")]
public readonly partial record struct ExponentialConductance()
{
    /// <summary>Time constant.</summary>
    [Positive]
    public Time Tau { get; init; } = 2 * Syntax.ms;

    /// <summary>Potential at which no current flows.</summary>
    public Voltage Reversal { get; init; }

    /// <summary>What the receptors of one neuron remember.</summary>
    public struct State<V>
    {
        /// <summary>Conductance.</summary>
        [Unit("nS")]
        public V G;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Of the course in time.</summary>
        public ExponentialCourse.Constants<V> Course;

        /// <summary>Potential at which no current flows.</summary>
        public V Reversal;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Course = ExponentialCourse.Lower(Tau, dt),
        Reversal = Reversal.InMillivolts,
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V arriving, V membrane)
        where V : struct, IValue<V> =>
        ExponentialCourse.Step(ref s.G, c.Course, arriving) * (c.Reversal - membrane);
}
