using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Hindmarsh's and Rose's bursting neuron in pure numbers: a fast spiking pair and a slow adaptation, regular, bursting or chaotic by its
/// constant current. Its unit of time is 1 ms. Runge-Kutta of fourth order, the current held over the step. A spike is an upward
/// crossing of the threshold; nothing is reset.
/// </summary>
/// <equation>dU/dt = W - a U^3 + b U^2 - Z + I; dW/dt = c - d U^2 - W; dZ/dt = r (s (U - xR) - Z)</equation>
/// <source>Hindmarsh and Rose (1984), Proc. R. Soc. B 221, eqs. 5 to 7.</source>
[Neuron]
public readonly partial record struct HindmarshRose()
{
    /// <summary>Strength of the cubic restoring term.</summary>
    [Positive]
    public double A { get; init; } = 1;

    /// <summary>Strength of the quadratic excitation.</summary>
    public double B { get; init; } = 3;

    /// <summary>Constant drive of the recovery.</summary>
    public double C { get; init; } = 1;

    /// <summary>How strongly the potential drives the recovery.</summary>
    public double D { get; init; } = 5;

    /// <summary>Rate of the adaptation.</summary>
    [Positive]
    public double R { get; init; } = 0.006;

    /// <summary>Strength of the adaptation.</summary>
    public double S { get; init; } = 4;

    /// <summary>Potential xR at which there is no adaptation.</summary>
    public double Rest { get; init; } = -1.6;

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

        /// <summary>Adaptation.</summary>
        [Unit("")]
        public V Z;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a step [ms].</summary>
        public V Step;

        /// <summary>Cubic restoring term.</summary>
        public V A;

        /// <summary>Quadratic excitation.</summary>
        public V B;

        /// <summary>Constant drive of the recovery.</summary>
        public V C;

        /// <summary>Drive of the recovery by the potential.</summary>
        public V D;

        /// <summary>Rate of the adaptation.</summary>
        public V R;

        /// <summary>Rate times strength of the adaptation.</summary>
        public V Adaptation;

        /// <summary>What the adaptation gains at U = 0.</summary>
        public V Offset;

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
    public string? Conflict(Time dt) => RungeKutta.Conflict(dt, 0.1 / Math.Max(1, Math.Max(A, R)) * Syntax.ms);

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Step = dt.InMilliseconds,
        A = A,
        B = B,
        C = C,
        D = D,
        R = R,
        Adaptation = R * S,
        Offset = -R * S * Rest,
        Bias = Bias,
        Threshold = Threshold,
    };

    /// <summary>The potential without adaptation, with the recovery in its steady state at it.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest, W = C - (D * Rest * Rest) };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        Flow<V> y = new() { U = s.U, W = s.W, Z = s.Z, Drive = c.Bias + input.Current };
        V below = s.U < c.Threshold;
        y = RungeKutta.Step<Flow<V>, V, Constants<V>>(y, c.Step, c, c, c);
        s.U = y.U;
        s.W = y.W;
        s.Z = y.Z;
        return V.Spike(y.U - c.Threshold) * below;
    }

    private struct Flow<V> : IFlow<Flow<V>, V, Constants<V>>
        where V : struct, IValue<V>
    {
        public V U;
        public V W;
        public V Z;
        public V Drive;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Slope(in Flow<V> at, in Constants<V> drive)
        {
            V square = at.U * at.U;
            return new()
            {
                U = V.FusedMultiplyAdd(square, V.FusedMultiplyAdd(-drive.A, at.U, drive.B), at.Drive + at.W - at.Z),
                W = V.FusedMultiplyAdd(-drive.D, square, drive.C - at.W),
                Z = V.FusedMultiplyAdd(drive.Adaptation, at.U, V.FusedMultiplyAdd(-drive.R, at.Z, drive.Offset)),
            };
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Flow<V> Along(in Flow<V> from, V duration, in Flow<V> slope) => new()
        {
            U = V.FusedMultiplyAdd(duration, slope.U, from.U),
            W = V.FusedMultiplyAdd(duration, slope.W, from.W),
            Z = V.FusedMultiplyAdd(duration, slope.Z, from.Z),
            Drive = from.Drive,
        };
    }
}
