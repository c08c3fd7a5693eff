using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Resonate-and-fire: a damped oscillation that spikes when inputs arrive in phase. Exact integration; an input adds to the current-
/// like variable at the end of the step. A spike is a voltage-like variable strictly above threshold; it sets the current to 0 and the
/// voltage to the threshold.
/// </summary>
/// <equation>dX/dt = -Damping X - omega U + X input; dU/dt = omega X - Damping U; omega = 2 pi Frequency; spike, X = 0 and U = Threshold where U > Threshold</equation>
/// <source>Izhikevich (2001), Neural Networks 14, eqs. 1 to 3.</source>
[Neuron]
public readonly partial record struct ResonateAndFire()
{
    /// <summary>Frequency of the oscillation.</summary>
    [Positive]
    public Frequency Frequency { get; init; } = 40 * Syntax.Hz;

    /// <summary>Rate at which it dies away.</summary>
    [NonNegative]
    public Frequency Damping { get; init; } = 0.1 / Syntax.ms;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Voltage-like variable.</summary>
        [Unit("")]
        public V U;

        /// <summary>Current-like variable.</summary>
        [Unit("")]
        public V X;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Decay times cosine of the turn of a step.</summary>
        public V Cos;

        /// <summary>Decay times sine of the turn of a step.</summary>
        public V Sin;

        /// <summary>Spike threshold.</summary>
        public V Threshold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double decay = Math.Exp(-(Damping * dt)), turn = 2 * Math.PI * (Frequency * dt);
        return new() { Cos = decay * Math.Cos(turn), Sin = decay * Math.Sin(turn), Threshold = Threshold };
    }

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V x = V.FusedMultiplyAdd(c.Cos, s.X, input.Current - (c.Sin * s.U));
        V u = V.FusedMultiplyAdd(c.Sin, s.X, c.Cos * s.U);
        V spike = V.SpikeAbove(u - c.Threshold);
        s.X = V.Select(spike, V.Zero, x);
        s.U = V.Select(spike, c.Threshold, u);
        return spike;
    }
}
