using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A current that jumps by the weight of an arriving spike and decays exponentially; it acts from the next step on, with its mean over each
/// step.
/// </summary>
/// <equation>dI/dt = -I / tau; I jumps by the weight</equation>
/// <source>Rotter and Diesmann (1999), Biological Cybernetics 81, section 3.1.</source>
[Receptor("pA")]
public readonly partial record struct ExponentialCurrent()
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
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Of the course in time.</summary>
        public ExponentialCourse.Constants<V> Course;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { Course = ExponentialCourse.Lower(Tau, dt) };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V arriving)
        where V : struct, IValue<V> =>
        ExponentialCourse.Step(ref s.I, c.Course, arriving);
}
