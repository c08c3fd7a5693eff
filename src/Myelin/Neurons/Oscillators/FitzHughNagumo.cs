using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// FitzHugh's and Nagumo's excitable system: the squid axon reduced to a cubic and a line, in pure numbers. Its unit of time is 1 ms.
/// Runge-Kutta of fourth order, the current held over the step. A spike is an upward crossing of the threshold; nothing is reset.
/// </summary>
/// <equation>dU/dt = U - U^3 / 3 - W + I; dW/dt = epsilon (U + a - b W)</equation>
/// <source>FitzHugh (1961), Biophys. J. 1, eqs. 1 and 2; Nagumo, Arimoto and Yoshizawa (1962), Proc. IRE 50.</source>
[Neuron]
public readonly partial record struct FitzHughNagumo()
{
    /// <summary>Offset of the recovery.</summary>
    public double A { get; init; } = 0.7;

    /// <summary>Decay of the recovery.</summary>
    [NonNegative]
    public double B { get; init; } = 0.8;

    /// <summary>Rate of the recovery.</summary>
    [Positive]
    public double Epsilon { get; init; } = 0.08;

    /// <summary>Value whose upward crossing is a spike.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>Constant external current.</summary>
    public double Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Recovery variable.</summary>
        [Unit("")]
        public V W;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a step [ms].</summary>
        public V Step;

        /// <summary>Rate of the recovery.</summary>
        public V Epsilon;

        /// <summary>Rate times offset of the recovery.</summary>
        public V Offset;

        /// <summary>Rate times decay of the recovery.</summary>
        public V Decay;

        /// <summary>Constant external current.</summary>
        public V Bias;

        /// <summary>Value whose upward crossing is a spike.</summary>
        public V Threshold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>External current, constant over the step.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => RungeKutta.Conflict(dt, 0.5 / Math.Max(1, Epsilon * B) * Syntax.ms);

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Step = dt.InMilliseconds,
        Epsilon = Epsilon,
        Offset = Epsilon * A,
        Decay = Epsilon * B,
        Bias = Bias,
        Threshold = Threshold,
    };

    /// <summary>A resting point of the neuron with its constant current, the only one where B is at most 1.</summary>
    public State<double> Initial(Time dt)
    {
        // A + U - B W(U) is negative far below and positive far above the point where it is zero.
        double far = 2 + Math.Abs(A) + (B * Math.Abs(Bias)), low = -far, high = far;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            if (A + middle - (B * Nullcline(middle)) < 0) low = middle;
            else high = middle;
        }

        return new() { U = low, W = Nullcline(low) };
    }

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        Flow<V> y = new() { U = s.U, W = s.W, Drive = c.Bias + input.Current };
        V below = s.U < c.Threshold;
        y = RungeKutta.Step<Flow<V>, V, Constants<V>>(y, c.Step, c, c, c);
        s.U = y.U;
        s.W = y.W;
        return V.Spike(y.U - c.Threshold) * below;
    }

    private double Nullcline(double u) => u - (u * u * u / 3) + Bias;

    private struct Flow<V> : IFlow<Flow<V>, V, Constants<V>>
        where V : struct, IValue<V>
    {
        public V U;
        public V W;
        public V Drive;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Slope(in Flow<V> at, in Constants<V> drive) => new()
        {
            U = V.FusedMultiplyAdd(V.FusedMultiplyAdd(V.Constant(-1.0 / 3) * at.U, at.U, V.One), at.U, at.Drive - at.W),
            W = V.FusedMultiplyAdd(drive.Epsilon, at.U, V.FusedMultiplyAdd(-drive.Decay, at.W, drive.Offset)),
        };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Along(in Flow<V> from, V duration, in Flow<V> slope) => new()
        {
            U = V.FusedMultiplyAdd(duration, slope.U, from.U),
            W = V.FusedMultiplyAdd(duration, slope.W, from.W),
            Drive = from.Drive,
        };
    }
}
