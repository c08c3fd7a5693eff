using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Quadratic integrate-and-fire: the normal form of a neuron whose firing starts at zero rate. Scaled so that the membrane time constant at
/// rest is TauM. Runge-Kutta of fourth order, the current held over the step; an arriving spike makes the potential jump at the end
/// of the step, before the threshold test.
/// </summary>
/// <equation>tauM dU/dt = (U - Rest) (U - Critical) / (Critical - Rest) + R I; spike and U = reset where U >= threshold</equation>
/// <source>Ermentrout and Kopell (1986), SIAM J. Appl. Math. 46; Gerstner et al. (2014), "Neuronal Dynamics", eq. 5.16.</source>
[Neuron]
public readonly partial record struct QuadraticIf()
{
    /// <summary>Membrane time constant at rest.</summary>
    [Positive]
    public Time TauM { get; init; } = 10 * Syntax.ms;

    /// <summary>Membrane resistance at rest.</summary>
    [Positive]
    public Resistance Resistance { get; init; } = 40 * Syntax.MOhm;

    /// <summary>Resting potential.</summary>
    public Voltage Rest { get; init; } = -65 * Syntax.mV;

    /// <summary>Potential above which the neuron fires without further input.</summary>
    public Voltage Critical { get; init; } = -50 * Syntax.mV;

    /// <summary>Potential at which a spike is cut off.</summary>
    public Voltage Threshold { get; init; } = 30 * Syntax.mV;

    /// <summary>Potential after a spike.</summary>
    public Voltage Reset { get; init; } = -70 * Syntax.mV;

    /// <summary>Constant external current.</summary>
    public Current Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a step [ms].</summary>
        public V Step;

        /// <summary>Factor of U squared.</summary>
        public V Square;

        /// <summary>Factor of U.</summary>
        public V Linear;

        /// <summary>What does not depend on U, the constant current included.</summary>
        public V Drive;

        /// <summary>Factor of the current.</summary>
        public V Gain;

        /// <summary>Potential at which a spike is cut off.</summary>
        public V Threshold;

        /// <summary>Potential after a spike.</summary>
        public V Reset;
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
        if (!(Critical > Rest)) return $"Critical of {Critical} must be above Rest of {Rest}.";
        if (!(Threshold > Critical)) return $"Threshold of {Threshold} must be above Critical of {Critical}.";
        if (!(Threshold > Reset)) return $"Threshold of {Threshold} must be above Reset of {Reset}.";

        // Just below the cut-off a deviation grows e-fold in this time; the scheme follows no faster growth.
        return RungeKutta.Conflict(dt, TauM * ((Critical - Rest) / ((2 * Threshold) - Rest - Critical)));
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double rest = Rest.InMillivolts, critical = Critical.InMillivolts, tau = TauM.InMilliseconds;
        double square = 1 / (tau * (critical - rest)), gain = Resistance.InGigaohms / tau;
        return new()
        {
            Step = dt.InMilliseconds,
            Square = square,
            Linear = -square * (rest + critical),
            Drive = (square * rest * critical) + (gain * Bias.InPicoamperes),
            Gain = gain,
            Threshold = Threshold.InMillivolts,
            Reset = Reset.InMillivolts,
        };
    }

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest.InMillivolts };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        Flow<V> y = new() { U = s.U, Drive = V.FusedMultiplyAdd(c.Gain, input.Current, c.Drive) };
        V u = RungeKutta.Step<Flow<V>, V, Constants<V>>(y, c.Step, c, c, c).U + input.Voltage;
        V spike = V.Spike(u - c.Threshold);
        s.U = V.Select(spike, c.Reset, u);
        return spike;
    }

    private struct Flow<V> : IFlow<Flow<V>, V, Constants<V>>
        where V : struct, IValue<V>
    {
        public V U;
        public V Drive;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Slope(in Flow<V> at, in Constants<V> drive) =>
            new() { U = V.FusedMultiplyAdd(V.FusedMultiplyAdd(drive.Square, at.U, drive.Linear), at.U, at.Drive) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Along(in Flow<V> from, V duration, in Flow<V> slope) =>
            new() { U = V.FusedMultiplyAdd(duration, slope.U, from.U), Drive = from.Drive };
    }
}
