using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire with spikes of both signs: it emits 1, 0 or -1 times an amplitude, and either spike clears the membrane.
/// </summary>
/// <equation>H = Decay U[t-1] + X[t]; S[t] = 1 where H >= Threshold, -1 where H &lt;= -Threshold; U[t] = H (1 - |S[t]|); output Amplitude S[t]</equation>
/// <source>Guo et al. (2024), AAAI 38, eqs. 6 to 9 (trainable amplitude: eq. 12).</source>
[Neuron]
public readonly partial record struct TernarySpike()
{
    /// <summary>What remains of the membrane after a step.</summary>
    [Between(0, 1)]
    public double Decay { get; init; } = 0.25;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What a spike emits.</summary>
    [Positive]
    public double Amplitude { get; init; } = 1;

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
        /// <summary>What remains of the membrane after a step.</summary>
        public V Decay;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What a spike emits.</summary>
        public V Amplitude;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Decay = Decay, Threshold = Threshold, Amplitude = Amplitude };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V h = V.FusedMultiplyAdd(c.Decay, s.U, input.Current);
        V up = V.Spike(h - c.Threshold);
        V down = V.Spike(-h - c.Threshold);
        s.U = h * (V.One - up - down);
        return c.Amplitude * (up - down);
    }
}
