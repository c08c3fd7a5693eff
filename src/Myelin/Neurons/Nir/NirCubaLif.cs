using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// NIR's CubaLIF: a leaky integrator with a threshold behind a decaying synaptic current. Explicit Euler, the current first, so that
/// the membrane sees the input of the step, as the frameworks that read NIR have it; then the threshold test (strictly above), then the
/// reset. Norse's LIFCell is this with WIn = TauSyn / dt (an input then adds to the current as it is), its recurrent cell with a
/// detached reset.
/// </summary>
/// <equation>TauSyn dI/dt = -I + WIn input; TauMem dv/dt = (VLeak - v) + R I; spike and v = VReset where v > VThreshold</equation>
/// <source>Pedersen et al. (2024), Nature Communications 15, 8122, table 1 (Neuromorphic Intermediate Representation), CubaLIF.</source>
[Neuron]
public readonly partial record struct NirCubaLif()
{
    /// <summary>Time constant of the synaptic current.</summary>
    [Positive]
    public Time TauSyn { get; init; } = 5 * Syntax.ms;

    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time TauMem { get; init; } = 10 * Syntax.ms;

    /// <summary>Gain of the synaptic current (NIR's resistance).</summary>
    public double R { get; init; } = 1;

    /// <summary>Potential to which the membrane leaks.</summary>
    public double VLeak { get; init; }

    /// <summary>Spike threshold.</summary>
    public double VThreshold { get; init; } = 1;

    /// <summary>Potential after a spike.</summary>
    public double VReset { get; init; }

    /// <summary>Weight of the input.</summary>
    public double WIn { get; init; } = 1;

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

        /// <summary>Synaptic current.</summary>
        [Unit("")]
        public V I;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>dt / TauSyn.</summary>
        public V RateSyn;

        /// <summary>WIn dt / TauSyn.</summary>
        public V GainSyn;

        /// <summary>dt / TauMem.</summary>
        public V Rate;

        /// <summary>R dt / TauMem.</summary>
        public V Gain;

        /// <summary>VLeak dt / TauMem.</summary>
        public V Drift;

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
    public string? Conflict(Time dt)
    {
        if (Reset == ResetMode.Zero && !(VThreshold > VReset)) return $"VThreshold of {VThreshold} must be above VReset of {VReset}.";
        return dt <= TauSyn && dt <= TauMem ? null
            : $"The step of {dt} is too long for explicit Euler; it must be at most TauSyn of {TauSyn} and TauMem of {TauMem}.";
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double syn = dt / TauSyn, rate = dt / TauMem;
        return new()
        {
            RateSyn = syn,
            GainSyn = syn * WIn,
            Rate = rate,
            Gain = rate * R,
            Drift = rate * VLeak,
            Threshold = VThreshold,
            Reset = SpikeReset.Lower(Reset, VThreshold, VReset, DetachReset),
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = VLeak };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V current = V.FusedMultiplyAdd(c.GainSyn, input.Current, s.I);
        V u = s.U + V.FusedMultiplyAdd(c.Gain, current, c.Drift) - (c.Rate * s.U);
        s.I = current - (c.RateSyn * current);
        V spike = V.SpikeAbove(u - c.Threshold);
        s.U = SpikeReset.Apply(u, spike, c.Reset);
        return spike;
    }
}
