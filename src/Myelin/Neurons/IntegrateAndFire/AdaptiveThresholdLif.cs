using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate-and-fire whose threshold rises with every spike and falls back slowly: homeostasis by intrinsic plasticity, so that no neuron of a competing
/// population wins all the time. Spikes that arrive make the membrane jump; those that arrive while it is refractory are lost.
/// </summary>
/// <equation>TauM dU/dt = Rest - U + jumps; TauTheta dTheta/dt = -Theta; where U >= Threshold + Theta: spike, U = Reset, Theta += ThetaPlus</equation>
/// <source>Diehl and Cook (2015), Front. Comput. Neurosci. 9, 99, section 2.3; with jumps in place of conductances as in Hazan et al. (2018), BindsNET DiehlAndCookNodes, AdaptiveLIFNodes.</source>
[Neuron]
public readonly partial record struct AdaptiveThresholdLif()
{
    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time TauM { get; init; } = 100 * Syntax.ms;

    /// <summary>Resting potential.</summary>
    public Voltage Rest { get; init; } = -65 * Syntax.mV;

    /// <summary>Spike threshold of a neuron that has not fired.</summary>
    public Voltage Threshold { get; init; } = -52 * Syntax.mV;

    /// <summary>Potential after a spike.</summary>
    public Voltage Reset { get; init; } = -65 * Syntax.mV;

    /// <summary>Absolute refractory period.</summary>
    [NonNegative]
    public Time Refractory { get; init; } = 5 * Syntax.ms;

    /// <summary>How much a spike raises the threshold; 0 for a threshold that only falls.</summary>
    public Voltage ThetaPlus { get; init; } = 0.05 * Syntax.mV;

    /// <summary>Time constant of the threshold.</summary>
    [Positive]
    public Time TauTheta { get; init; } = 1e7 * Syntax.ms;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;

        /// <summary>How far the threshold has risen.</summary>
        [Unit("mV")]
        public V Theta;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>exp(-dt / TauM).</summary>
        public V DecayM;

        /// <summary>What the leak adds in a step.</summary>
        public V Drift;

        /// <summary>exp(-dt / TauTheta).</summary>
        public V DecayTheta;

        /// <summary>Spike threshold of a neuron that has not fired.</summary>
        public V Threshold;

        /// <summary>Potential after a spike.</summary>
        public V Reset;

        /// <summary>How much a spike raises the threshold.</summary>
        public V ThetaPlus;

        /// <summary>Refractory period in steps.</summary>
        public V Hold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Jump of the membrane potential.</summary>
        [Unit("mV")]
        public V Voltage;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Threshold > Reset ? null : $"Threshold of {Threshold} must be above Reset of {Reset}.";

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        DecayM = Math.Exp(-(dt / TauM)),
        Drift = Rest.InMillivolts * -ExactIntegration.ExpM1(-(dt / TauM)),
        DecayTheta = Math.Exp(-(dt / TauTheta)),
        Threshold = Threshold.InMillivolts,
        Reset = Reset.InMillivolts,
        ThetaPlus = ThetaPlus.InMillivolts,
        Hold = StepCount.Of(Refractory, dt, "AdaptiveThresholdLif.Refractory"),
    };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V u = V.FusedMultiplyAdd(c.DecayM, s.U, c.Drift) + V.Select(s.Hold <= V.Zero, input.Voltage, V.Zero);
        V theta = s.Theta * c.DecayTheta;
        V spike = V.Spike(u - (c.Threshold + theta));
        s.U = V.Select(spike, c.Reset, u);
        s.Theta = V.FusedMultiplyAdd(spike, c.ThetaPlus, theta);
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }
}
