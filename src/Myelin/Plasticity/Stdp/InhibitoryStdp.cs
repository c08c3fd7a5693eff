using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Inhibitory plasticity that balances excitation: near-coincident spikes strengthen a synapse whatever their order, every presynaptic spike alone
/// weakens it, so the target settles at a rate. Weights keep the sign of the largest.
/// </summary>
/// <equation>post: |w| += eta x; pre: |w| += eta (y - alpha); |w| in [0, |Wmax|]; x and y rise by 1 at pre and post spikes and decay with tau</equation>
/// <source>Vogels, Sprekeler, Zenke, Clopath and Gerstner (2011), Science 334, 1569, supplement eqs. S1 to S3; NEST vogels_sprekeler_synapse.</source>
[PlasticityRule]
public readonly partial record struct InhibitoryStdp()
{
    /// <summary>The largest weight, in the unit of the weights; negative where weights are.</summary>
    public double MaxWeight { get; init; } = -100;

    /// <summary>Learning rate, in the unit of the weights.</summary>
    [NonNegative]
    public double Eta { get; init; } = 0.001;

    /// <summary>Depression by a presynaptic spike: twice the target rate times tau.</summary>
    [NonNegative]
    public double Alpha { get; init; } = 0.12;

    /// <summary>Time constant of both traces.</summary>
    [Positive]
    public Time Tau { get; init; } = 20 * Syntax.ms;

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

        /// <summary>The sign of the weights.</summary>
        public V Sign;

        /// <summary>Learning rate.</summary>
        public V Eta;

        /// <summary>Depression by a presynaptic spike.</summary>
        public V Depression;

        /// <summary>Rate of decay of x [1/ms].</summary>
        public V RatePlus;

        /// <summary>Rate of decay of y [1/ms].</summary>
        public V RateMinus;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        MaxWeight != 0 ? null : "MaxWeight must not be 0, because its sign is that of the weights.";

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MaxWeight = Math.Abs(MaxWeight),
        Sign = Math.Sign(MaxWeight),
        Eta = Eta,
        Depression = Eta * Alpha,
        RatePlus = 1 / Tau.InMilliseconds,
        RateMinus = 1 / Tau.InMilliseconds,
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V> => pre.X = V.One + (pre.X * V.Exp(-interval * c.RatePlus));

    /// <summary>A target neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V> => post.Y = V.One + (post.Y * V.Exp(-interval * c.RateMinus));

    /// <summary>A presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, in Post<V> post, V sincePost)
        where V : struct, IValue<V>
    {
        V w = V.Min(c.MaxWeight, V.Abs(synapse.Weight) + (c.Eta * post.Y * V.Exp(-sincePost * c.RateMinus)));
        synapse.Weight = c.Sign * V.Max(V.Zero, w - c.Depression);
    }

    /// <summary>A postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre)
        where V : struct, IValue<V> => synapse.Weight = c.Sign * V.Min(c.MaxWeight, V.Abs(synapse.Weight) + (c.Eta * pre.X * V.Exp(-sincePre * c.RatePlus)));
}
