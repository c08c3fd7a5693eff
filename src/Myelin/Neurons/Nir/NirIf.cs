using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>NIR's IF: an integrator with a threshold. Explicit Euler, then the threshold test (strictly above), then the reset.</summary>
/// <equation>dv/dt = R input; spike and v = VReset where v > VThreshold</equation>
/// <source>Pedersen et al. (2024), Nature Communications 15, 8122, table 1 (Neuromorphic Intermediate Representation), IF.</source>
[Neuron]
public readonly partial record struct NirIf()
{
    /// <summary>Gain of the input per time (NIR's resistance).</summary>
    public Frequency R { get; init; } = 1 / Syntax.ms;

    /// <summary>Spike threshold.</summary>
    public double VThreshold { get; init; } = 1;

    /// <summary>Potential after a spike.</summary>
    public double VReset { get; init; }

    /// <summary>What a spike does to the membrane: set it to VReset, as NIR defines it, or subtract VThreshold, as some networks were trained.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Zero;

    /// <summary>Whether no gradient passes through the reset.</summary>
    public bool DetachReset { get; init; }

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

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What a spike does to the membrane.</summary>
        public SpikeReset.Constants<V> Reset;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Reset != ResetMode.Zero || VThreshold > VReset ? null : $"VThreshold of {VThreshold} must be above VReset of {VReset}.";

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Gain = R * dt,
        Threshold = VThreshold,
        Reset = SpikeReset.Lower(Reset, VThreshold, VReset, DetachReset),
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V u = V.FusedMultiplyAdd(c.Gain, input.Current, s.U);
        V spike = V.SpikeAbove(u - c.Threshold);
        s.U = SpikeReset.Apply(u, spike, c.Reset);
        return spike;
    }
}
