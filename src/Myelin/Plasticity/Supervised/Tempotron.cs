using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// The tempotron: a neuron learns to fire, or not, on a pattern of spikes. Every synapse remembers what it gave to the highest potential of the trial;
/// at the end of a trial the third factor, 1 for a spike that is missing, -1 for one too many, 0 for neither, moves the weight by that, and the next
/// trial begins. The first spike of a trial counts as its highest potential. It reads the potential U.
/// </summary>
/// <equation>
/// factor: w += Lambda factor K(tMax), K = V0 sum over pre spikes (exp(-(tMax - t) / TauM) - exp(-(tMax - t) / TauS)), tMax: when U was highest since
/// the last factor; K(peak) = 1; w in [Wmin, Wmax]
/// </equation>
/// <source>Guetig and Sompolinsky (2006), Nature Neuroscience 9, 420, eqs. 1 to 3.</source>
[PlasticityRule]
public readonly partial record struct Tempotron()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = -100;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 100;

    /// <summary>Change by an error, in the unit of the weights.</summary>
    [NonNegative]
    public double Lambda { get; init; } = 0.01;

    /// <summary>Time constant of the kernel's decay, the membrane's.</summary>
    [Positive]
    public Time TauM { get; init; } = 15 * Syntax.ms;

    /// <summary>Time constant of the kernel's rise, the synapse's.</summary>
    [Positive]
    public Time TauS { get; init; } = 3.75 * Syntax.ms;

    /// <summary>Potential at rest; only what is above it counts.</summary>
    public Voltage Rest { get; init; } = -70 * Syntax.mV;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;

        /// <summary>What it gave to the highest potential of the trial.</summary>
        public V Kernel;

        /// <summary>That potential, above rest [mV].</summary>
        public V Highest;
    }

    /// <summary>What is remembered of a source neuron.</summary>
    public struct Pre<V>
    {
        /// <summary>Slow trace after its last spike.</summary>
        public V Slow;

        /// <summary>Fast trace after its last spike.</summary>
        public V Fast;
    }

    /// <summary>What is followed of a target neuron.</summary>
    public struct Neuron<V>
    {
        /// <summary>Its potential above rest [mV].</summary>
        public V Above;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Change by an error.</summary>
        public V Lambda;

        /// <summary>V0.</summary>
        public V Norm;

        /// <summary>Potential at rest [mV].</summary>
        public V Rest;

        /// <summary>Rate of decay of the slow trace [1/ms].</summary>
        public V RateSlow;

        /// <summary>Rate of decay of the fast trace [1/ms].</summary>
        public V RateFast;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        TauM <= TauS ? $"TauM of {TauM} must be longer than TauS of {TauS}." : Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt)
    {
        // The kernel is highest where its slope is 0.
        double ratio = TauM / TauS, at = Math.Log(ratio) / ((1 / TauS.InMilliseconds) - (1 / TauM.InMilliseconds));
        return new()
        {
            MinWeight = MinWeight,
            MaxWeight = MaxWeight,
            Lambda = Lambda,
            Norm = 1 / (Math.Exp(-at / TauM.InMilliseconds) - Math.Exp(-at / TauS.InMilliseconds)),
            Rest = Rest.InMillivolts,
            RateSlow = 1 / TauM.InMilliseconds,
            RateFast = 1 / TauS.InMilliseconds,
        };
    }

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V>
    {
        pre.Slow = Trace.Rise(pre.Slow, interval, c.RateSlow);
        pre.Fast = Trace.Rise(pre.Fast, interval, c.RateFast);
    }

    /// <summary>Follows the potential; the synapses are told while it rises, and of a spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OnStep<V>(ref Neuron<V> neuron, in Constants<V> c, V u, V spike)
        where V : struct, IValue<V>
    {
        V above = V.Select(spike, V.Constant(1e6), u - c.Rest);
        V rises = (above > neuron.Above) * (above > V.Zero);
        neuron.Above = above;
        return rises;
    }

    /// <summary>The potential rises.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, in Neuron<V> neuron)
        where V : struct, IValue<V>
    {
        V isHigher = neuron.Above > synapse.Highest;
        V kernel = c.Norm * (Trace.Left(pre.Slow, sincePre, c.RateSlow) - Trace.Left(pre.Fast, sincePre, c.RateFast));
        synapse.Kernel = V.Select(isHigher, kernel, synapse.Kernel);
        synapse.Highest = V.Max(synapse.Highest, neuron.Above);
    }

    /// <summary>A trial ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnFactor<V>(ref Synapse<V> synapse, in Constants<V> c, V factor)
        where V : struct, IValue<V>
    {
        synapse.Weight = Trace.Within(synapse.Weight + (c.Lambda * factor * synapse.Kernel), c.MinWeight, c.MaxWeight);
        synapse.Kernel = V.Zero;
        synapse.Highest = V.Zero;
    }
}
