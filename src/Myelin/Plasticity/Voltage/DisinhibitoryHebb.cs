using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Hebbian learning whose sign inhibition controls: at a presynaptic spike the weight grows with how far the target's rate is above a threshold, less
/// its inhibitory current. Where recurrent inhibition follows the rate, what is left is the error that dis-inhibitory feedback carries; without
/// inhibition the rate alone decides. It reads the inhibitory current Ii. The form is inferred from the paper's description (a linear approximation of
/// the inverse activation of inhibition), not taken from its equations.
/// </summary>
/// <equation>
/// pre: w += Eta (Gain (r - Threshold) + i); r: rate of the target, i: its inhibitory current (negative), both low-passed with Tau; w in [Wmin, Wmax]
/// </equation>
/// <source>Rossbroich and Zenke (2023), NeurIPS 36, arXiv:2310.19614; form inferred.</source>
[PlasticityRule]
public readonly partial record struct DisinhibitoryHebb()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 100;

    /// <summary>Change of the weight at a spike, per pA.</summary>
    [NonNegative]
    public double Eta { get; init; } = 1e-3;

    /// <summary>Inhibitory current that belongs to a rate, in pA per Hz.</summary>
    [NonNegative]
    public double Gain { get; init; } = 1;

    /// <summary>The rate at which nothing changes without inhibition.</summary>
    [NonNegative]
    public Frequency Threshold { get; init; } = 5 * Syntax.Hz;

    /// <summary>Time constant of rate and current.</summary>
    [Positive]
    public Time Tau { get; init; } = 50 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What is followed of a target neuron.</summary>
    public struct Neuron<V>
    {
        /// <summary>Its rate [Hz].</summary>
        public V Rate;

        /// <summary>Its inhibitory current [pA].</summary>
        public V Inhibition;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Change per pA.</summary>
        public V Eta;

        /// <summary>Current per rate [pA/Hz].</summary>
        public V Gain;

        /// <summary>The threshold [Hz].</summary>
        public V Threshold;

        /// <summary>What a step leaves.</summary>
        public V Keep;

        /// <summary>What a spike adds to the rate [Hz].</summary>
        public V PerSpike;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        Eta = Eta,
        Gain = Gain,
        Threshold = Threshold.Value,
        Keep = Math.Exp(-(dt / Tau)),
        PerSpike = (1 - Math.Exp(-(dt / Tau))) / dt.InSeconds,
    };

    /// <summary>Follows rate and current; the synapses see spikes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OnStep<V>(ref Neuron<V> neuron, in Constants<V> c, V ii, V spike)
        where V : struct, IValue<V>
    {
        neuron.Rate = V.FusedMultiplyAdd(c.Keep, neuron.Rate, c.PerSpike * spike);
        neuron.Inhibition = ii + (c.Keep * (neuron.Inhibition - ii));
        return spike;
    }

    /// <summary>A presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, in Neuron<V> neuron)
        where V : struct, IValue<V>
    {
        V change = c.Eta * ((c.Gain * (neuron.Rate - c.Threshold)) + neuron.Inhibition);
        synapse.Weight = Trace.Within(synapse.Weight + change, c.MinWeight, c.MaxWeight);
    }
}
