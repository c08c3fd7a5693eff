using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Quadratic integrate and fire in discrete time, with an adaptation current that is off by default. The time constants count steps.
/// The adaptation follows the membrane of the same step; a spike is a membrane at or above threshold, it resets the membrane and makes
/// the adaptation jump in the same step. A detached reset is SpikingJelly's: no gradient passes through what the membrane loses, but
/// one does through what it is set to and through the jump.
/// </summary>
/// <equation>
/// H = U[t-1] + (X[t] + A0 (U[t-1] - Rest) (U[t-1] - Critical) - W[t-1]) / Tau; W[t] = W[t-1] + (A (H - Rest) - W[t-1]) / TauW + B
/// S[t]; S[t] = 1 where H >= Threshold; U[t] = H after the reset
/// </equation>
/// <source>Latham et al. (2000), J. Neurophysiol. 83; Izhikevich (2007), Dynamical Systems in Neuroscience, section 8.1.4; SpikingJelly QIFNode and IzhikevichNode.</source>
[Neuron]
public readonly partial record struct DiscreteQif()
{
    /// <summary>Membrane time constant in steps.</summary>
    [Between(1, 1e9)]
    public double Tau { get; init; } = 2;

    /// <summary>Steepness of the parabola.</summary>
    [Positive]
    public double A0 { get; init; } = 1;

    /// <summary>Potential above which the membrane runs away.</summary>
    public double Critical { get; init; } = 0.8;

    /// <summary>Resting potential.</summary>
    public double Rest { get; init; }

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What a spike does to the membrane.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Zero;

    /// <summary>Potential after a spike that resets to a value.</summary>
    public double ResetPotential { get; init; } = -0.1;

    /// <summary>Whether no gradient passes through the reset.</summary>
    public bool DetachReset { get; init; }

    /// <summary>Time constant of the adaptation in steps.</summary>
    [Between(1, 1e9)]
    public double TauW { get; init; } = 2;

    /// <summary>Coupling of the adaptation to the membrane.</summary>
    public double A { get; init; }

    /// <summary>Jump of the adaptation at a spike.</summary>
    public double B { get; init; }

    /// <summary>Adaptation at the start.</summary>
    public double InitialW { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Adaptation current.</summary>
        [Unit("")]
        public V W;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>1 / Tau.</summary>
        public V Rate;

        /// <summary>Steepness of the parabola.</summary>
        public V A0;

        /// <summary>Potential above which the membrane runs away.</summary>
        public V Critical;

        /// <summary>Resting potential.</summary>
        public V Rest;

        /// <summary>1 / TauW.</summary>
        public V Follow;

        /// <summary>Coupling of the adaptation to the membrane.</summary>
        public V A;

        /// <summary>Jump of the adaptation at a spike.</summary>
        public V B;

        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What a spike does to the membrane.</summary>
        public SpikeReset.Constants<V> Reset;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        Reset != ResetMode.Zero || Threshold > ResetPotential ? null : $"Threshold of {Threshold} must be above ResetPotential of {ResetPotential}.";

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Rate = 1 / Tau,
        A0 = A0,
        Critical = Critical,
        Rest = Rest,
        Follow = 1 / TauW,
        A = A,
        B = B,
        Threshold = Threshold,
        Reset = SpikeReset.Lower(Reset, Threshold, ResetPotential, DetachReset),
    };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Reset == ResetMode.Zero ? ResetPotential : 0, W = InitialW };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V parabola = c.A0 * (s.U - c.Rest) * (s.U - c.Critical);
        V h = V.FusedMultiplyAdd(c.Rate, input.Current + parabola - s.W, s.U);
        V w = V.FusedMultiplyAdd(c.Follow, (c.A * (h - c.Rest)) - s.W, s.W);
        V spike = V.Spike(h - c.Threshold);

        // A number of value zero: where the reset is detached, SpikingJelly keeps the gradient of its second term.
        V kept = c.Reset.Sets * c.Reset.Target * (spike - SpikeReset.Gate(spike, c.Reset));
        s.U = SpikeReset.Apply(h, spike, c.Reset) + kept;
        s.W = V.FusedMultiplyAdd(c.B, spike, w);
        return spike;
    }
}
