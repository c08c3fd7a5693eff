using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Wilson's and Cowan's pair of an excitatory and an inhibitory population rate, coupled within the unit. Runge-Kutta of fourth order,
/// the input held over the step. It emits the excitatory rate in every step.
/// </summary>
/// <equation>
/// Tau dU/dt = -U + (1 - r U) Se(EE U - EI W + P); Tau dW/dt = -W + (1 - r W) Si(IE U - II W + Q); S(x) = 1 / (1 + exp(-slope (x -
/// theta))) - 1 / (1 + exp(slope theta))
/// </equation>
/// <source>Wilson and Cowan (1972), Biophys. J. 12, eqs. 11 to 13.</source>
[Neuron]
public readonly partial record struct WilsonCowan()
{
    /// <summary>Time constant.</summary>
    [Positive]
    public Time Tau { get; init; } = 10 * Syntax.ms;

    /// <summary>Refractoriness.</summary>
    [NonNegative]
    public double Refractory { get; init; } = 1;

    /// <summary>Weight from excitation to excitation.</summary>
    [NonNegative]
    public double EE { get; init; } = 16;

    /// <summary>Weight from inhibition to excitation.</summary>
    [NonNegative]
    public double EI { get; init; } = 12;

    /// <summary>Weight from excitation to inhibition.</summary>
    [NonNegative]
    public double IE { get; init; } = 15;

    /// <summary>Weight from inhibition to inhibition.</summary>
    [NonNegative]
    public double II { get; init; } = 3;

    /// <summary>Slope of the excitatory sigmoid.</summary>
    [Positive]
    public double SlopeE { get; init; } = 1.3;

    /// <summary>Midpoint of the excitatory sigmoid.</summary>
    public double ThetaE { get; init; } = 4;

    /// <summary>Slope of the inhibitory sigmoid.</summary>
    [Positive]
    public double SlopeI { get; init; } = 2;

    /// <summary>Midpoint of the inhibitory sigmoid.</summary>
    public double ThetaI { get; init; } = 3.7;

    /// <summary>Constant input of the excitatory population.</summary>
    public double P { get; init; }

    /// <summary>Constant input of the inhibitory population.</summary>
    public double Q { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Excitatory rate.</summary>
        [Unit("")]
        public V U;

        /// <summary>Inhibitory rate.</summary>
        [Unit("")]
        public V W;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a step in units of Tau.</summary>
        public V Step;

        /// <summary>Refractoriness.</summary>
        public V Refractory;

        /// <summary>Weight from excitation to excitation.</summary>
        public V EE;

        /// <summary>Weight from inhibition to excitation.</summary>
        public V EI;

        /// <summary>Weight from excitation to inhibition.</summary>
        public V IE;

        /// <summary>Weight from inhibition to inhibition.</summary>
        public V II;

        /// <summary>Slope of the excitatory sigmoid.</summary>
        public V SlopeE;

        /// <summary>Midpoint of the excitatory sigmoid.</summary>
        public V ThetaE;

        /// <summary>The excitatory sigmoid at 0.</summary>
        public V FloorE;

        /// <summary>Slope of the inhibitory sigmoid.</summary>
        public V SlopeI;

        /// <summary>Midpoint of the inhibitory sigmoid.</summary>
        public V ThetaI;

        /// <summary>The inhibitory sigmoid at 0.</summary>
        public V FloorI;

        /// <summary>Input of the excitatory population.</summary>
        public V P;

        /// <summary>Input of the inhibitory population.</summary>
        public V Q;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Input of the excitatory population.</summary>
        [Unit("")]
        public V Current;

        /// <summary>Input of the inhibitory population.</summary>
        [Unit("")]
        public V Inhibitory;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => RungeKutta.Conflict(dt, Tau);

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Step = dt / Tau,
        Refractory = Refractory,
        EE = EE,
        EI = EI,
        IE = IE,
        II = II,
        SlopeE = SlopeE,
        ThetaE = ThetaE,
        FloorE = 1 / (1 + Math.Exp(SlopeE * ThetaE)),
        SlopeI = SlopeI,
        ThetaI = ThetaI,
        FloorI = 1 / (1 + Math.Exp(SlopeI * ThetaI)),
        P = P,
        Q = Q,
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        Constants<V> drive = c;
        drive.P += input.Current;
        drive.Q += input.Inhibitory;
        Flow<V> y = RungeKutta.Step<Flow<V>, V, Constants<V>>(new Flow<V> { U = s.U, W = s.W }, c.Step, drive, drive, drive);
        s.U = y.U;
        s.W = y.W;
        return s.U;
    }

    private struct Flow<V> : IFlow<Flow<V>, V, Constants<V>>
        where V : struct, IValue<V>
    {
        public V U;
        public V W;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Slope(in Flow<V> at, in Constants<V> c) => new()
        {
            U = Rate(at.U, (c.EE * at.U) - (c.EI * at.W) + c.P, c.SlopeE, c.ThetaE, c.FloorE, c.Refractory),
            W = Rate(at.W, (c.IE * at.U) - (c.II * at.W) + c.Q, c.SlopeI, c.ThetaI, c.FloorI, c.Refractory),
        };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Along(in Flow<V> from, V duration, in Flow<V> slope) => new()
        {
            U = V.FusedMultiplyAdd(duration, slope.U, from.U),
            W = V.FusedMultiplyAdd(duration, slope.W, from.W),
        };

        private static V Rate(V at, V input, V slope, V theta, V floor, V refractory)
        {
            V sigmoid = (V.One / (V.One + V.Exp(V.Min(slope * (theta - input), V.Constant(50))))) - floor;
            return ((V.One - (refractory * at)) * sigmoid) - at;
        }
    }
}
