using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Spike-timing-dependent plasticity of nearest neighbours, centred on the presynaptic spike: it pairs with the last postsynaptic spike before and the
/// first behind. Soft bounds by exponents.
/// </summary>
/// <equation>post: w += lambda (1 - w)^muPlus x, then x = 0; pre: w -= alpha lambda w^muMinus exp(-(t - tPost) / tauMinus); w in units of Wmax, in [0, 1]; x rises by 1 at pre spikes and decays with tauPlus</equation>
/// <source>Morrison, Diesmann and Gerstner (2008), Biol. Cybern. 98, 459, fig. 7B; NEST stdp_nn_pre_centered_synapse.</source>
[PlasticityRule]
public readonly partial record struct PreCentredStdp()
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

    /// <summary>Exponent of the weight dependence of potentiation: 0 additive, 1 multiplicative.</summary>
    [Between(0, 1)]
    public double MuPlus { get; init; } = 1;

    /// <summary>Exponent of the weight dependence of depression: 0 additive, 1 multiplicative.</summary>
    [Between(0, 1)]
    public double MuMinus { get; init; } = 1;

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

        /// <summary>Trace of the presynaptic spikes that have not been paired, after the last of them.</summary>
        public V X;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Potentiation by a pair.</summary>
        public V Lambda;

        /// <summary>Depression by a pair.</summary>
        public V Depression;

        /// <summary>Exponent of potentiation.</summary>
        public V MuPlus;

        /// <summary>Exponent of depression.</summary>
        public V MuMinus;

        /// <summary>Rate of decay of x [1/ms].</summary>
        public V RatePlus;

        /// <summary>Rate of decay of y [1/ms].</summary>
        public V RateMinus;
    }

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MaxWeight = MaxWeight,
        Lambda = Lambda,
        Depression = Alpha * Lambda,
        MuPlus = MuPlus,
        MuMinus = MuMinus,
        RatePlus = 1 / TauPlus.InMilliseconds,
        RateMinus = 1 / TauMinus.InMilliseconds,
    };

    /// <summary>Depression at a presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, V sincePre, V sincePost)
        where V : struct, IValue<V>
    {
        V w = synapse.Weight / c.MaxWeight;
        synapse.Weight = c.MaxWeight * V.Max(V.Zero, w - (c.Depression * Power.Of(w, c.MuMinus) * V.Exp(-sincePost * c.RateMinus)));
        synapse.X = V.One + (synapse.X * V.Exp(-sincePre * c.RatePlus));
    }

    /// <summary>Potentiation at the first postsynaptic spike after presynaptic ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, V sincePre)
        where V : struct, IValue<V>
    {
        V w = synapse.Weight / c.MaxWeight;
        synapse.Weight = c.MaxWeight * V.Min(V.One, w + (c.Lambda * Power.Of(V.One - w, c.MuPlus) * synapse.X * V.Exp(-sincePre * c.RatePlus)));
        synapse.X = V.Zero;
    }
}
