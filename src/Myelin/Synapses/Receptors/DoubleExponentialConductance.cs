using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// An exponential conductance with a gradual onset: its area is that of <see cref="ExponentialConductance"/> with the same weight and decay. It acts
/// from the next step on, with its mean over each step, at the membrane potential of the step's start.
/// </summary>
/// <equation>I = G (Reversal - U); dG/dt = -G / tauDecay + D; dD/dt = -D / tauRise; D jumps by weight / tauRise</equation>
/// <source>Dayan and Abbott (2001), "Theoretical Neuroscience", eq. 5.33; here normalised by its area.</source>
[Receptor("nS")]
public readonly partial record struct DoubleExponentialConductance()
{
    /// <summary>Time constant of the onset.</summary>
    [Positive]
    public Time TauRise { get; init; } = 0.5 * Syntax.ms;

    /// <summary>Time constant of the decay.</summary>
    [Positive]
    public Time TauDecay { get; init; } = 2 * Syntax.ms;

    /// <summary>Potential at which no current flows.</summary>
    public Voltage Reversal { get; init; }

    /// <summary>What the receptors of one neuron remember.</summary>
    public struct State<V>
    {
        /// <summary>Conductance.</summary>
        [Unit("nS")]
        public V G;

        /// <summary>What feeds it [per ms].</summary>
        [Unit("nS/ms")]
        public V D;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Of the course in time.</summary>
        public TwoStageCourse.Constants<V> Course;

        /// <summary>Potential at which no current flows.</summary>
        public V Reversal;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => TwoStageCourse.Conflict(TauRise, TauDecay);

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Course = TwoStageCourse.OfArea(TauRise, TauDecay, dt),
        Reversal = Reversal.InMillivolts,
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V arriving, V membrane)
        where V : struct, IValue<V> =>
        TwoStageCourse.Step(ref s.G, ref s.D, c.Course, arriving) * (c.Reversal - membrane);
}
