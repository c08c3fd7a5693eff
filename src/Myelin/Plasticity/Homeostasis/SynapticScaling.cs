using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Homeostasis by synaptic scaling: all weights of a neuron are multiplied by the same factor, up where its rate is below the target and down where it is
/// above. Acts on a clock, alone or after another rule.
/// </summary>
/// <equation>every period: w *= 1 + eta (target - y); y: rate as an exponential trace of spikes</equation>
/// <source>Turrigiano, Leslie, Desai, Rutherford and Nelson (1998), Nature 391, 892; form after van Rossum, Bi and Turrigiano (2000), J. Neurosci. 20, 8812, eq. 6.</source>
[PlasticityRule]
public readonly partial record struct SynapticScaling()
{
    /// <summary>The rate that is kept.</summary>
    [NonNegative]
    public Frequency Target { get; init; } = 5 * Syntax.Hz;

    /// <summary>Fraction of the weight by which a tick changes it, per 1 Hz.</summary>
    [NonNegative]
    public double Eta { get; init; } = 0.001;

    /// <summary>Time constant of the rate.</summary>
    [Positive]
    public Time Tau { get; init; } = 1000 * Syntax.ms;

    /// <summary>Time between two ticks of the clock, a whole number of steps.</summary>
    [Positive]
    public Time Period { get; init; } = 100 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
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
        /// <summary>The rate that is kept [Hz].</summary>
        public V Target;

        /// <summary>Fraction per Hz.</summary>
        public V Eta;

        /// <summary>Rate per unit of trace [Hz].</summary>
        public V Scale;

        /// <summary>Rate of decay [1/ms].</summary>
        public V RateMinus;
    }

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Target = Target.Value,
        Eta = Eta,
        Scale = 1 / Tau.InSeconds,
        RateMinus = 1 / Tau.InMilliseconds,
    };

    /// <summary>A target neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V> => post.Y = V.One + (post.Y * V.Exp(-interval * c.RateMinus));

    /// <summary>The clock ticks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnTick<V>(ref Synapse<V> synapse, in Constants<V> c, in Post<V> post, V sincePost)
        where V : struct, IValue<V> => synapse.Weight *= V.Max(V.Zero, V.One + (c.Eta * (c.Target - (c.Scale * post.Y * V.Exp(-sincePost * c.RateMinus)))));
}
