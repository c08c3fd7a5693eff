using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Spike-timing-dependent plasticity of all pairs of spikes with an additive update: a pair changes the weight by the same amount whatever the weight is, and
/// hard bounds keep it between 0 and the largest.
/// </summary>
/// <equation>post: w += lambda Wmax x; pre: w -= alpha lambda Wmax y; w in [0, Wmax]; x and y rise by 1 at pre and post spikes and decay with tauPlus and tauMinus</equation>
/// <source>Song, Miller and Abbott (2000), Nature Neuroscience 3, 919; NEST stdp_synapse with mu_plus = mu_minus = 0.</source>
[PlasticityRule]
public readonly partial record struct PairStdp()
{
    /// <summary>The largest weight, in the unit of the weights.</summary>
    [Positive]
    public double MaxWeight { get; init; } = 100;

    /// <summary>Potentiation by a pair, as a fraction of the largest weight.</summary>
    [NonNegative]
    public double Lambda { get; init; } = 0.01;

    /// <summary>Depression over potentiation.</summary>
    [NonNegative]
    public double Alpha { get; init; } = 1;

    /// <summary>Time constant of the presynaptic trace.</summary>
    [Positive]
    public Time TauPlus { get; init; } = 20 * Syntax.ms;

    /// <summary>Time constant of the postsynaptic trace.</summary>
    [Positive]
    public Time TauMinus { get; init; } = 20 * Syntax.ms;

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

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Potentiation by a pair.</summary>
        public V Potentiation;

        /// <summary>Depression by a pair.</summary>
        public V Depression;

        /// <summary>Rate of decay of x [1/ms].</summary>
        public V RatePlus;

        /// <summary>Rate of decay of y [1/ms].</summary>
        public V RateMinus;
    }

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MaxWeight = MaxWeight,
        Potentiation = Lambda * MaxWeight,
        Depression = Alpha * Lambda * MaxWeight,
        RatePlus = 1 / TauPlus.InMilliseconds,
        RateMinus = 1 / TauMinus.InMilliseconds,
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V> => pre.X = V.One + (pre.X * V.Exp(-interval * c.RatePlus));

    /// <summary>A target neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V> => post.Y = V.One + (post.Y * V.Exp(-interval * c.RateMinus));

    /// <summary>Depression at a presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, in Post<V> post, V sincePost)
        where V : struct, IValue<V> => synapse.Weight = V.Max(V.Zero, synapse.Weight - (c.Depression * post.Y * V.Exp(-sincePost * c.RateMinus)));

    /// <summary>Potentiation at a postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre)
        where V : struct, IValue<V> => synapse.Weight = V.Min(c.MaxWeight, synapse.Weight + (c.Potentiation * pre.X * V.Exp(-sincePre * c.RatePlus)));
}
