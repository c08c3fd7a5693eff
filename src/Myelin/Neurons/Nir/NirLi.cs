using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>NIR's LI: a leaky integrator that emits its potential in every step. Explicit Euler with the input of the step.</summary>
/// <equation>Tau dv/dt = (VLeak - v) + R input; output v</equation>
/// <source>Pedersen et al. (2024), Nature Communications 15, 8122, table 1 (Neuromorphic Intermediate Representation), LI.</source>
[Neuron]
public readonly partial record struct NirLi()
{
    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time Tau { get; init; } = 10 * Syntax.ms;

    /// <summary>Gain of the input (NIR's resistance).</summary>
    public double R { get; init; } = 1;

    /// <summary>Potential to which the membrane leaks.</summary>
    public double VLeak { get; init; }

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

        /// <summary>R dt / Tau.</summary>
        public V Gain;

        /// <summary>VLeak dt / Tau.</summary>
        public V Drift;
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
    public Constants<double> Lower(Time dt)
    {
        double rate = dt / Tau;
        return new() { Rate = rate, Gain = rate * R, Drift = rate * VLeak };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = VLeak };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        s.U += V.FusedMultiplyAdd(c.Gain, input.Current, c.Drift) - (c.Rate * s.U);
        return s.U;
    }
}
