using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Dendritic prediction of somatic spiking: synapses of a dendrite learn to predict the spikes of the soma. The error, the difference between the
/// soma's spikes and the rate that the dendrite's potential alone would give, times the slope of the rate's logarithm and the presynaptic kernel, is
/// low-passed and moves the weight. It reads the potential W of the dendrite and works in every step. The scheme, one exact low-pass step per time
/// step, is Myelin's.
/// </summary>
/// <equation>
/// tauDelta dDelta/dt = (S - phi(v)) h(v) k - Delta; dw/dt = Eta Delta; v = Attenuation (W - Rest); phi(v) = Rate / (1 + exp(-Slope (v - Half))); h =
/// phi' / phi; k: difference of two exponential presynaptic traces; w in [Wmin, Wmax]
/// </equation>
/// <source>Urbanczik and Senn (2014), Neuron 81, 521, eqs. 1, 2, 4 and 5 of the main text; NEST urbanczik_synapse.</source>
[PlasticityRule]
public readonly partial record struct DendriticPrediction()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = -100;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 100;

    /// <summary>Learning rate, in the unit of the weights.</summary>
    [NonNegative]
    public double Eta { get; init; } = 0.1;

    /// <summary>The largest rate.</summary>
    [Positive]
    public Frequency Rate { get; init; } = 150 * Syntax.Hz;

    /// <summary>Depolarisation at which the rate is half of that.</summary>
    public Voltage Half { get; init; } = 15 * Syntax.mV;

    /// <summary>Slope of the rate, per mV.</summary>
    [Positive]
    public double Slope { get; init; } = 0.33;

    /// <summary>The part of the dendrite's depolarisation that reaches the soma.</summary>
    [Between(0, 1)]
    public double Attenuation { get; init; } = 0.7;

    /// <summary>Potential of the dendrite at rest.</summary>
    public Voltage Rest { get; init; } = -70 * Syntax.mV;

    /// <summary>Time constant of the kernel's decay, the membrane's.</summary>
    [Positive]
    public Time TauM { get; init; } = 10 * Syntax.ms;

    /// <summary>Time constant of the kernel's rise, the synapse's.</summary>
    [Positive]
    public Time TauS { get; init; } = 3 * Syntax.ms;

    /// <summary>Time constant of the low-passed error.</summary>
    [Positive]
    public Time TauDelta { get; init; } = 100 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;

        /// <summary>Low-passed error times kernel [1/ms].</summary>
        public V Delta;
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
        /// <summary>Spike of this step minus what the dendrite predicts, times h.</summary>
        public V Error;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Learning rate times the step [ms].</summary>
        public V Eta;

        /// <summary>The largest number of spikes in a step.</summary>
        public V Rate;

        /// <summary>Depolarisation of half the rate [mV].</summary>
        public V Half;

        /// <summary>Slope [1/mV].</summary>
        public V Slope;

        /// <summary>What reaches the soma.</summary>
        public V Attenuation;

        /// <summary>Potential of the dendrite at rest [mV].</summary>
        public V Rest;

        /// <summary>Height of the kernel.</summary>
        public V Norm;

        /// <summary>What a step leaves of the low-passed error.</summary>
        public V Keep;

        /// <summary>What a step adds to it, per unit of error [1/ms].</summary>
        public V Take;

        /// <summary>Rate of decay of the slow trace [1/ms].</summary>
        public V RateSlow;

        /// <summary>Rate of decay of the fast trace [1/ms].</summary>
        public V RateFast;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        TauM <= TauS ? $"TauM of {TauM} must be longer than TauS of {TauS}." : Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        Eta = Eta * dt.InMilliseconds,
        Rate = Rate.Value * dt.InSeconds,
        Half = Half.InMillivolts,
        Slope = Slope,
        Attenuation = Attenuation,
        Rest = Rest.InMillivolts,
        Norm = TauM / (TauM - TauS),
        Keep = Math.Exp(-(dt / TauDelta)),
        Take = (1 - Math.Exp(-(dt / TauDelta))) / dt.InMilliseconds,
        RateSlow = 1 / TauM.InMilliseconds,
        RateFast = 1 / TauS.InMilliseconds,
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V>
    {
        pre.Slow = Trace.Rise(pre.Slow, interval, c.RateSlow);
        pre.Fast = Trace.Rise(pre.Fast, interval, c.RateFast);
    }

    /// <summary>Compares the soma's spike with what the dendrite predicts; every step counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OnStep<V>(ref Neuron<V> neuron, in Constants<V> c, V w, V spike)
        where V : struct, IValue<V>
    {
        V away = V.Exp(-c.Slope * ((c.Attenuation * (w - c.Rest)) - c.Half));
        V rate = c.Rate / (V.One + away), slope = c.Slope * away / (V.One + away);
        neuron.Error = (spike - rate) * slope;
        return V.One;
    }

    /// <summary>A step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, in Neuron<V> neuron)
        where V : struct, IValue<V>
    {
        V kernel = c.Norm * (Trace.Left(pre.Slow, sincePre, c.RateSlow) - Trace.Left(pre.Fast, sincePre, c.RateFast));
        synapse.Delta = (c.Keep * synapse.Delta) + (c.Take * neuron.Error * kernel);
        synapse.Weight = Trace.Within(synapse.Weight + (c.Eta * synapse.Delta), c.MinWeight, c.MaxWeight);
    }
}
