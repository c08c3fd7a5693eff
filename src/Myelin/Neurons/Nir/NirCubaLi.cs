using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// NIR's CubaLI: a leaky integrator behind a decaying synaptic current; it emits its potential in every step. Explicit Euler, the
/// current first, so that the membrane sees the input of the step, as the frameworks that read NIR have it. Norse's LICell is this with
/// WIn = TauSyn / dt (an input then adds to the current as it is).
/// </summary>
/// <equation>TauSyn dI/dt = -I + WIn input; TauMem dv/dt = (VLeak - v) + R I; output v</equation>
/// <source>Pedersen et al. (2024), Nature Communications 15, 8122, table 1 (Neuromorphic Intermediate Representation), CubaLI.</source>
[Neuron]
public readonly partial record struct NirCubaLi()
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

    /// <summary>Weight of the input.</summary>
    public double WIn { get; init; } = 1;

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
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => dt <= TauSyn && dt <= TauMem ? null
            : $"The step of {dt} is too long for explicit Euler; it must be at most TauSyn of {TauSyn} and TauMem of {TauMem}.";

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
        s.U += V.FusedMultiplyAdd(c.Gain, current, c.Drift) - (c.Rate * s.U);
        s.I = current - (c.RateSyn * current);
        return s.U;
    }
}
