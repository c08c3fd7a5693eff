using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A conductance that rises and falls as an alpha function, whose peak, after the time constant, is the weight. It acts from the next step on,
/// with its mean over each step, at the membrane potential of the step's start.
/// </summary>
/// <equation>I = G (Reversal - U); G(t) = weight e (t / tau) exp(-t / tau)</equation>
/// <source>Rall (1967), J. Neurophysiol. 30, 1138, eq. 2.</source>
[Receptor("nS")]
public readonly partial record struct AlphaConductance()
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

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Course = TwoStageCourse.OfPeak(Tau, Tau, dt),
        Reversal = Reversal.InMillivolts,
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V arriving, V membrane)
        where V : struct, IValue<V> =>
        TwoStageCourse.Step(ref s.G, ref s.D, c.Course, arriving) * (c.Reversal - membrane);
}
