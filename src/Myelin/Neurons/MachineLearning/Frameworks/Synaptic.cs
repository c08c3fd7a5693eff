using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Second-order leaky integrator of machine learning: the input charges a decaying synaptic current, the current charges the membrane.
/// A spike is a membrane strictly above threshold. By default the reset acts one step late and is not differentiated, as in snnTorch;
/// it leaves the current alone. The CUBA neuron of Loihi is this with Alpha = 1 - du, Beta = 1 - dv and a reset to zero in the same
/// step.
/// </summary>
/// <equation>I[t] = Alpha I[t-1] + X[t]; U[t] = Beta U[t-1] + I[t] + Bias after the reset; S[t] = 1 where U[t] > Threshold</equation>
/// <source>Eshraghian et al. (2023), Proc. IEEE 111, section III.B; snnTorch Synaptic; Davies et al. (2018), IEEE Micro 38 (Loihi), eqs. 1 and 2.</source>
[Neuron]
public readonly partial record struct Synaptic()
{
    /// <summary>What remains of the synaptic current after a step.</summary>
    [Between(0, 1)]
    public double Alpha { get; init; } = 0.8;

    /// <summary>What remains of the membrane after a step.</summary>
    [Between(0, 1)]
    public double Beta { get; init; } = 0.9;

    /// <summary>What is added to the membrane in every step.</summary>
    public double Bias { get; init; }

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What a spike does to the membrane.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Subtract;

    /// <summary>When a spike does it.</summary>
    public ResetTiming ResetTiming { get; init; } = ResetTiming.NextStep;

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
        /// <summary>What remains of the synaptic current after a step.</summary>
        public V Alpha;

        /// <summary>What remains of the membrane after a step.</summary>
        public V Beta;

        /// <summary>What is added to the membrane in every step.</summary>
        public V Bias;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What a spike does, and when.</summary>
        public DelayedReset.Constants<V> Reset;
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
        Alpha = Alpha,
        Beta = Beta,
        Bias = Bias,
        Threshold = Threshold,
        Reset = DelayedReset.Lower(Reset, ResetTiming),
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V late = s.U > c.Threshold;
        s.I = V.FusedMultiplyAdd(c.Alpha, s.I, input.Current);
        V u = DelayedReset.Late(V.FusedMultiplyAdd(c.Beta, s.U, s.I + c.Bias), late, c.Threshold, c.Reset);
        V spike = V.SpikeAbove(u - c.Threshold);
        s.U = DelayedReset.AtOnce(u, spike - late, c.Threshold, c.Reset);
        return spike;
    }
}
