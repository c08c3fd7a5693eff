using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Generators.Tests.Models;

/// <summary>
/// A leaky <see cref="System.Collections.Generic.List{T}">integrator</see> with a <c>threshold</c>, see <see cref="Leaky.Lower(Time)"/>.
/// <para>It has one of each kind of parameter.</para>
/// </summary>
/// <equation>dU/dt = -U / tau + I; "spike" where U &gt;= threshold</equation>
/// <source>Lapicque (1907), equation 1.</source>
[Neuron]
public readonly partial record struct Leaky()
{
    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time Tau { get; init; } = 20 * Syntax.ms;

    /// <summary>Spike threshold.</summary>
    [Between(-90, 40.5)]
    public Voltage Threshold { get; init; } = 1 * Syntax.mV;

    /// <summary>How much of the input arrives.</summary>
    [Between(0, 1)]
    public double Gain { get; init; } = 0.5;

    /// <summary>Number of steps that a spike lasts.</summary>
    [NonNegative]
    public int Hold { get; init; } = 3;

    /// <summary>Whether a spike resets the potential.</summary>
    public bool Resets { get; init; } = true;

    /// <summary>No parameter: it cannot be set.</summary>
    public double Rate => 1 / Tau.InMilliseconds;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>exp(-dt / Tau).</summary>
        public V Decay;

        /// <summary>Threshold and potential that a spike takes away.</summary>
        public V Threshold, Jump;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Jump of the potential.</summary>
        [Unit("mV")]
        public V Current;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Decay = Math.Exp(-dt / Tau),
        Threshold = Threshold.InMillivolts,
        Jump = Resets ? Gain / Threshold.InMillivolts : 0,
    };

    /// <summary>One step.</summary>
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        s.U = V.FusedMultiplyAdd(c.Decay, s.U, input.Current);
        V spike = V.Spike(s.U - c.Threshold);
        s.U -= spike * c.Jump;
        return spike;
    }
}
