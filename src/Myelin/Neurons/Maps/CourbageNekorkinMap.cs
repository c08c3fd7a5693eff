using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// The map of Courbage, Nekorkin and Vdovin: a piecewise linear fast variable with a discontinuity at its threshold, and a slow one; silent,
/// tonic or bursting, with or without chaos. One step is one iteration, whatever its length, and everything is a pure number. A spike is an
/// upward crossing of the discontinuity D; nothing is reset.
/// </summary>
/// <equation>U[t+1] = U[t] + F(U[t]) - W[t] - beta H(U[t] - d) + I; W[t+1] = W[t] + epsilon (U[t] - J); F(u) = -m0 u up to Jmin = a m1 / (m0 + m1), -m0 (u - 1) from Jmax = (m0 + a m1) / (m0 + m1), m1 (u - a) between; H is the unit step</equation>
/// <source>Courbage, Nekorkin and Vdovin (2007), Chaos 17, 043109, eqs. 3 to 5, parameters of its Figures 1 and 4.</source>
[Neuron]
public readonly partial record struct CourbageNekorkinMap()
{
    /// <summary>Slope m0 of the outer branches, downwards.</summary>
    [Positive]
    public double M0 { get; init; } = 0.0864;

    /// <summary>Slope m1 of the middle branch, upwards.</summary>
    [Positive]
    public double M1 { get; init; } = 0.65;

    /// <summary>Zero a of the middle branch.</summary>
    [Between(0, 1)]
    public double A { get; init; } = 0.2;

    /// <summary>Place d of the discontinuity, the threshold of excitation.</summary>
    public double D { get; init; } = 0.235;

    /// <summary>Height beta of the discontinuity.</summary>
    public double Beta { get; init; } = 0.085;

    /// <summary>Rate epsilon of the slow variable.</summary>
    [Positive]
    public double Epsilon { get; init; } = 0.02;

    /// <summary>Level J of the fast variable at which the slow one rests.</summary>
    public double J { get; init; } = 0.2;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Fast variable, the potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Slow variable.</summary>
        [Unit("")]
        public V W;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Slope of the outer branches.</summary>
        public V M0;

        /// <summary>Slope of the middle branch.</summary>
        public V M1;

        /// <summary>Zero of the middle branch.</summary>
        public V A;

        /// <summary>End of the lower branch.</summary>
        public V Low;

        /// <summary>Start of the upper branch.</summary>
        public V High;

        /// <summary>Place of the discontinuity.</summary>
        public V D;

        /// <summary>Height of the discontinuity.</summary>
        public V Beta;

        /// <summary>Rate of the slow variable.</summary>
        public V Epsilon;

        /// <summary>Resting level of the slow variable.</summary>
        public V J;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>What is added to the fast variable.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        M0 = M0,
        M1 = M1,
        A = A,
        Low = A * M1 / (M0 + M1),
        High = (M0 + (A * M1)) / (M0 + M1),
        D = D,
        Beta = Beta,
        Epsilon = Epsilon,
        J = J,
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V outer = -c.M0 * V.Select(s.U >= c.High, s.U - V.One, s.U);
        V middle = (s.U > c.Low) * (s.U < c.High);
        V above = s.U >= c.D;
        V u = s.U + V.Select(middle, c.M1 * (s.U - c.A), outer) - s.W - (c.Beta * above) + input.Current;
        V spike = V.Spike(u - c.D) * (V.One - above);
        s.W = V.FusedMultiplyAdd(c.Epsilon, s.U - c.J, s.W);
        s.U = u;
        return spike;
    }
}
