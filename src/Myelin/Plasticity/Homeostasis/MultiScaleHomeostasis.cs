using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Homeostasis to a target rate on four time scales at once: every scale measures the neuron's rate with its own time constant and scales all weights,
/// up where that rate is below the target and down where it is above. Acts on a clock, alone or after another rule. The time scales are the paper's;
/// the multiplicative form, that of synaptic scaling, is inferred.
/// </summary>
/// <equation>every Period: w *= 1 + sum over scales of Eta_i (Target - r_i); r_i: rate as an exponential trace of spikes with Tau_i</equation>
/// <source>
/// "Multi-Scale Temporal Homeostasis Enables Efficient and Robust Neural Networks" (preprint), form inferred; scaling after van Rossum, Bi and Turrigiano
/// (2000), J. Neurosci. 20, 8812, eq. 6.
/// </source>
[PlasticityRule]
public readonly partial record struct MultiScaleHomeostasis()
{
    /// <summary>The rate that is kept.</summary>
    [NonNegative]
    public Frequency Target { get; init; } = 5 * Syntax.Hz;

    /// <summary>Time constant of the ultra-fast scale.</summary>
    [Positive]
    public Time TauUltraFast { get; init; } = 5 * Syntax.ms;

    /// <summary>Time constant of the fast scale.</summary>
    [Positive]
    public Time TauFast { get; init; } = 2 * Syntax.s;

    /// <summary>Time constant of the medium scale.</summary>
    [Positive]
    public Time TauMedium { get; init; } = 300 * Syntax.s;

    /// <summary>Time constant of the slow scale.</summary>
    [Positive]
    public Time TauSlow { get; init; } = 3600 * Syntax.s;

    /// <summary>Fraction of the weight by which a tick changes it on the ultra-fast scale, per 1 Hz.</summary>
    [NonNegative]
    public double EtaUltraFast { get; init; } = 1e-5;

    /// <summary>Fraction of the weight by which a tick changes it on the fast scale, per 1 Hz.</summary>
    [NonNegative]
    public double EtaFast { get; init; } = 1e-4;

    /// <summary>Fraction of the weight by which a tick changes it on the medium scale, per 1 Hz.</summary>
    [NonNegative]
    public double EtaMedium { get; init; } = 1e-4;

    /// <summary>Fraction of the weight by which a tick changes it on the slow scale, per 1 Hz.</summary>
    [NonNegative]
    public double EtaSlow { get; init; } = 1e-4;

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
        /// <summary>Trace of the scale after its last spike.</summary>
        public V UltraFast;

        /// <summary>Trace of the scale after its last spike.</summary>
        public V Fast;

        /// <summary>Trace of the scale after its last spike.</summary>
        public V Medium;

        /// <summary>Trace of the scale after its last spike.</summary>
        public V Slow;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The rate that is kept [Hz].</summary>
        public V Target;

        /// <summary>Fraction per Hz.</summary>
        public V EtaUltraFast;

        /// <summary>Fraction per Hz.</summary>
        public V EtaFast;

        /// <summary>Fraction per Hz.</summary>
        public V EtaMedium;

        /// <summary>Fraction per Hz.</summary>
        public V EtaSlow;

        /// <summary>Rate per unit of trace [Hz].</summary>
        public V ScaleUltraFast;

        /// <summary>Rate per unit of trace [Hz].</summary>
        public V ScaleFast;

        /// <summary>Rate per unit of trace [Hz].</summary>
        public V ScaleMedium;

        /// <summary>Rate per unit of trace [Hz].</summary>
        public V ScaleSlow;

        /// <summary>Rate of decay [1/ms].</summary>
        public V RateUltraFast;

        /// <summary>Rate of decay [1/ms].</summary>
        public V RateFast;

        /// <summary>Rate of decay [1/ms].</summary>
        public V RateMedium;

        /// <summary>Rate of decay [1/ms].</summary>
        public V RateSlow;
    }

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Target = Target.Value,
        EtaUltraFast = EtaUltraFast,
        EtaFast = EtaFast,
        EtaMedium = EtaMedium,
        EtaSlow = EtaSlow,
        ScaleUltraFast = 1 / TauUltraFast.InSeconds,
        ScaleFast = 1 / TauFast.InSeconds,
        ScaleMedium = 1 / TauMedium.InSeconds,
        ScaleSlow = 1 / TauSlow.InSeconds,
        RateUltraFast = 1 / TauUltraFast.InMilliseconds,
        RateFast = 1 / TauFast.InMilliseconds,
        RateMedium = 1 / TauMedium.InMilliseconds,
        RateSlow = 1 / TauSlow.InMilliseconds,
    };

    /// <summary>A target neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V>
    {
        post.UltraFast = Trace.Rise(post.UltraFast, interval, c.RateUltraFast);
        post.Fast = Trace.Rise(post.Fast, interval, c.RateFast);
        post.Medium = Trace.Rise(post.Medium, interval, c.RateMedium);
        post.Slow = Trace.Rise(post.Slow, interval, c.RateSlow);
    }

    /// <summary>The clock ticks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnTick<V>(ref Synapse<V> synapse, in Constants<V> c, in Post<V> post, V sincePost)
        where V : struct, IValue<V>
    {
        V change = V.Zero;
        change += c.EtaUltraFast * (c.Target - (c.ScaleUltraFast * Trace.Left(post.UltraFast, sincePost, c.RateUltraFast)));
        change += c.EtaFast * (c.Target - (c.ScaleFast * Trace.Left(post.Fast, sincePost, c.RateFast)));
        change += c.EtaMedium * (c.Target - (c.ScaleMedium * Trace.Left(post.Medium, sincePost, c.RateMedium)));
        change += c.EtaSlow * (c.Target - (c.ScaleSlow * Trace.Left(post.Slow, sincePost, c.RateSlow)));
        synapse.Weight *= V.Max(V.Zero, V.One + change);
    }
}
