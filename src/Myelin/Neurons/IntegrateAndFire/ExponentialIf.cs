using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Exponential integrate-and-fire: a leaky membrane whose spike starts as exponentially as that of sodium channels. Runge-Kutta of fourth order,
/// the current held over the step; within a step the exponential sees at most the cut-off potential. An arriving spike makes the potential
/// jump at the end of the step, before the threshold test, and is lost while the neuron is refractory.
/// </summary>
/// <equation>C dU/dt = -gL (U - E) + gL DeltaT exp((U - VT) / DeltaT) + I; spike and U = reset where U >= threshold</equation>
/// <source>Fourcaud-Trocme, Hansel, van Vreeswijk and Brunel (2003), J. Neurosci. 23, eqs. 3 and 4, parameters of their Figure 1.</source>
[Neuron]
public readonly partial record struct ExponentialIf()
{
    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 100 * Syntax.pF;

    /// <summary>Leak conductance.</summary>
    [Positive]
    public Conductance Leak { get; init; } = 10 * Syntax.nS;

    /// <summary>Resting potential of the leak.</summary>
    public Voltage Rest { get; init; } = -65 * Syntax.mV;

    /// <summary>Potential VT at which the slope of the current-voltage curve is zero.</summary>
    public Voltage Onset { get; init; } = -59.9 * Syntax.mV;

    /// <summary>Sharpness DeltaT of spike initiation.</summary>
    [Positive]
    public Voltage Sharpness { get; init; } = 3.48 * Syntax.mV;

    /// <summary>Potential at which a spike is cut off.</summary>
    public Voltage Threshold { get; init; } = -30 * Syntax.mV;

    /// <summary>Potential after a spike.</summary>
    public Voltage Reset { get; init; } = -68 * Syntax.mV;

    /// <summary>Absolute refractory period.</summary>
    [NonNegative]
    public Time Refractory { get; init; } = 1.7 * Syntax.ms;

    /// <summary>Constant external current.</summary>
    public Current Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a step [ms].</summary>
        public V Step;

        /// <summary>Rate of the leak [1/ms].</summary>
        public V Leak;

        /// <summary>Leak rate times sharpness.</summary>
        public V Rise;

        /// <summary>One over the sharpness.</summary>
        public V Sharpness;

        /// <summary>Onset over sharpness.</summary>
        public V Onset;

        /// <summary>What leak and constant current add per ms at U = 0.</summary>
        public V Drive;

        /// <summary>One over the capacitance.</summary>
        public V Gain;

        /// <summary>Potential at which a spike is cut off.</summary>
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
    public string? Conflict(Time dt)
    {
        if (!(Threshold > Onset)) return $"Threshold of {Threshold} must be above Onset of {Onset}.";
        if (!(Threshold > Reset)) return $"Threshold of {Threshold} must be above Reset of {Reset}.";
        return RungeKutta.Conflict(dt, RungeKutta.Longest(Time.FromValue(double.MaxValue), 1, Capacitance / Leak));
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double leak = Leak.InNanosiemens / Capacitance.InPicofarads;
        return new()
        {
            Step = dt.InMilliseconds,
            Leak = leak,
            Rise = leak * Sharpness.InMillivolts,
            Sharpness = 1 / Sharpness.InMillivolts,
            Onset = Onset / Sharpness,
            Drive = (leak * Rest.InMillivolts) + (Bias.InPicoamperes / Capacitance.InPicofarads),
            Gain = 1 / Capacitance.InPicofarads,
            Threshold = Threshold.InMillivolts,
            Reset = Reset.InMillivolts,
            Hold = StepCount.Of(Refractory, dt, "ExponentialIf.Refractory"),
        };
    }

    /// <summary>The state at the resting potential of the leak.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V free = s.Hold <= V.Zero;
        Flow<V> y = new() { U = s.U, Drive = V.FusedMultiplyAdd(c.Gain, input.Current, c.Drive) };
        V u = V.Select(free, RungeKutta.Step<Flow<V>, V, Constants<V>>(y, c.Step, c, c, c).U + input.Voltage, s.U);
        V spike = V.Spike(u - c.Threshold);
        s.U = V.Select(spike, c.Reset, u);
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }

    private struct Flow<V> : IFlow<Flow<V>, V, Constants<V>>
        where V : struct, IValue<V>
    {
        public V U;
        public V Drive;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Slope(in Flow<V> at, in Constants<V> drive)
        {
            V u = V.Min(at.U, drive.Threshold);
            V rise = V.Exp(V.FusedMultiplyAdd(u, drive.Sharpness, -drive.Onset));
            return new() { U = V.FusedMultiplyAdd(drive.Rise, rise, V.FusedMultiplyAdd(-drive.Leak, u, at.Drive)) };
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Along(in Flow<V> from, V duration, in Flow<V> slope) =>
            new() { U = V.FusedMultiplyAdd(duration, slope.U, from.U), Drive = from.Drive };
    }
}
