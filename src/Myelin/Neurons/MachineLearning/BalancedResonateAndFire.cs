using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Balanced resonate-and-fire: an oscillation in explicit Euler whose damping is chosen so that the scheme never diverges; a spike
/// raises threshold and damping for a while in place of a reset. A spike is a real part strictly above threshold.
/// </summary>
/// <equation>
/// B = (sqrt(1 - (dt Omega)^2) - 1) / dt - Offset - Q; U = U + dt (B U - Omega W + X); W = W + dt (Omega U + B W), both from the old
/// state; S = 1 where U > Threshold + Q; Q = RefractoryDecay Q + S
/// </equation>
/// <source>Higuchi, Kairat, Bohte and Otte (2024), ICML, eqs. 7 to 13.</source>
[Neuron]
public readonly partial record struct BalancedResonateAndFire()
{
    /// <summary>Angular frequency, in radian per second.</summary>
    [Positive]
    public double Omega { get; init; } = 10;

    /// <summary>Damping beyond the balance, per second.</summary>
    [NonNegative]
    public double Offset { get; init; } = 1;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What remains of the refractoriness after a step.</summary>
    [Between(0, 1)]
    public double RefractoryDecay { get; init; } = 0.9;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Real part.</summary>
        [Unit("")]
        public V U;

        /// <summary>Imaginary part.</summary>
        [Unit("")]
        public V W;

        /// <summary>Refractoriness.</summary>
        [Unit("")]
        public V Q;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a step in seconds.</summary>
        public V Step;

        /// <summary>Angular frequency.</summary>
        public V Omega;

        /// <summary>Damping at rest.</summary>
        public V Damping;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What remains of the refractoriness after a step.</summary>
        public V RefractoryDecay;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => dt.InMilliseconds / 1000 * Omega < 1
        ? null
        : $"The step of {dt} is too long for Omega of {Omega}; it must be below {Time.FromValue(1000 / Omega)}.";

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double h = dt.InMilliseconds / 1000, turn = h * Omega;
        return new() { Step = h, Omega = Omega, Damping = ((Math.Sqrt(1 - (turn * turn)) - 1) / h) - Offset, Threshold = Threshold, RefractoryDecay = RefractoryDecay };
    }

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V b = c.Damping - s.Q;
        V u = V.FusedMultiplyAdd(c.Step, (b * s.U) - (c.Omega * s.W) + input.Current, s.U);
        V w = V.FusedMultiplyAdd(c.Step, (c.Omega * s.U) + (b * s.W), s.W);
        V spike = V.SpikeAbove(u - c.Threshold - s.Q);
        s.U = u;
        s.W = w;
        s.Q = V.FusedMultiplyAdd(c.RefractoryDecay, s.Q, spike);
        return spike;
    }
}
