using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Pair STDP whose depression an astrocyte sets: the third factor, spikes of the network it watches less spikes of the network's input, moves the
/// amount of depression, which returns to its baseline. More activity than input brings more depression, and the network to where a spike makes one
/// spike. Hard bounds.
/// </summary>
/// <equation>
/// post: w += APlus x; pre: w -= A y; TauA dA/dt = Baseline - A, A += Gain factor, A >= 0; x, y rise by 1 and decay with Tau; w in [Wmin, Wmax]
/// </equation>
/// <source>Ivanov and Michmizos (2021), NeurIPS 34, arXiv:2111.01760, eqs. 5 to 7; constants from memory.</source>
[PlasticityRule]
public readonly partial record struct AstrocyteStdp()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 1;

    /// <summary>Potentiation by a pair, in the unit of the weights.</summary>
    [NonNegative]
    public double APlus { get; init; } = 0.15;

    /// <summary>Depression by a pair without an astrocyte, in the unit of the weights.</summary>
    [NonNegative]
    public double Baseline { get; init; } = 0.15;

    /// <summary>What a factor of 1 adds to the depression, in the unit of the weights.</summary>
    public double Gain { get; init; } = 0.01;

    /// <summary>Time constant of the traces.</summary>
    [Positive]
    public Time Tau { get; init; } = 10 * Syntax.ms;

    /// <summary>Time constant of the astrocyte.</summary>
    [Positive]
    public Time TauA { get; init; } = 100 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What is remembered of a source neuron.</summary>
    public struct Pre<V>
    {
        /// <summary>Trace x after its last spike.</summary>
        public V X;
    }

    /// <summary>What is remembered of a target neuron.</summary>
    public struct Post<V>
    {
        /// <summary>Trace y after its last spike.</summary>
        public V Y;
    }

    /// <summary>What is followed of a target neuron.</summary>
    public struct Neuron<V>
    {
        /// <summary>Depression beyond the baseline.</summary>
        public V Extra;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Potentiation by a pair.</summary>
        public V APlus;

        /// <summary>Depression by a pair without an astrocyte.</summary>
        public V Baseline;

        /// <summary>What a factor adds.</summary>
        public V Gain;

        /// <summary>What a step leaves of that.</summary>
        public V Keep;

        /// <summary>Rate of decay of x [1/ms].</summary>
        public V RatePlus;

        /// <summary>Rate of decay of y [1/ms].</summary>
        public V RateMinus;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        APlus = APlus,
        Baseline = Baseline,
        Gain = Gain,
        Keep = Math.Exp(-(dt / TauA)),
        RatePlus = 1 / Tau.InMilliseconds,
        RateMinus = 1 / Tau.InMilliseconds,
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V> => pre.X = Trace.Rise(pre.X, interval, c.RatePlus);

    /// <summary>A target neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V> => post.Y = Trace.Rise(post.Y, interval, c.RateMinus);

    /// <summary>Follows the astrocyte; the synapses see spikes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OnStep<V>(ref Neuron<V> neuron, in Constants<V> c, V spike, V factor)
        where V : struct, IValue<V>
    {
        neuron.Extra = V.FusedMultiplyAdd(c.Keep, neuron.Extra, c.Gain * factor);
        return spike;
    }

    /// <summary>Depression at a presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, in Post<V> post, V sincePost, in Neuron<V> neuron)
        where V : struct, IValue<V>
    {
        V depression = V.Max(V.Zero, c.Baseline + neuron.Extra);
        synapse.Weight = Trace.Within(synapse.Weight - (depression * Trace.Left(post.Y, sincePost, c.RateMinus)), c.MinWeight, c.MaxWeight);
    }

    /// <summary>Potentiation at a postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre)
        where V : struct, IValue<V> => synapse.Weight = Trace.Within(synapse.Weight + (c.APlus * Trace.Left(pre.X, sincePre, c.RatePlus)), c.MinWeight, c.MaxWeight);
}
