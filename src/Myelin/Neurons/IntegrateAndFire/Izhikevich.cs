using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Izhikevich's two-variable neuron: with four numbers it fires regularly, bursts, chatters or fires fast. Forward Euler, both equations
/// from the old state; an arriving spike then makes the potential jump, before the threshold test. The time constant tau is 1 ms
/// and the input resistance R is 1 GOhm (1 mV per pA), as the paper's pure numbers imply. Slope, offset and the terms of the recovery are
/// the paper's unless given: some firing patterns of the 2004 paper need others.
/// </summary>
/// <equation>tau dU/dt = 0.04 U^2 / mV + slope U + offset - W + R I; dW/dt = A (B U + shift - decay W); spike, U = C and W = W + D where U >= threshold</equation>
/// <source>Izhikevich (2003), IEEE Trans. Neural Networks 14, eqs. 1 to 3, and (2004), ibid. 15, fig. 1; scheme of NEST izhikevich with consistent_integration.</source>
[Neuron]
public readonly partial record struct Izhikevich()
{
    /// <summary>Rate at which the recovery variable follows (0.02 per ms); negative where inhibition is to excite.</summary>
    public Frequency A { get; init; } = 0.02 / Syntax.ms;

    /// <summary>Sensitivity of the recovery variable to the membrane potential.</summary>
    public double B { get; init; } = 0.2;

    /// <summary>Potential after a spike.</summary>
    public Voltage C { get; init; } = -65 * Syntax.mV;

    /// <summary>Jump of the recovery variable at a spike.</summary>
    public Voltage D { get; init; } = 8 * Syntax.mV;

    /// <summary>Potential at which a spike is cut off.</summary>
    public Voltage Threshold { get; init; } = 30 * Syntax.mV;

    /// <summary>Coefficient of the membrane potential in its own equation.</summary>
    public double Slope { get; init; } = 5;

    /// <summary>Constant term of the membrane potential's equation.</summary>
    public Voltage Offset { get; init; } = 140 * Syntax.mV;

    /// <summary>Constant term of the recovery variable's target.</summary>
    public Voltage Shift { get; init; }

    /// <summary>How much of itself the recovery variable loses; at 0 it only integrates.</summary>
    [NonNegative]
    public double Decay { get; init; } = 1;

    /// <summary>Constant external current.</summary>
    public Current Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;

        /// <summary>Recovery variable.</summary>
        [Unit("mV")]
        public V W;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a step in units of tau.</summary>
        public V Step;

        /// <summary>Part of the way that the recovery variable goes in a step.</summary>
        public V Follow;

        /// <summary>Sensitivity of the recovery variable to the membrane potential.</summary>
        public V B;

        /// <summary>Coefficient of the membrane potential.</summary>
        public V Slope;

        /// <summary>The constant term and what the constant current adds.</summary>
        public V Drive;

        /// <summary>Constant term of the recovery variable's target.</summary>
        public V Shift;

        /// <summary>How much of itself the recovery variable loses.</summary>
        public V Decay;

        /// <summary>Potential after a spike.</summary>
        public V Reset;

        /// <summary>Jump of the recovery variable at a spike.</summary>
        public V Jump;

        /// <summary>Potential at which a spike is cut off.</summary>
        public V Threshold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Jump of the membrane potential.</summary>
        [Unit("mV")]
        public V Voltage;

        /// <summary>External current, constant over the step.</summary>
        [Unit("pA")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt)
    {
        if (!(Threshold > C)) return $"Threshold of {Threshold} must be above the reset C of {C}.";
        double longest = Math.Min(1, 1000 / Math.Abs(A.InHertz));
        return dt.InMilliseconds <= longest ? null : $"The step of {dt} is too long for forward Euler; it must be at most {Time.FromValue(longest)}.";
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Step = dt.InMilliseconds,
        Follow = A * dt,
        B = B,
        Slope = Slope,
        Drive = Offset.InMillivolts + Bias.InPicoamperes,
        Shift = Shift.InMillivolts,
        Decay = Decay,
        Reset = C.InMillivolts,
        Jump = D.InMillivolts,
        Threshold = Threshold.InMillivolts,
    };

    /// <summary>The state just after a spike of a neuron that had recovered: U = C, and W = B C, or where W comes to rest by other terms.</summary>
    public State<double> Initial(Time dt)
    {
        double u = C.InMillivolts, target = (B * u) + Shift.InMillivolts;
        return new() { U = u, W = Decay > 0 ? target / Decay : 0 };
    }

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        // The roundings are NEST's: on the way to some of its spikes this neuron multiplies a rounding error many times.
        V slope = V.FusedMultiplyAdd(V.Constant(0.04) * s.U, s.U, c.Slope * s.U) + c.Drive - s.W + input.Current;
        V u = s.U + V.FusedMultiplyAdd(c.Step, slope, input.Voltage);
        V w = V.FusedMultiplyAdd(c.Follow, V.FusedMultiplyAdd(c.B, s.U, c.Shift - (c.Decay * s.W)), s.W);
        V spike = V.Spike(u - c.Threshold);
        s.U = V.Select(spike, c.Reset, u);
        s.W = w + (spike * c.Jump);
        return spike;
    }
}
