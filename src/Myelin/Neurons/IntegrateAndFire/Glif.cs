using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Generalised leaky integrate-and-fire in five levels: plain; with reset rules; with after-spike currents; with both; and with a threshold
/// that also depends on the potential. Two synaptic ports with alpha-shaped currents that peak at the weight. Exact integration on the
/// grid; after-spike currents act with their mean over a step. A spike is a potential strictly above threshold; during the refractory
/// period everything but the synaptic currents waits.
/// </summary>
/// <equation>C dU/dt = -gL (U - E) + A1 + A2 + Isyn + I; dAj/dt = -kj Aj; dTs/dt = -bs Ts; dTv/dt = av (U - E) - bv Tv; spike where U > threshold + Ts + Tv; then U = E + fv (U - E) + dU (levels R) or reset, Aj = aj + Aj exp(-kj tRef), Ts = Ts exp(-bs tRef) + dT</equation>
/// <source>Teeter et al. (2018), Nature Communications 9:709, eqs. 1 to 5 and Methods; NEST glif_psc.</source>
[Neuron]
public readonly partial record struct Glif()
{
    /// <summary>Which mechanisms the neuron has.</summary>
    public GlifLevel Level { get; init; } = GlifLevel.Lif;

    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 58.72 * Syntax.pF;

    /// <summary>Leak conductance.</summary>
    [Positive]
    public Conductance Leak { get; init; } = 9.43 * Syntax.nS;

    /// <summary>Resting potential.</summary>
    public Voltage Rest { get; init; } = -78.85 * Syntax.mV;

    /// <summary>Threshold at rest.</summary>
    public Voltage Threshold { get; init; } = -51.68 * Syntax.mV;

    /// <summary>Potential after a spike, without reset rules.</summary>
    public Voltage Reset { get; init; } = -78.85 * Syntax.mV;

    /// <summary>Absolute refractory period.</summary>
    [NonNegative]
    public Time Refractory { get; init; } = 3.75 * Syntax.ms;

    /// <summary>Part of the distance from rest that a spike leaves (reset rules).</summary>
    [Between(0, 1)]
    public double ResetFraction { get; init; } = 0.2;

    /// <summary>What a spike then adds to the potential (reset rules).</summary>
    public Voltage ResetAddition { get; init; } = 18.51 * Syntax.mV;

    /// <summary>What a spike adds to its part of the threshold (reset rules).</summary>
    public Voltage JumpSpike { get; init; } = 0.37 * Syntax.mV;

    /// <summary>Rate at which that part decays (1/ms).</summary>
    [Positive]
    public Frequency RateSpike { get; init; } = 0.009 / Syntax.ms;

    /// <summary>First after-spike current that a spike starts.</summary>
    public Current AfterSpike1 { get; init; } = -9.18 * Syntax.pA;

    /// <summary>Second after-spike current that a spike starts.</summary>
    public Current AfterSpike2 { get; init; } = -198.94 * Syntax.pA;

    /// <summary>Rate at which the first decays (1/ms).</summary>
    [Positive]
    public Frequency RateAfterSpike1 { get; init; } = 0.003 / Syntax.ms;

    /// <summary>Rate at which the second decays (1/ms).</summary>
    [Positive]
    public Frequency RateAfterSpike2 { get; init; } = 0.1 / Syntax.ms;

    /// <summary>How strongly the threshold follows the potential (1/ms).</summary>
    [NonNegative]
    public Frequency CouplingVoltage { get; init; } = 0.005 / Syntax.ms;

    /// <summary>Rate at which that part of the threshold decays (1/ms).</summary>
    [Positive]
    public Frequency RateVoltage { get; init; } = 0.09 / Syntax.ms;

    /// <summary>Rise time of the current at the first port.</summary>
    [Positive]
    public Time TauSyn1 { get; init; } = 2 * Syntax.ms;

    /// <summary>Rise time of the current at the second port.</summary>
    [Positive]
    public Time TauSyn2 { get; init; } = 1 * Syntax.ms;

    /// <summary>Constant external current.</summary>
    public Current Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;

        /// <summary>Synaptic current of the first port.</summary>
        [Unit("pA")]
        public V Current1;

        /// <summary>Derivative variable of the first synaptic current.</summary>
        [Unit("pA/ms")]
        public V Rise1;

        /// <summary>Synaptic current of the second port.</summary>
        [Unit("pA")]
        public V Current2;

        /// <summary>Derivative variable of the second synaptic current.</summary>
        [Unit("pA/ms")]
        public V Rise2;

        /// <summary>First after-spike current.</summary>
        [Unit("pA")]
        public V AfterSpike1;

        /// <summary>Second after-spike current.</summary>
        [Unit("pA")]
        public V AfterSpike2;

        /// <summary>Part of the threshold that spikes raise.</summary>
        [Unit("mV")]
        public V ThresholdSpike;

        /// <summary>Part of the threshold that follows the potential.</summary>
        [Unit("mV")]
        public V ThresholdVoltage;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>exp(-dt gL / C).</summary>
        public V DecayM;

        /// <summary>Propagator of an external current into the potential.</summary>
        public V Current;

        /// <summary>What the leak adds in a step.</summary>
        public V Drift;

        /// <summary>Constant external current.</summary>
        public V Bias;

        /// <summary>First synaptic current.</summary>
        public BetaKernel<V> Synapse1;

        /// <summary>Second synaptic current.</summary>
        public BetaKernel<V> Synapse2;

        /// <summary>Propagator of the first synaptic current into the potential.</summary>
        public V Current1;

        /// <summary>Propagator of the second synaptic current into the potential.</summary>
        public V Current2;

        /// <summary>Propagator of the first derivative variable into the potential.</summary>
        public V Rise1;

        /// <summary>Propagator of the second derivative variable into the potential.</summary>
        public V Rise2;

        /// <summary>First after-spike current.</summary>
        public AfterSpike<V> After1;

        /// <summary>Second after-spike current.</summary>
        public AfterSpike<V> After2;

        /// <summary>Resting potential.</summary>
        public V Rest;

        /// <summary>Threshold at rest.</summary>
        public V Threshold;

        /// <summary>Part of the distance from rest that a spike leaves.</summary>
        public V ResetFraction;

        /// <summary>Potential after a spike of a neuron that was at rest.</summary>
        public V ResetBase;

        /// <summary>Decay of the spike part of the threshold in a step.</summary>
        public V DecaySpike;

        /// <summary>Decay of the spike part of the threshold in the refractory period.</summary>
        public V DecaySpikeHeld;

        /// <summary>What a spike adds to it.</summary>
        public V JumpSpike;

        /// <summary>Decay of the voltage part of the threshold in a step.</summary>
        public V DecayVoltage;

        /// <summary>What the distance from the steady potential adds to it.</summary>
        public V FollowDeparture;

        /// <summary>What the steady potential adds to it.</summary>
        public V FollowSteady;

        /// <summary>1 / leak conductance.</summary>
        public V PerLeak;

        /// <summary>Refractory period in steps.</summary>
        public V Hold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Peak of the first synaptic current that starts.</summary>
        [Unit("pA")]
        public V Port1;

        /// <summary>Peak of the second synaptic current that starts.</summary>
        [Unit("pA")]
        public V Port2;

        /// <summary>External current, constant over the step.</summary>
        [Unit("pA")]
        public V Current;
    }

    /// <summary>The constants of an after-spike current.</summary>
    public struct AfterSpike<V>
    {
        /// <summary>Its mean over a step, of its value at the start.</summary>
        public V Mean;

        /// <summary>Its decay in a step.</summary>
        public V Decay;

        /// <summary>Its decay in the refractory period.</summary>
        public V DecayHeld;

        /// <summary>What a spike starts.</summary>
        public V Jump;
    }

    private bool HasResetRules => Level is GlifLevel.LifR or GlifLevel.LifRAsc or GlifLevel.LifRAscA;

    private bool HasAfterSpikeCurrents => Level is GlifLevel.LifAsc or GlifLevel.LifRAsc or GlifLevel.LifRAscA;

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt)
    {
        if (!HasResetRules) return Threshold > Reset ? null : $"Threshold of {Threshold} must be above Reset of {Reset}.";
        Voltage after = Rest + (ResetFraction * (Threshold - Rest)) + ResetAddition;
        return Threshold > after ? null : $"ResetAddition of {ResetAddition} must leave the potential below the Threshold of {Threshold}; from there it leads to {after}.";
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double h = dt.InMilliseconds, c = Capacitance.InPicofarads, g = Leak.InNanosiemens, tau = c / g;
        double tau1 = TauSyn1.InMilliseconds, tau2 = TauSyn2.InMilliseconds;
        double approach = -ExactIntegration.ExpM1(-h / tau), decayVoltage = Math.Exp(-(dt * RateVoltage));
        double coupling = Level == GlifLevel.LifRAscA ? 1e-3 * CouplingVoltage.InHertz : 0;
        return new()
        {
            DecayM = Math.Exp(-h / tau),
            Current = approach / g,
            Drift = Rest.InMillivolts * approach,
            Bias = Bias.InPicoamperes,
            Synapse1 = BetaKernel.Lower(tau1, tau1, h),
            Synapse2 = BetaKernel.Lower(tau2, tau2, h),
            Current1 = ExactIntegration.Exponential(tau1, tau, c, h),
            Current2 = ExactIntegration.Exponential(tau2, tau, c, h),
            Rise1 = ExactIntegration.Alpha(tau1, tau, c, h),
            Rise2 = ExactIntegration.Alpha(tau2, tau, c, h),
            After1 = Lower(AfterSpike1, RateAfterSpike1, dt),
            After2 = Lower(AfterSpike2, RateAfterSpike2, dt),
            Rest = Rest.InMillivolts,
            Threshold = Threshold.InMillivolts,
            ResetFraction = HasResetRules ? ResetFraction : 0,
            ResetBase = HasResetRules ? (Rest + ResetAddition).InMillivolts : Reset.InMillivolts,
            DecaySpike = Math.Exp(-(dt * RateSpike)),
            DecaySpikeHeld = Math.Exp(-(Refractory * RateSpike)),
            JumpSpike = HasResetRules ? JumpSpike.InMillivolts : 0,
            DecayVoltage = decayVoltage,
            FollowDeparture = coupling * ExactIntegration.Exponential(tau, 1e3 / RateVoltage.InHertz, 1, h),
            FollowSteady = coupling * 1e3 / RateVoltage.InHertz * (1 - decayVoltage),
            PerLeak = 1 / g,
            Hold = StepCount.Of(Refractory, dt, "Glif.Refractory"),
        };
    }

    private AfterSpike<double> Lower(Current amplitude, Frequency rate, Time dt) => new()
    {
        Mean = -ExactIntegration.ExpM1(-(dt * rate)) / (dt * rate),
        Decay = Math.Exp(-(dt * rate)),
        DecayHeld = Math.Exp(-(Refractory * rate)),
        Jump = HasAfterSpikeCurrents ? amplitude.InPicoamperes : 0,
    };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V free = s.Hold <= V.Zero, before = s.U;
        V steady = V.FusedMultiplyAdd(c.After1.Mean, s.AfterSpike1, V.FusedMultiplyAdd(c.After2.Mean, s.AfterSpike2, input.Current + c.Bias));
        V first = V.FusedMultiplyAdd(c.Rise1, s.Rise1, V.FusedMultiplyAdd(c.Current1, s.Current1, V.FusedMultiplyAdd(c.Current, steady, c.Drift)));
        V driven = V.FusedMultiplyAdd(c.Rise2, s.Rise2, V.FusedMultiplyAdd(c.Current2, s.Current2, first));
        V after1 = c.After1.Decay * s.AfterSpike1, after2 = c.After2.Decay * s.AfterSpike2;
        V raised = c.DecaySpike * s.ThresholdSpike;

        V target = steady * c.PerLeak;
        V departure = before - c.Rest - target;
        V following = V.FusedMultiplyAdd(c.FollowDeparture, departure, V.FusedMultiplyAdd(c.FollowSteady, target, c.DecayVoltage * s.ThresholdVoltage));

        s.U = V.Select(free, V.FusedMultiplyAdd(c.DecayM, before, driven), before);
        s.AfterSpike1 = V.Select(free, after1, s.AfterSpike1);
        s.AfterSpike2 = V.Select(free, after2, s.AfterSpike2);
        s.ThresholdSpike = V.Select(free, raised, s.ThresholdSpike);
        s.ThresholdVoltage = V.Select(free, following, s.ThresholdVoltage);
        V spike = free * V.SpikeAbove(s.U - (s.ThresholdSpike + s.ThresholdVoltage + c.Threshold));

        s.U = V.Select(spike, V.FusedMultiplyAdd(c.ResetFraction, before - c.Rest, c.ResetBase), s.U);
        s.AfterSpike1 = V.Select(spike, V.FusedMultiplyAdd(c.After1.DecayHeld, s.AfterSpike1, c.After1.Jump), s.AfterSpike1);
        s.AfterSpike2 = V.Select(spike, V.FusedMultiplyAdd(c.After2.DecayHeld, s.AfterSpike2, c.After2.Jump), s.AfterSpike2);
        s.ThresholdSpike = V.Select(spike, V.FusedMultiplyAdd(c.DecaySpikeHeld, s.ThresholdSpike, c.JumpSpike), s.ThresholdSpike);
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - V.One, V.Zero));

        BetaKernel.Advance(c.Synapse1, ref s.Current1, ref s.Rise1);
        BetaKernel.Advance(c.Synapse2, ref s.Current2, ref s.Rise2);
        s.Rise1 = V.FusedMultiplyAdd(c.Synapse1.Peak, input.Port1, s.Rise1);
        s.Rise2 = V.FusedMultiplyAdd(c.Synapse2.Peak, input.Port2, s.Rise2);
        return spike;
    }
}
