using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Error-modulated Hebbian learning of three factors, gated by attention: an eligibility, the presynaptic trace low-passed once more, moves the weight
/// by the error of its target neuron, the third factor, but only where the error is beyond what attention lets pass. The way in which attention gates,
/// a dead zone around 0, and the low-passing are inferred from the paper's abstract.
/// </summary>
/// <equation>
/// factor: w += Eta g(factor) e, g(f) = f where |f| > Gate, else 0; tauE de/dt = x - e; x rises by 1 at pre spikes and decays with tau; w in [Wmin,
/// Wmax]
/// </equation>
/// <source>
/// Form inferred from the abstract of "Joint encoding of what and when predictions through error-modulated plasticity in reservoir spiking networks"
/// (preprint); three factors after Fremaux and Gerstner (2016), Front. Neural Circuits 9, 85.
/// </source>
[PlasticityRule]
public readonly partial record struct ErrorModulated()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = -100;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 100;

    /// <summary>Learning rate, in the unit of the weights.</summary>
    [NonNegative]
    public double Eta { get; init; } = 1e-3;

    /// <summary>Errors up to this change nothing.</summary>
    [NonNegative]
    public double Gate { get; init; } = 0;

    /// <summary>Time constant of the presynaptic trace.</summary>
    [Positive]
    public Time Tau { get; init; } = 10 * Syntax.ms;

    /// <summary>Time constant of the eligibility.</summary>
    [Positive]
    public Time TauE { get; init; } = 50 * Syntax.ms;

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

        /// <summary>Eligibility e after its last spike.</summary>
        public V E;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Learning rate.</summary>
        public V Eta;

        /// <summary>The largest error that changes nothing.</summary>
        public V Gate;

        /// <summary>What of x becomes eligibility, TauX / (TauX - TauE).</summary>
        public V Share;

        /// <summary>Rate of decay of x [1/ms].</summary>
        public V RatePlus;

        /// <summary>Rate of decay of e [1/ms].</summary>
        public V RateE;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        Tau == TauE ? $"TauE must not be Tau, because the exact solution divides by their difference; both are {Tau}." : Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        Eta = Eta,
        Gate = Gate,
        Share = Tau / (Tau - TauE),
        RatePlus = 1 / Tau.InMilliseconds,
        RateE = 1 / TauE.InMilliseconds,
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V>
    {
        pre.E = Eligibility(in pre, in c, interval);
        pre.X = Trace.Rise(pre.X, interval, c.RatePlus);
    }

    /// <summary>The error arrives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnFactor<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, V factor)
        where V : struct, IValue<V>
    {
        V error = factor * (V.Abs(factor) > c.Gate);
        synapse.Weight = Trace.Within(synapse.Weight + (c.Eta * error * Eligibility(in pre, in c, sincePre)), c.MinWeight, c.MaxWeight);
    }

    // Exact: a low-pass of an exponential.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Eligibility<V>(in Pre<V> pre, in Constants<V> c, V since)
        where V : struct, IValue<V>
    {
        V slow = V.Exp(-since * c.RateE), fast = V.Exp(-since * c.RatePlus);
        return (pre.E * slow) + (c.Share * pre.X * (fast - slow));
    }
}
