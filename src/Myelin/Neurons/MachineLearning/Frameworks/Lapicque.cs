using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Lapicque's leaky integrator: a resistor and a capacitor in parallel, explicit Euler. A spike is a membrane strictly above threshold;
/// the reset acts one step late and is not differentiated, as in snnTorch, and a reset to zero drops the input of its step.
/// </summary>
/// <equation>U[t] = U[t-1] + (R X[t] - U[t-1]) dt / Tau after the reset; S[t] = 1 where U[t] > Threshold</equation>
/// <source>Lapicque (1907), J. Physiol. Pathol. Gen. 9; Brunel and van Rossum (2007), Biological Cybernetics 97, eq. 1; snnTorch Lapicque.</source>
[Neuron]
public readonly partial record struct Lapicque()
{
    /// <summary>Membrane time constant R C.</summary>
    [Positive]
    public Time Tau { get; init; } = 5 * Syntax.ms;

    /// <summary>Resistance: what the membrane approaches for an input of 1.</summary>
    [Positive]
    public double Resistance { get; init; } = 1;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What a spike does to the membrane, one step later.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Subtract;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>dt / Tau.</summary>
        public V Rate;

        /// <summary>Resistance dt / Tau.</summary>
        public V Gain;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What a spike of the step before does.</summary>
        public DelayedReset.Constants<V> Reset;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => dt <= Tau ? null : $"The step of {dt} is too long for explicit Euler; it must be at most Tau of {Tau}.";

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Rate = dt / Tau,
        Gain = Resistance * (dt / Tau),
        Threshold = Threshold,
        Reset = DelayedReset.Lower(Reset, ResetTiming.NextStep),
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V late = s.U > c.Threshold;
        V u = V.FusedMultiplyAdd(c.Gain, input.Current, s.U - (c.Rate * s.U));
        s.U = DelayedReset.Late(u, late, c.Threshold, c.Reset);
        return V.SpikeAbove(s.U - c.Threshold);
    }
}
