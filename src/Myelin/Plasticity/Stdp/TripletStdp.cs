using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Spike-timing-dependent plasticity of triplets of spikes: pairs whose effect depends on a second, slower trace of the neuron that fires. Hard bounds.
/// </summary>
/// <equation>post: w += x1 (A2plus + A3plus y2); pre: w -= y1 (A2minus + A3minus x2); traces x1, x2, y1, y2 of all spikes, those of the neuron that fires before this spike; w in [0, Wmax]</equation>
/// <source>Pfister and Gerstner (2006), J. Neurosci. 26, 9673, eqs. 3 and 4; NEST stdp_triplet_synapse.</source>
[PlasticityRule]
public readonly partial record struct TripletStdp()
{
    /// <summary>The largest weight, in the unit of the weights.</summary>
    [Positive]
    public double MaxWeight { get; init; } = 100;

    /// <summary>Potentiation by a pair, in the unit of the weights.</summary>
    [NonNegative]
    public double A2Plus { get; init; } = 5e-10;

    /// <summary>Potentiation by a triplet, in the unit of the weights.</summary>
    [NonNegative]
    public double A3Plus { get; init; } = 6.2e-3;

    /// <summary>Depression by a pair, in the unit of the weights.</summary>
    [NonNegative]
    public double A2Minus { get; init; } = 7e-3;

    /// <summary>Depression by a triplet, in the unit of the weights.</summary>
    [NonNegative]
    public double A3Minus { get; init; } = 2.3e-4;

    /// <summary>Time constant of x1.</summary>
    [Positive]
    public Time TauPlus { get; init; } = 16.8 * Syntax.ms;

    /// <summary>Time constant of x2.</summary>
    [Positive]
    public Time TauX { get; init; } = 101 * Syntax.ms;

    /// <summary>Time constant of y1.</summary>
    [Positive]
    public Time TauMinus { get; init; } = 33.7 * Syntax.ms;

    /// <summary>Time constant of y2.</summary>
    [Positive]
    public Time TauY { get; init; } = 125 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What is remembered of a source neuron.</summary>
    public struct Pre<V>
    {
        /// <summary>Fast trace after its last spike.</summary>
        public V X1;

        /// <summary>Slow trace after its last spike.</summary>
        public V X2;
    }

    /// <summary>What is remembered of a target neuron.</summary>
    public struct Post<V>
    {
        /// <summary>Fast trace after its last spike.</summary>
        public V Y1;

        /// <summary>Slow trace after its last spike.</summary>
        public V Y2;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Potentiation by a pair.</summary>
        public V A2Plus;

        /// <summary>Potentiation by a triplet.</summary>
        public V A3Plus;

        /// <summary>Depression by a pair.</summary>
        public V A2Minus;

        /// <summary>Depression by a triplet.</summary>
        public V A3Minus;

        /// <summary>Rate of decay of x1 [1/ms].</summary>
        public V RateX1;

        /// <summary>Rate of decay of x2 [1/ms].</summary>
        public V RateX2;

        /// <summary>Rate of decay of y1 [1/ms].</summary>
        public V RateY1;

        /// <summary>Rate of decay of y2 [1/ms].</summary>
        public V RateY2;
    }

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MaxWeight = MaxWeight,
        A2Plus = A2Plus,
        A3Plus = A3Plus,
        A2Minus = A2Minus,
        A3Minus = A3Minus,
        RateX1 = 1 / TauPlus.InMilliseconds,
        RateX2 = 1 / TauX.InMilliseconds,
        RateY1 = 1 / TauMinus.InMilliseconds,
        RateY2 = 1 / TauY.InMilliseconds,
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V>
    {
        pre.X1 = V.One + (pre.X1 * V.Exp(-interval * c.RateX1));
        pre.X2 = V.One + (pre.X2 * V.Exp(-interval * c.RateX2));
    }

    /// <summary>A target neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V>
    {
        post.Y1 = V.One + (post.Y1 * V.Exp(-interval * c.RateY1));
        post.Y2 = V.One + (post.Y2 * V.Exp(-interval * c.RateY2));
    }

    /// <summary>Depression at a presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, in Post<V> post, V sincePost)
        where V : struct, IValue<V>
    {
        V y1 = post.Y1 * V.Exp(-sincePost * c.RateY1), x2 = pre.X2 * V.Exp(-sincePre * c.RateX2);
        synapse.Weight = V.Max(V.Zero, synapse.Weight - (y1 * (c.A2Minus + (c.A3Minus * x2))));
    }

    /// <summary>Potentiation at a postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, in Post<V> post, V sincePost)
        where V : struct, IValue<V>
    {
        V x1 = pre.X1 * V.Exp(-sincePre * c.RateX1), y2 = post.Y2 * V.Exp(-sincePost * c.RateY2);
        synapse.Weight = V.Min(c.MaxWeight, synapse.Weight + (x1 * (c.A2Plus + (c.A3Plus * y2))));
    }
}
