using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Liquid time-constant unit: what arrives opens conductances through sigmoids, so the input changes the time constant as well as the
/// target. Semi-implicit (fused) Euler, which is stable for every step. It emits its state in every step.
/// </summary>
/// <equation>
/// dU/dt = -(1 / Tau + Fe + Fi) U + Rest / Tau + Fe ReversalE + Fi ReversalI; F = Conductance / (1 + exp(-Steepness (input -
/// Midpoint))); U = (U + dt (Rest / Tau + Fe ReversalE + Fi ReversalI)) / (1 + dt (1 / Tau + Fe + Fi))
/// </equation>
/// <source>Hasani et al. (2021), AAAI 35, eqs. 2 and 3 and algorithm 1; biophysical synapses: Lechner et al. (2020), Nature Machine Intelligence 2, eqs. 1 to 4.</source>
[Neuron]
public readonly partial record struct LiquidTimeConstant()
{
    /// <summary>Time constant without input.</summary>
    [Positive]
    public Time Tau { get; init; } = 10 * Syntax.ms;

    /// <summary>State at rest.</summary>
    public double Rest { get; init; }

    /// <summary>Largest conductance of either port over the capacitance.</summary>
    [NonNegative]
    public Frequency Conductance { get; init; } = 1 / Syntax.ms;

    /// <summary>State that the excitatory port drives to.</summary>
    public double ReversalE { get; init; } = 1;

    /// <summary>State that the inhibitory port drives to.</summary>
    public double ReversalI { get; init; } = -1;

    /// <summary>Steepness of the sigmoid.</summary>
    [Positive]
    public double Steepness { get; init; } = 5;

    /// <summary>Input at which a port is half open.</summary>
    public double Midpoint { get; init; } = 0.5;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>State of the unit.</summary>
        [Unit("")]
        public V U;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>dt / Tau.</summary>
        public V Rate;

        /// <summary>Rest dt / Tau.</summary>
        public V Drift;

        /// <summary>Conductance dt.</summary>
        public V Conductance;

        /// <summary>State that the excitatory port drives to.</summary>
        public V ReversalE;

        /// <summary>State that the inhibitory port drives to.</summary>
        public V ReversalI;

        /// <summary>Steepness of the sigmoid.</summary>
        public V Steepness;

        /// <summary>Input at which a port is half open.</summary>
        public V Midpoint;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>What opens the excitatory port.</summary>
        [Unit("")]
        public V Excitatory;

        /// <summary>What opens the inhibitory port.</summary>
        [Unit("")]
        public V Inhibitory;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Rate = dt / Tau,
        Drift = dt / Tau * Rest,
        Conductance = Conductance * dt,
        ReversalE = ReversalE,
        ReversalI = ReversalI,
        Steepness = Steepness,
        Midpoint = Midpoint,
    };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Rest };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V e = Open(input.Excitatory, c), i = Open(input.Inhibitory, c);
        V target = V.FusedMultiplyAdd(e, c.ReversalE, V.FusedMultiplyAdd(i, c.ReversalI, c.Drift));
        s.U = (s.U + target) / (V.One + c.Rate + e + i);
        return s.U;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Open<V>(V input, in Constants<V> c)
        where V : struct, IValue<V> =>
        c.Conductance / (V.One + V.Exp(V.Min(c.Steepness * (c.Midpoint - input), V.Constant(50))));
}
