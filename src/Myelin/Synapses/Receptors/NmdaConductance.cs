using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// NMDA receptors: a slow conductance, a difference of two exponentials whose peak is the weight, that magnesium blocks near rest. It acts from
/// the next step on, with its mean over each step, at the membrane potential of the step's start.
/// </summary>
/// <equation>I = G B(U) (Reversal - U); B(U) = 1 / (1 + exp(-0.062 U / mV) [Mg] / 3.57 mM); G(t) = weight k (exp(-t / tauDecay) - exp(-t / tauRise)), k such that the peak is the weight</equation>
/// <source>Jahr and Stevens (1990), J. Neurosci. 10, 3178, eq. 4a.</source>
[Receptor("nS")]
public readonly partial record struct NmdaConductance()
{
    /// <summary>Time constant of the onset.</summary>
    [Positive]
    public Time TauRise { get; init; } = 2 * Syntax.ms;

    /// <summary>Time constant of the decay.</summary>
    [Positive]
    public Time TauDecay { get; init; } = 100 * Syntax.ms;

    /// <summary>Potential at which no current flows.</summary>
    public Voltage Reversal { get; init; }

    /// <summary>Concentration of magnesium outside the cell, in mM.</summary>
    [NonNegative]
    public double Magnesium { get; init; } = 1;

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

        /// <summary>Magnesium over the concentration that blocks half of the receptors at 0 mV.</summary>
        public V Block;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => TwoStageCourse.Conflict(TauRise, TauDecay);

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Course = TwoStageCourse.OfPeak(TauRise, TauDecay, dt),
        Reversal = Reversal.InMillivolts,
        Block = Magnesium / 3.57,
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V arriving, V membrane)
        where V : struct, IValue<V>
    {
        V open = V.One / V.FusedMultiplyAdd(c.Block, V.Exp(V.Constant(-0.062) * membrane), V.One);
        return TwoStageCourse.Step(ref s.G, ref s.D, c.Course, arriving) * open * (c.Reversal - membrane);
    }
}
