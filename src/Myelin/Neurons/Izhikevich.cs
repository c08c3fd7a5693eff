using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Izhikevich's two-variable neuron: with four numbers it fires regularly, bursts, chatters or fires fast. Forward Euler, both equations
/// from the old state; an arriving spike then makes the potential jump, before the threshold test. The time constant tau is 1 ms
/// and the input resistance R is 1 GOhm (1 mV per pA), as the paper's pure numbers imply.
/// </summary>
/// <equation>tau dU/dt = 0.04 U^2 / mV + 5 U + 140 mV - W + R I; dW/dt = A (B U - W); spike, U = C and W = W + D where U >= threshold</equation>
/// <source>Izhikevich (2003), IEEE Trans. Neural Networks 14, eqs. 1 to 3; scheme of NEST izhikevich with consistent_integration.</source>
[Neuron]
public readonly partial record struct Izhikevich()
{
    /// <summary>Rate at which the recovery variable follows (0.02 per ms).</summary>
    [NonNegative]
    public Frequency A { get; init; } = 0.02 / Syntax.ms;

    /// <summary>Sensitivity of the recovery variable to the membrane potential.</summary>
    public double B { get; init; } = 0.2;

    /// <summary>Potential after a spike.</summary>
    public Voltage C { get; init; } = -65 * Syntax.mV;

    /// <summary>Jump of the recovery variable at a spike.</summary>
    public Voltage D { get; init; } = 8 * Syntax.mV;

    /// <summary>Potential at which a spike is cut off.</summary>
    public Voltage Threshold { get; init; } = 30 * Syntax.mV;

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

        /// <summary>140 mV and what the constant current adds.</summary>
        public V Drive;

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
        return dt <= 1 * Syntax.ms ? null : $"The step of {dt} is too long for forward Euler; it must be at most 1 ms.";
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Step = dt.InMilliseconds,
        Follow = A * dt,
        B = B,
        Drive = 140 + Bias.InPicoamperes,
        Reset = C.InMillivolts,
        Jump = D.InMillivolts,
        Threshold = Threshold.InMillivolts,
    };

    /// <summary>The state just after a spike of a neuron that had recovered: U = C, W = B C.</summary>
    public State<double> Initial(Time dt) => new() { U = C.InMillivolts, W = B * C.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        // The roundings are NEST's: on the way to some of its spikes this neuron multiplies a rounding error many times.
        V slope = V.FusedMultiplyAdd(V.Constant(0.04) * s.U, s.U, V.Constant(5) * s.U) + c.Drive - s.W + input.Current;
        V u = s.U + V.FusedMultiplyAdd(c.Step, slope, input.Voltage);
        V w = V.FusedMultiplyAdd(c.Follow, V.FusedMultiplyAdd(c.B, s.U, -s.W), s.W);
        V spike = V.Spike(u - c.Threshold);
        s.U = V.Select(spike, c.Reset, u);
        s.W = w + (spike * c.Jump);
        return spike;
    }
}
