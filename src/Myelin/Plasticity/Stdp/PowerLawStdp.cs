using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Spike-timing-dependent plasticity of all pairs with potentiation by a power of the weight and multiplicative depression, which gives a stable, one-
/// peaked distribution of weights without an upper bound.
/// </summary>
/// <equation>post: w += lambda w0^(1 - mu) w^mu x; pre: w -= alpha lambda w y; w at least 0; x and y rise by 1 at pre and post spikes and decay with tauPlus and tauMinus</equation>
/// <source>Morrison, Aertsen and Diesmann (2007), Neural Computation 19, 1437, eq. 4.3; NEST stdp_pl_synapse_hom (w0 = 1).</source>
[PlasticityRule]
public readonly partial record struct PowerLawStdp()
{
    /// <summary>The reference weight w0, in the unit of the weights.</summary>
    [Positive]
    public double Reference { get; init; } = 1;

    /// <summary>Learning rate.</summary>
    [NonNegative]
    public double Lambda { get; init; } = 0.1;

    /// <summary>Depression over potentiation.</summary>
    [NonNegative]
    public double Alpha { get; init; } = 1;

    /// <summary>Exponent of the weight dependence of potentiation.</summary>
    [Between(0, 1)]
    public double Mu { get; init; } = 0.4;

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
        /// <summary>Potentiation by a pair, per power of the weight.</summary>
        public V Potentiation;

        /// <summary>Depression by a pair, per weight.</summary>
        public V Depression;

        /// <summary>Exponent of potentiation.</summary>
        public V Mu;

        /// <summary>Rate of decay of x [1/ms].</summary>
        public V RatePlus;

        /// <summary>Rate of decay of y [1/ms].</summary>
        public V RateMinus;
    }

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Potentiation = Lambda * Math.Pow(Reference, 1 - Mu),
        Depression = Alpha * Lambda,
        Mu = Mu,
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
        where V : struct, IValue<V> => synapse.Weight = V.Max(V.Zero, synapse.Weight - (c.Depression * synapse.Weight * post.Y * V.Exp(-sincePost * c.RateMinus)));

    /// <summary>Potentiation at a postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre)
        where V : struct, IValue<V> => synapse.Weight += c.Potentiation * Power.Of(synapse.Weight, c.Mu) * pre.X * V.Exp(-sincePre * c.RatePlus);
}
