using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A current that is a difference of two exponentials, whose peak is the weight. It acts from the next step on, with its mean over each step.
/// </summary>
/// <equation>I(t) = weight k (exp(-t / tauDecay) - exp(-t / tauRise)), k such that the peak is the weight</equation>
/// <source>Roth and van Rossum (2009), "Computational Modeling Methods for Neuroscientists", eqs. 6.4 to 6.6.</source>
[Receptor("pA")]
public readonly partial record struct BetaCurrent()
{
    /// <summary>Time constant of the onset.</summary>
    [Positive]
    public Time TauRise { get; init; } = 0.5 * Syntax.ms;

    /// <summary>Time constant of the decay.</summary>
    [Positive]
    public Time TauDecay { get; init; } = 2 * Syntax.ms;

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

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => TwoStageCourse.Conflict(TauRise, TauDecay);

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { Course = TwoStageCourse.OfPeak(TauRise, TauDecay, dt) };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V arriving)
        where V : struct, IValue<V> =>
        TwoStageCourse.Step(ref s.I, ref s.D, c.Course, arriving);
}
