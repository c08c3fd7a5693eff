using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Voltage-based plasticity: a presynaptic spike depresses by how far a low-passed potential of the target is above a threshold; while the potential
/// itself is above a higher one, the presynaptic trace potentiates by another low-passed potential. Both low-passed potentials are seen a while late,
/// as in NEST, so that a spike does not act on itself. Low-passed by explicit steps from the potential U of any target neuron. Hard bounds.
/// </summary>
/// <equation>
/// pre: w -= ALtd (uMinus - ThetaMinus)+; every step: w += ALtp x (u - ThetaPlus)+ (uPlus - ThetaMinus)+ dt; x rises by 1 / TauX at pre spikes; with
/// IsHomeostatic, ALtd counts times uMean^2 / Reference^2, uMean the low-passed depolarisation; w in [Wmin, Wmax]
/// </equation>
/// <source>
/// Clopath, Busing, Vasilaki and Gerstner (2010), Nature Neuroscience 13, 344, eqs. 1 to 4; delay of the low-passed potentials and parameters of NEST
/// clopath_synapse.
/// </source>
[PlasticityRule]
public readonly partial record struct ClopathStdp()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 100;

    /// <summary>Depression by a presynaptic spike, per mV, in the unit of the weights.</summary>
    [NonNegative]
    public double ALtd { get; init; } = 1.4e-4;

    /// <summary>Potentiation per ms, mV squared and unit of the presynaptic trace, in the unit of the weights.</summary>
    [NonNegative]
    public double ALtp { get; init; } = 8e-5;

    /// <summary>Threshold of the low-passed potentials.</summary>
    public Voltage ThetaMinus { get; init; } = -70.6 * Syntax.mV;

    /// <summary>Threshold of the potential.</summary>
    public Voltage ThetaPlus { get; init; } = -45.3 * Syntax.mV;

    /// <summary>Time constant of the presynaptic trace.</summary>
    [Positive]
    public Time TauX { get; init; } = 15 * Syntax.ms;

    /// <summary>Time constant of the low-passed potential that depresses.</summary>
    [Positive]
    public Time TauMinus { get; init; } = 10 * Syntax.ms;

    /// <summary>Time constant of the low-passed potential that potentiates.</summary>
    [Positive]
    public Time TauPlus { get; init; } = 7 * Syntax.ms;

    /// <summary>Time constant of the mean depolarisation.</summary>
    [Positive]
    public Time TauMean { get; init; } = 1000 * Syntax.ms;

    /// <summary>How late the low-passed potentials are seen.</summary>
    [NonNegative]
    public Time Lag { get; init; } = 4 * Syntax.ms;

    /// <summary>The potential at which the low-passed ones start, and from which depolarisation counts.</summary>
    public Voltage Rest { get; init; } = -70.6 * Syntax.mV;

    /// <summary>The mean depolarisation at which depression is ALtd.</summary>
    [Positive]
    public Voltage Reference { get; init; } = 7.75 * Syntax.mV;

    /// <summary>Whether depression grows with the mean depolarisation.</summary>
    public bool IsHomeostatic { get; init; }

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What is remembered of a source neuron.</summary>
    public struct Pre<V>
    {
        /// <summary>Trace x after its last spike [1/ms].</summary>
        public V X;
    }

    /// <summary>What is followed of a target neuron.</summary>
    public struct Neuron<V>
    {
        /// <summary>Low-passed potential that depresses, above rest [mV].</summary>
        public V Minus;

        /// <summary>Low-passed potential that potentiates, above rest [mV].</summary>
        public V Plus;

        /// <summary>Mean depolarisation [mV].</summary>
        public V Mean;

        /// <summary>What a presynaptic spike takes off now.</summary>
        public V Depression;

        /// <summary>What this step adds, per unit of the presynaptic trace [ms].</summary>
        public V Potentiation;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Depression per mV.</summary>
        public V ALtd;

        /// <summary>Potentiation in a step.</summary>
        public V ALtp;

        /// <summary>Threshold of the low-passed potentials, above rest [mV].</summary>
        public V ThetaMinus;

        /// <summary>Threshold of the potential, above rest [mV].</summary>
        public V ThetaPlus;

        /// <summary>Potential at rest [mV].</summary>
        public V Rest;

        /// <summary>What a step leaves of the low-passed potential that depresses.</summary>
        public V Minus;

        /// <summary>What a step leaves of the one that potentiates.</summary>
        public V Plus;

        /// <summary>What a step leaves of the mean depolarisation.</summary>
        public V Mean;

        /// <summary>1 / Reference squared where depression is homeostatic, else 0.</summary>
        public V Scale;

        /// <summary>0 where depression is homeostatic, else 1.</summary>
        public V Fixed;

        /// <summary>Rate of decay of x [1/ms].</summary>
        public V RateX;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        ALtd = ALtd,
        ALtp = ALtp * dt.InMilliseconds,
        ThetaMinus = (ThetaMinus - Rest).InMillivolts,
        ThetaPlus = (ThetaPlus - Rest).InMillivolts,
        Rest = Rest.InMillivolts,
        Minus = Math.Exp(-(dt / TauMinus)),
        Plus = Math.Exp(-(dt / TauPlus)),
        Mean = Math.Exp(-(dt / TauMean)),
        Scale = IsHomeostatic ? 1 / (Reference.InMillivolts * Reference.InMillivolts) : 0,
        Fixed = IsHomeostatic ? 0 : 1,
        RateX = 1 / TauX.InMilliseconds,
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V> => pre.X = c.RateX + Trace.Left(pre.X, interval, c.RateX);

    /// <summary>Follows the potential; the synapses are told where it potentiates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OnStep<V>(ref Neuron<V> neuron, in Constants<V> c, in Neuron<V> past, V u)
        where V : struct, IValue<V>
    {
        V above = u - c.Rest;
        neuron.Minus = above + (c.Minus * (neuron.Minus - above));
        neuron.Plus = above + (c.Plus * (neuron.Plus - above));
        neuron.Mean = above + (c.Mean * (neuron.Mean - above));
        Judge(ref neuron, in c, above, past.Minus, past.Plus);
        return neuron.Potentiation > V.Zero;
    }

    /// <summary>What a step makes of the potential above rest and of the low-passed ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Judge<V>(ref Neuron<V> neuron, in Constants<V> c, V above, V minus, V plus)
        where V : struct, IValue<V>
    {
        V amount = c.ALtd * V.FusedMultiplyAdd(c.Scale, neuron.Mean * neuron.Mean, c.Fixed);
        neuron.Depression = amount * V.Max(V.Zero, minus - c.ThetaMinus);
        neuron.Potentiation = c.ALtp * V.Max(V.Zero, above - c.ThetaPlus) * V.Max(V.Zero, plus - c.ThetaMinus);
    }

    /// <summary>Depression at a presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, in Neuron<V> neuron)
        where V : struct, IValue<V> => synapse.Weight = V.Max(c.MinWeight, synapse.Weight - neuron.Depression);

    /// <summary>Potentiation in a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, in Neuron<V> neuron)
        where V : struct, IValue<V> => synapse.Weight = V.Min(c.MaxWeight, synapse.Weight + (neuron.Potentiation * Trace.Left(pre.X, sincePre, c.RateX)));
}
