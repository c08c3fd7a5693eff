using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// The squid axon's membrane. The defaults are a patch of 100 square micrometres, on which pF, nS and pA have the numbers of the paper's
/// uF/cm2, mS/cm2 and uA/cm2; potentials are absolute, with rest at -65 mV. Runge-Kutta of fourth order, the current held over the step.
/// A spike is an upward crossing of the threshold; nothing is reset. Below about -140 mV (at steps of 0.01 ms) the rates stay as they are there.
/// </summary>
/// <equation>C dU/dt = -gNa M^3 H (U - ENa) - gK N^4 (U - EK) - gL (U - EL) + I; dX/dt = phi (alphaX(U) (1 - X) - betaX(U) X) for X = M, H, N; phi = 3^((T - 6.3) / 10)</equation>
/// <source>Hodgkin and Huxley (1952), J. Physiol. 117, eqs. 7, 12, 13, 20, 21, 23, 24 and 26.</source>
[Neuron]
public readonly partial record struct HodgkinHuxley()
{
    private const double LongestStep = 0.05;

    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 1 * Syntax.pF;

    /// <summary>Largest conductance of the sodium channels.</summary>
    [NonNegative]
    public Conductance Sodium { get; init; } = 120 * Syntax.nS;

    /// <summary>Largest conductance of the potassium channels.</summary>
    [NonNegative]
    public Conductance Potassium { get; init; } = 36 * Syntax.nS;

    /// <summary>Leak conductance.</summary>
    [Positive]
    public Conductance Leak { get; init; } = 0.3 * Syntax.nS;

    /// <summary>Reversal potential of sodium.</summary>
    public Voltage SodiumReversal { get; init; } = 50 * Syntax.mV;

    /// <summary>Reversal potential of potassium.</summary>
    public Voltage PotassiumReversal { get; init; } = -77 * Syntax.mV;

    /// <summary>Reversal potential of the leak.</summary>
    public Voltage LeakReversal { get; init; } = -54.4 * Syntax.mV;

    /// <summary>Potential at which the neuron starts, its gates in their steady state.</summary>
    [Between(-200, 200)]
    public Voltage Rest { get; init; } = -65 * Syntax.mV;

    /// <summary>Potential whose upward crossing is a spike.</summary>
    public Voltage Threshold { get; init; }

    /// <summary>Temperature in degrees Celsius; all rates grow threefold every 10 degrees.</summary>
    [Between(0, 40)]
    public double Temperature { get; init; } = 6.3;

    /// <summary>Constant external current.</summary>
    public Current Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;

        /// <summary>Activation of sodium.</summary>
        [Unit("")]
        public V M;

        /// <summary>Inactivation of sodium (1 where not inactivated).</summary>
        [Unit("")]
        public V H;

        /// <summary>Activation of potassium.</summary>
        [Unit("")]
        public V N;
    }

    /// <summary>What a step needs; conductances and currents over the capacitance.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a step [ms].</summary>
        public V Step;

        /// <summary>Sodium conductance.</summary>
        public V Sodium;

        /// <summary>Potassium conductance.</summary>
        public V Potassium;

        /// <summary>Leak conductance.</summary>
        public V Leak;

        /// <summary>Reversal potential of sodium.</summary>
        public V SodiumReversal;

        /// <summary>Reversal potential of potassium.</summary>
        public V PotassiumReversal;

        /// <summary>What leak and constant current add per ms at U = 0.</summary>
        public V Drive;

        /// <summary>One over the capacitance.</summary>
        public V Gain;

        /// <summary>Factor of all rates, from the temperature.</summary>
        public V Phi;

        /// <summary>Potential below which the rates keep the values that they have at it.</summary>
        public V Floor;

        /// <summary>Potential whose upward crossing is a spike.</summary>
        public V Threshold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>External current, constant over the step.</summary>
        [Unit("pA")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => RungeKutta.Conflict(dt, RungeKutta.Longest(LongestStep / Math.Max(1, Phi) * Syntax.ms, 1, RungeKutta.OpenChannels(Sodium + Potassium, Leak, Capacitance)));

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double c = Capacitance.InPicofarads, leak = Leak.InNanosiemens / c;
        return new()
        {
            Step = dt.InMilliseconds,
            Sodium = Sodium.InNanosiemens / c,
            Potassium = Potassium.InNanosiemens / c,
            Leak = leak,
            SodiumReversal = SodiumReversal.InMillivolts,
            PotassiumReversal = PotassiumReversal.InMillivolts,
            Drive = (leak * LeakReversal.InMillivolts) + (Bias.InPicoamperes / c),
            Gain = 1 / c,
            Phi = Phi,

            // Far below rest the closing of M is so fast that the scheme would be unstable; there every gate has long been at its end.
            Floor = -65 - (18 * Math.Log(2.5 / (4 * Phi * dt.InMilliseconds))),
            Threshold = Threshold.InMillivolts,
        };
    }

    /// <summary>The starting potential, and the gates in their steady state at it.</summary>
    public State<double> Initial(Time dt)
    {
        SquidChannels<Scalar> at = new(new(Rest.InMillivolts));
        return new()
        {
            U = Rest.InMillivolts,
            M = (at.OpenM / (at.OpenM + at.CloseM)).Number,
            H = (at.OpenH / (at.OpenH + at.CloseH)).Number,
            N = (at.OpenN / (at.OpenN + at.CloseN)).Number,
        };
    }

    private double Phi => Math.Pow(3, (Temperature - 6.3) / 10);

    // Not inlined into the engine's loop, for the same reason as Slope.
    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        Flow<V> y = new() { U = s.U, M = s.M, H = s.H, N = s.N, Drive = V.FusedMultiplyAdd(c.Gain, input.Current, c.Drive) };
        V below = s.U < c.Threshold;
        y = RungeKutta.Step<Flow<V>, V, Constants<V>>(y, c.Step, c, c, c);
        s.U = y.U;
        s.M = y.M;
        s.H = y.H;
        s.N = y.N;
        return V.Spike(y.U - c.Threshold) * below;
    }

    private struct Flow<V> : IFlow<Flow<V>, V, Constants<V>>
        where V : struct, IValue<V>
    {
        public V U;
        public V M;
        public V H;
        public V N;
        public V Drive;

        // Compiled by itself: inlined four times over, it would exceed what the compiler is willing to inline, and every operator would be a call.
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static Flow<V> Slope(in Flow<V> at, in Constants<V> drive)
        {
            SquidChannels<V> rates = new(V.Max(at.U, drive.Floor));
            V sodium = SquidChannels<V>.Sodium(drive.Sodium, at.M, at.H), potassium = SquidChannels<V>.Potassium(drive.Potassium, at.N);
            V slope = V.FusedMultiplyAdd(sodium, drive.SodiumReversal - at.U, V.FusedMultiplyAdd(-drive.Leak, at.U, at.Drive));
            return new()
            {
                U = V.FusedMultiplyAdd(potassium, drive.PotassiumReversal - at.U, slope),
                M = drive.Phi * Gate(at.M, rates.OpenM, rates.CloseM),
                H = drive.Phi * Gate(at.H, rates.OpenH, rates.CloseH),
                N = drive.Phi * Gate(at.N, rates.OpenN, rates.CloseN),
            };
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Along(in Flow<V> from, V duration, in Flow<V> slope) => new()
        {
            U = V.FusedMultiplyAdd(duration, slope.U, from.U),
            M = V.FusedMultiplyAdd(duration, slope.M, from.M),
            H = V.FusedMultiplyAdd(duration, slope.H, from.H),
            N = V.FusedMultiplyAdd(duration, slope.N, from.N),
            Drive = from.Drive,
        };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Gate(V gate, V open, V close) => V.FusedMultiplyAdd(-(open + close), gate, open);
    }
}
