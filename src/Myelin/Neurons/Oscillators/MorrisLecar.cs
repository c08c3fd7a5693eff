using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// The barnacle muscle fibre with instantaneous calcium and slow potassium: two variables, the textbook case of both kinds of excitability. The
/// defaults (a Hopf bifurcation) are a patch of 100 square micrometres, on which pF, nS and pA have the numbers of uF/cm2, mS/cm2 and
/// uA/cm2. Runge-Kutta of fourth order, the current held over the step. A spike is an upward crossing of the threshold; nothing is reset.
/// </summary>
/// <equation>C dU/dt = -gL (U - EL) - gCa minf(U) (U - ECa) - gK W (U - EK) + I; dW/dt = phi cosh((U - V3) / (2 V4)) (winf(U) - W); minf = (1 + tanh((U - V1) / V2)) / 2; winf = (1 + tanh((U - V3) / V4)) / 2</equation>
/// <source>Morris and Lecar (1981), Biophys. J. 35, eq. 9; parameters of Rinzel and Ermentrout (1989), "Methods in Neuronal Modeling", table 5.1.</source>
[Neuron]
public readonly partial record struct MorrisLecar()
{
    /// <summary>Membrane capacitance.</summary>
    [Positive]
    public Capacitance Capacitance { get; init; } = 20 * Syntax.pF;

    /// <summary>Leak conductance.</summary>
    [Positive]
    public Conductance Leak { get; init; } = 2 * Syntax.nS;

    /// <summary>Largest conductance of the calcium channels.</summary>
    [NonNegative]
    public Conductance Calcium { get; init; } = 4.4 * Syntax.nS;

    /// <summary>Largest conductance of the potassium channels.</summary>
    [NonNegative]
    public Conductance Potassium { get; init; } = 8 * Syntax.nS;

    /// <summary>Reversal potential of the leak.</summary>
    public Voltage LeakReversal { get; init; } = -60 * Syntax.mV;

    /// <summary>Reversal potential of calcium.</summary>
    public Voltage CalciumReversal { get; init; } = 120 * Syntax.mV;

    /// <summary>Reversal potential of potassium.</summary>
    public Voltage PotassiumReversal { get; init; } = -84 * Syntax.mV;

    /// <summary>Potential at which half of the calcium channels are open.</summary>
    public Voltage V1 { get; init; } = -1.2 * Syntax.mV;

    /// <summary>Width of the opening of the calcium channels.</summary>
    [Positive]
    public Voltage V2 { get; init; } = 18 * Syntax.mV;

    /// <summary>Potential at which half of the potassium channels are open.</summary>
    public Voltage V3 { get; init; } = 2 * Syntax.mV;

    /// <summary>Width of the opening of the potassium channels.</summary>
    [Positive]
    public Voltage V4 { get; init; } = 30 * Syntax.mV;

    /// <summary>Rate of the potassium channels (0.04 per ms).</summary>
    [Positive]
    public Frequency Phi { get; init; } = 0.04 / Syntax.ms;

    /// <summary>Potential whose upward crossing is a spike.</summary>
    public Voltage Threshold { get; init; }

    /// <summary>Constant external current.</summary>
    public Current Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("mV")]
        public V U;

        /// <summary>Part of the potassium channels that is open.</summary>
        [Unit("")]
        public V W;
    }

    /// <summary>What a step needs; conductances and currents over the capacitance.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a step [ms].</summary>
        public V Step;

        /// <summary>Leak conductance.</summary>
        public V Leak;

        /// <summary>Calcium conductance.</summary>
        public V Calcium;

        /// <summary>Potassium conductance.</summary>
        public V Potassium;

        /// <summary>Reversal potential of calcium.</summary>
        public V CalciumReversal;

        /// <summary>Reversal potential of potassium.</summary>
        public V PotassiumReversal;

        /// <summary>What leak and constant current add per ms at U = 0.</summary>
        public V Drive;

        /// <summary>One over the capacitance.</summary>
        public V Gain;

        /// <summary>-2 over V2.</summary>
        public V CalciumWidth;

        /// <summary>2 V1 over V2.</summary>
        public V CalciumHalf;

        /// <summary>-1 over 2 V4.</summary>
        public V PotassiumWidth;

        /// <summary>V3 over 2 V4.</summary>
        public V PotassiumHalf;

        /// <summary>Half the rate of the potassium channels [1/ms].</summary>
        public V HalfPhi;

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
    public string? Conflict(Time dt)
    {
        // With all channels open the membrane relaxes fastest.
        Time membrane = Capacitance / (Leak + Calcium + Potassium);

        // The potassium channels follow fastest where the potential is farthest from where half of them are open.
        double farthest = Math.Max(Math.Abs((PotassiumReversal - V3) / V4), Math.Abs((CalciumReversal - V3) / V4));
        return RungeKutta.Conflict(dt, RungeKutta.Longest(RungeKutta.Longest(Time.FromValue(double.MaxValue), 1, membrane), 1, 1 / (Phi * Math.Cosh(farthest / 2))));
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double c = Capacitance.InPicofarads, leak = Leak.InNanosiemens / c;
        return new()
        {
            Step = dt.InMilliseconds,
            Leak = leak,
            Calcium = Calcium.InNanosiemens / c,
            Potassium = Potassium.InNanosiemens / c,
            CalciumReversal = CalciumReversal.InMillivolts,
            PotassiumReversal = PotassiumReversal.InMillivolts,
            Drive = (leak * LeakReversal.InMillivolts) + (Bias.InPicoamperes / c),
            Gain = 1 / c,
            CalciumWidth = -2 / V2.InMillivolts,
            CalciumHalf = 2 * (V1 / V2),
            PotassiumWidth = -1 / (2 * V4.InMillivolts),
            PotassiumHalf = V3 / V4 / 2,
            HalfPhi = Phi * (0.5 * Syntax.ms),
            Threshold = Threshold.InMillivolts,
        };
    }

    /// <summary>The reversal potential of the leak, and the potassium channels in their steady state at it.</summary>
    public State<double> Initial(Time dt) => new()
    {
        U = LeakReversal.InMillivolts,
        W = (1 + Math.Tanh((LeakReversal - V3) / V4)) / 2,
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        Flow<V> y = new() { U = s.U, W = s.W, Drive = V.FusedMultiplyAdd(c.Gain, input.Current, c.Drive) };
        V below = s.U < c.Threshold;
        y = RungeKutta.Step<Flow<V>, V, Constants<V>>(y, c.Step, c, c, c);
        s.U = y.U;
        s.W = y.W;
        return V.Spike(y.U - c.Threshold) * below;
    }

    private struct Flow<V> : IFlow<Flow<V>, V, Constants<V>>
        where V : struct, IValue<V>
    {
        public V U;
        public V W;
        public V Drive;

        // Compiled by itself: inlined four times over, it would exceed what the compiler is willing to inline, and every operator would be a call.
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static Flow<V> Slope(in Flow<V> at, in Constants<V> drive)
        {
            // (1 + tanh x) / 2 = 1 / (1 + exp(-2 x)); one exponential serves both the steady state and the rate of W.
            V open = V.One / (V.One + V.Exp(V.FusedMultiplyAdd(drive.CalciumWidth, at.U, drive.CalciumHalf)));
            V q = V.Exp(V.FusedMultiplyAdd(drive.PotassiumWidth, at.U, drive.PotassiumHalf)), q2 = q * q;
            V rate = drive.HalfPhi * (q + (V.One / q));
            V steady = V.One / V.FusedMultiplyAdd(q2, q2, V.One);
            V slope = V.FusedMultiplyAdd(drive.Calcium * open, drive.CalciumReversal - at.U, V.FusedMultiplyAdd(-drive.Leak, at.U, at.Drive));
            return new()
            {
                U = V.FusedMultiplyAdd(drive.Potassium * at.W, drive.PotassiumReversal - at.U, slope),
                W = rate * (steady - at.W),
            };
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Along(in Flow<V> from, V duration, in Flow<V> slope) => new()
        {
            U = V.FusedMultiplyAdd(duration, slope.U, from.U),
            W = V.FusedMultiplyAdd(duration, slope.W, from.W),
            Drive = from.Drive,
        };
    }
}
