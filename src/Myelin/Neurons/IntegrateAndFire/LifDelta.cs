using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate-and-fire whose membrane jumps when a spike arrives. Exact integration on the grid. The jump is in the potential at the
/// end of the step, before the threshold test. During the refractory period the membrane stays at reset; jumps that arrive then are
/// lost, unless <see cref="RefractoryInput.Keep"/> saves them for its end.
/// </summary>
/// <equation>C dU/dt = -C (U - E) / tauM + I + C sum_j w_j delta(t - t_j); spike and U = reset where U >= threshold</equation>
/// <source>Rotter and Diesmann (1999), Biological Cybernetics 81, section 3.1; Brunel (2000), J. Comput. Neurosci. 8, eq. 1; NEST iaf_psc_delta.</source>
[Neuron]
public readonly partial record struct LifDelta()
{
    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time TauM { get; init; } = 10 * Syntax.ms;

    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 250 * Syntax.pF;

    /// <summary>Resting potential.</summary>
    public Voltage Rest { get; init; } = -70 * Syntax.mV;

    /// <summary>Spike threshold.</summary>
    public Voltage Threshold { get; init; } = -55 * Syntax.mV;

    /// <summary>Potential after a spike.</summary>
    public Voltage Reset { get; init; } = -70 * Syntax.mV;

    /// <summary>Absolute refractory period.</summary>
    [NonNegative]
    public Time Refractory { get; init; } = 2 * Syntax.ms;

    /// <summary>What becomes of a jump that arrives during the refractory period.</summary>
    public RefractoryInput RefractoryInput { get; init; } = RefractoryInput.Discard;

    /// <summary>Constant external current.</summary>
    public Current Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;

        /// <summary>Jumps kept for the end of the refractory period.</summary>
        [Unit("mV")]
        public V Pending;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>exp(-dt / TauM).</summary>
        public V DecayM;

        /// <summary>Propagator of the external current into the potential.</summary>
        public V Current;

        /// <summary>What the leak and the constant current add in a step.</summary>
        public V Drift;

        /// <summary>Decay of a kept jump in a step; 0 where jumps are lost.</summary>
        public V Keep;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>Potential after a spike.</summary>
        public V Reset;

        /// <summary>Refractory period in steps.</summary>
        public V Hold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Jump of the membrane potential.</summary>
        [Unit("mV")]
        public V Voltage;

        /// <summary>External current, constant over the step.</summary>
        [Unit("pA")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Threshold > Reset ? null : $"Threshold of {Threshold} must be above Reset of {Reset}.";

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double h = dt.InMilliseconds, tau = TauM.InMilliseconds;
        double decay = Math.Exp(-h / tau);
        double approach = -ExactIntegration.ExpM1(-h / tau);
        double current = tau / Capacitance.InPicofarads * approach;
        return new()
        {
            DecayM = decay,
            Current = current,
            Drift = (Rest.InMillivolts * approach) + (Bias.InPicoamperes * current),
            Keep = RefractoryInput == RefractoryInput.Keep ? decay : 0,
            Threshold = Threshold.InMillivolts,
            Reset = Reset.InMillivolts,
            Hold = StepCount.Of(Refractory, dt, "LifDelta.Refractory"),
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V free = s.Hold <= V.Zero;
        V arrived = input.Voltage + s.Pending;
        V u = V.FusedMultiplyAdd(c.DecayM, s.U, V.FusedMultiplyAdd(c.Current, input.Current, c.Drift)) + arrived;
        s.U = V.Select(free, u, s.U);
        s.Pending = V.Select(free, V.Zero, c.Keep * arrived);
        V spike = V.Spike(s.U - c.Threshold);
        s.U = V.Select(spike, c.Reset, s.U);
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }
}
