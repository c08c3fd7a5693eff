using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A current that rises and falls as an alpha function, whose peak, after the time constant, is the weight. It acts from the next step on, with
/// its mean over each step.
/// </summary>
/// <equation>I(t) = weight e (t / tau) exp(-t / tau)</equation>
/// <source>Rall (1967), J. Neurophysiol. 30, 1138, eq. 2; Rotter and Diesmann (1999), section 3.1.2.</source>
[Receptor("pA")]
public readonly partial record struct AlphaCurrent()
{
    /// <summary>Time constant.</summary>
    [Positive]
    public Time Tau { get; init; } = 2 * Syntax.ms;

    /// <summary>What the receptors of one neuron remember.</summary>
    public struct State<V>
    {
        /// <summary>Current.</summary>
        [Unit("pA")]
        public V I;

        /// <summary>What feeds it [per ms].</summary>
        [Unit("pA/ms")]
        public V D;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Of the course in time.</summary>
        public TwoStageCourse.Constants<V> Course;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { Course = TwoStageCourse.OfPeak(Tau, Tau, dt) };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V arriving)
        where V : struct, IValue<V> =>
        TwoStageCourse.Step(ref s.I, ref s.D, c.Course, arriving);
}
