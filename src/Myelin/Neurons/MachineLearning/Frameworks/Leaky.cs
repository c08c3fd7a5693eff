using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// The leaky integrator of machine learning: one multiplication per step, dimensionless, no time constants. A spike is a membrane
/// strictly above threshold. By default the reset acts one step late and is not differentiated, which is what snnTorch does;
/// a membrane that is still above threshold after a reset in the same step is not reset twice.
/// </summary>
/// <equation>U[t] = Beta U[t-1] + I[t] - Threshold S[t-1] (subtract) or Beta U[t-1] (1 - S[t-1]) + I[t] (zero); S[t] = 1 where U[t] > threshold</equation>
/// <source>Eshraghian et al. (2023), Proc. IEEE 111, eq. 4; snnTorch Leaky.</source>
[Neuron]
public readonly partial record struct Leaky()
{
    /// <summary>What remains of the membrane after a step.</summary>
    [Between(0, 1)]
    public double Beta { get; init; } = 0.9;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What a spike does to the membrane.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Subtract;

    /// <summary>When a spike does it.</summary>
    public ResetTiming ResetTiming { get; init; } = ResetTiming.NextStep;

    /// <summary>What a spike is worth at the output (a graded spike).</summary>
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
        public V Beta;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What a spike is worth at the output.</summary>
        public V Amplitude;

        /// <summary>1 where a spike subtracts the threshold, else 0.</summary>
        public V Subtract;

        /// <summary>1 where a spike sets the membrane to zero, else 0.</summary>
        public V Clear;

        /// <summary>1 where the reset belongs to the step of the spike, else 0.</summary>
        public V AtOnce;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>What is added to the membrane.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Beta = Beta,
        Threshold = Threshold,
        Amplitude = Amplitude,
        Subtract = Reset == ResetMode.Subtract ? 1 : 0,
        Clear = Reset == ResetMode.Zero ? 1 : 0,
        AtOnce = ResetTiming == ResetTiming.SameStep ? 1 : 0,
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        // Late reset: whether the neuron spiked in the step before is read off its membrane, so it needs no memory of its own.
        V late = s.U > c.Threshold;
        V kept = s.U - (c.Clear * late * s.U);
        V u = V.FusedMultiplyAdd(c.Beta, kept, input.Current) - (c.Subtract * late * c.Threshold);
        V spike = V.SpikeAbove(u - c.Threshold);
        V now = c.AtOnce * (spike - late);
        s.U = u - (now * ((c.Subtract * c.Threshold) + (c.Clear * u)));
        return c.Amplitude * spike;
    }
}
