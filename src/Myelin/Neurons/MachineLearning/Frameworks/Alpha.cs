using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrator whose response to an input is an alpha function: the difference of two decaying currents. A spike is a membrane
/// strictly above threshold; it acts one step late and is not differentiated, as in snnTorch: a reset to zero clears both currents; a
/// subtraction takes the threshold from the slow current, clears the fast one and undoes what it took from the membrane.
/// </summary>
/// <equation>
/// E[t] = SlowDecay E[t-1] + X[t]; I[t] = FastDecay I[t-1] - X[t]; U[t] = (ln SlowDecay / (ln FastDecay - ln SlowDecay) + 1) (E[t] + I[t]); all three after
/// the reset; S[t] = 1 where U[t] > Threshold
/// </equation>
/// <source>Rall (1967), J. Neurophysiol. 30; snnTorch Alpha.</source>
[Neuron]
public readonly partial record struct Alpha()
{
    /// <summary>What remains of the slow current after a step; above FastDecay.</summary>
    [Between(1e-6, 0.999999)]
    public double SlowDecay { get; init; } = 0.9;

    /// <summary>What remains of the fast current after a step.</summary>
    [Between(1e-6, 0.999999)]
    public double FastDecay { get; init; } = 0.8;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What a spike does to the membrane, one step later.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Subtract;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Slow current, which excites.</summary>
        [Unit("")]
        public V E;

        /// <summary>Fast current, which inhibits.</summary>
        [Unit("")]
        public V I;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What remains of the slow current after a step.</summary>
        public V SlowDecay;

        /// <summary>What remains of the fast current after a step.</summary>
        public V FastDecay;

        /// <summary>Gain of the membrane.</summary>
        public V Gain;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What a spike of the step before does.</summary>
        public DelayedReset.Constants<V> Reset;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => SlowDecay > FastDecay ? null : $"SlowDecay of {SlowDecay} must be above FastDecay of {FastDecay}.";

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        SlowDecay = SlowDecay,
        FastDecay = FastDecay,
        Gain = (Math.Log(SlowDecay) / (Math.Log(FastDecay) - Math.Log(SlowDecay))) + 1,
        Threshold = Threshold,
        Reset = DelayedReset.Lower(Reset, ResetTiming.NextStep),
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V late = s.U > c.Threshold;
        V clear = V.One - (late * c.Reset.Clear);
        V subtract = late * c.Reset.Subtract;
        V e = V.FusedMultiplyAdd(c.SlowDecay, s.E, input.Current);
        V i = V.FusedMultiplyAdd(c.FastDecay, s.I, -input.Current);
        s.U = (clear * c.Gain * (e + i)) + (subtract * s.I);
        s.E = (clear * e) - (subtract * c.Threshold);
        s.I = clear * (i - (subtract * i));
        return V.SpikeAbove(s.U - c.Threshold);
    }
}
