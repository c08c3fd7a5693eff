using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// NIR's I: an integrator that emits what it has gathered in every step. Explicit Euler, which is exact for an input that is constant
/// over a step.
/// </summary>
/// <equation>dv/dt = R input; output v</equation>
/// <source>Pedersen et al. (2024), Nature Communications 15, 8122, table 1 (Neuromorphic Intermediate Representation), I.</source>
[Neuron]
public readonly partial record struct NirI()
{
    /// <summary>Gain of the input per time (NIR's resistance).</summary>
    public Frequency R { get; init; } = 1 / Syntax.ms;

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
        /// <summary>R dt.</summary>
        public V Gain;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { Gain = R * dt };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        s.U = V.FusedMultiplyAdd(c.Gain, input.Current, s.U);
        return s.U;
    }
}
