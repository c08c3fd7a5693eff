using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire in max-plus algebra: decay and input meet in a soft maximum and the threshold is a sigmoid of the same
/// temperature, so that forward and backward pass are one smooth function; as the temperature falls, both become hard. It emits a
/// number between 0 and 1 in every step.
/// </summary>
/// <equation>U[t] = eps ln(exp((V[t-1] + ln Decay) / eps) + exp(X[t] / eps)); S[t] = 1 / (1 + exp(-(U[t] - Threshold) / eps)); V[t] = U[t] (1 - S[t])</equation>
/// <source>Minoza (2026), arXiv:2602.11206, section 4 (UltraLIF); the place of the threshold and the reset are those of its spatial neuron.</source>
[Neuron]
public readonly partial record struct UltraLif()
{
    /// <summary>What remains of the membrane after a step.</summary>
    [Between(1e-6, 1)]
    public double Decay { get; init; } = 0.9;

    /// <summary>Temperature.</summary>
    [Between(0.1, 20)]
    public double Temperature { get; init; } = 1;

    /// <summary>Spike threshold.</summary>
    public double Threshold { get; init; } = 1;

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
        /// <summary>ln Decay.</summary>
        public V Leak;

        /// <summary>Temperature.</summary>
        public V Temperature;

        /// <summary>1 / Temperature.</summary>
        public V Inverse;

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

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Leak = Math.Log(Decay), Temperature = Temperature, Inverse = 1 / Temperature, Threshold = Threshold };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V u = SoftMaximum.Of(s.U + c.Leak, input.Current, c.Temperature, c.Inverse);
        V spike = V.One / (V.One + V.Exp(V.Min((c.Threshold - u) * c.Inverse, V.Constant(50))));
        s.U = u * (V.One - spike);
        return spike;
    }
}
