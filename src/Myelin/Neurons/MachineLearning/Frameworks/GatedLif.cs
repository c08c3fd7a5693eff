using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire that mixes, by gates between 0 and 1, two kinds of leak (a factor, a constant), two kinds of input (as it
/// is, scaled) and two kinds of reset (to zero, by a constant). The reset of a spike acts in the next step, with its gradient. A spike
/// is a membrane at or above threshold.
/// </summary>
/// <equation>
/// U[t] = (1 - LeakGate (1 - Decay)) U[t-1] (1 - ResetGate S[t-1]) - (1 - LeakGate) LinearDecay - (1 - ResetGate) Subtracted S[t-1] +
/// (1 - InputGate (1 - Conductance)) X[t]; S[t] = 1 where U[t] >= Threshold
/// </equation>
/// <source>Yao et al. (2022), NeurIPS, eqs. 5 to 9 (GLIF); SpikingJelly GatedLIFNode, whose conductance may differ from step to step.</source>
[Neuron]
public readonly partial record struct GatedLif()
{
    /// <summary>1 for a leak by a factor, 0 for a leak by a constant.</summary>
    [Between(0, 1)]
    public double LeakGate { get; init; } = 0.6;

    /// <summary>1 for a scaled input, 0 for the input as it is.</summary>
    [Between(0, 1)]
    public double InputGate { get; init; } = 0.2;

    /// <summary>1 for a reset to zero, 0 for a subtraction.</summary>
    [Between(0, 1)]
    public double ResetGate { get; init; } = 0.6;

    /// <summary>What remains of the membrane after a step.</summary>
    [Between(0, 1)]
    public double Decay { get; init; } = 0.25;

    /// <summary>What the constant leak takes in a step.</summary>
    [NonNegative]
    public double LinearDecay { get; init; } = 0.0625;

    /// <summary>Scale of the input.</summary>
    [Between(0, 1)]
    public double Conductance { get; init; } = 0.5;

    /// <summary>What a spike subtracts.</summary>
    [NonNegative]
    public double Subtracted { get; init; } = 0.5;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 0.5;

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
        public V Keep;

        /// <summary>What the constant leak takes in a step.</summary>
        public V Leak;

        /// <summary>Gain of the input.</summary>
        public V Gain;

        /// <summary>Part of the membrane that a spike takes.</summary>
        public V Clear;

        /// <summary>What a spike subtracts.</summary>
        public V Subtracted;

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
    public Constants<double> Lower(Time dt) => new()
    {
        Keep = 1 - (LeakGate * (1 - Decay)),
        Leak = (1 - LeakGate) * LinearDecay,
        Gain = 1 - (InputGate * (1 - Conductance)),
        Clear = ResetGate,
        Subtracted = (1 - ResetGate) * Subtracted,
        Threshold = Threshold,
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        // The membrane still shows whether it spiked in the step before.
        V before = V.Spike(s.U - c.Threshold);
        V kept = c.Keep * s.U * (V.One - (c.Clear * before));
        s.U = V.FusedMultiplyAdd(c.Gain, input.Current, kept - c.Leak - (c.Subtracted * before));
        return V.Spike(s.U - c.Threshold);
    }
}
