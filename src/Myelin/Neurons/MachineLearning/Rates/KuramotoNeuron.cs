using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Artificial Kuramoto oscillatory neuron: a unit vector of four numbers that turns at its own frequencies in two planes and is pulled
/// towards what arrives, along the sphere. Targets are pulled by four projections, one from each component, so a population of this
/// model reads the others' components as four ports. It emits its first component in every step.
/// </summary>
/// <equation>X = X + Step (Omega X + D - (D . X) X), then divided by its length; Omega turns (X0, X1) at Omega1 and (X2, X3) at Omega2; D = what arrives plus Stimulus on X0</equation>
/// <source>Miyato et al. (2025), ICLR, eqs. 2 to 4 (AKOrN, N = 4).</source>
[Neuron]
public readonly partial record struct KuramotoNeuron()
{
    /// <summary>Length of an update.</summary>
    [Positive]
    public double StepSize { get; init; } = 0.1;

    /// <summary>Angle by which the first plane turns per unit of step.</summary>
    public double Omega1 { get; init; } = 1;

    /// <summary>Angle by which the second plane turns per unit of step.</summary>
    public double Omega2 { get; init; } = 0.5;

    /// <summary>Constant stimulus along the first component.</summary>
    public double Stimulus { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>The unit vector.</summary>
        [Unit("")]
        public FourNumbers<V> X;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of an update.</summary>
        public V Step;

        /// <summary>Turn of the first plane.</summary>
        public V Omega1;

        /// <summary>Turn of the second plane.</summary>
        public V Omega2;

        /// <summary>Constant stimulus.</summary>
        public V Stimulus;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>What pulls each component.</summary>
        [Unit("")]
        public FourNumbers<V> Drive;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Step = StepSize, Omega1 = Omega1, Omega2 = Omega2, Stimulus = Stimulus };

    /// <summary>All components equal.</summary>
    public State<double> Initial(Time dt)
    {
        State<double> start = default;
        for (int i = 0; i < 4; i++) start.X[i] = 0.5;
        return start;
    }

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V x0 = s.X[0], x1 = s.X[1], x2 = s.X[2], x3 = s.X[3];
        V d0 = input.Drive[0] + c.Stimulus, d1 = input.Drive[1], d2 = input.Drive[2], d3 = input.Drive[3];
        V along = (x0 * d0) + (x1 * d1) + (x2 * d2) + (x3 * d3);
        V y0 = V.FusedMultiplyAdd(c.Step, d0 - (along * x0) - (c.Omega1 * x1), x0);
        V y1 = V.FusedMultiplyAdd(c.Step, d1 - (along * x1) + (c.Omega1 * x0), x1);
        V y2 = V.FusedMultiplyAdd(c.Step, d2 - (along * x2) - (c.Omega2 * x3), x2);
        V y3 = V.FusedMultiplyAdd(c.Step, d3 - (along * x3) + (c.Omega2 * x2), x3);
        V inverse = V.One / V.Sqrt((y0 * y0) + (y1 * y1) + (y2 * y2) + (y3 * y3));
        s.X[0] = y0 * inverse;
        s.X[1] = y1 * inverse;
        s.X[2] = y2 * inverse;
        s.X[3] = y3 * inverse;
        return s.X[0];
    }
}
