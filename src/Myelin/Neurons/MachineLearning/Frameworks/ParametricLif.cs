using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire whose leak is learnt (PLIF): 1 / tau = sigmoid(W), so that any W gives a time constant above one step.
/// Everything else is the same as in <see cref="Lif"/>.
/// </summary>
/// <equation>H = U[t-1] + sigmoid(W) (X[t] - (U[t-1] - r)), or U[t-1] - sigmoid(W) (U[t-1] - r) + X[t]; S[t] = 1 where H >= Threshold; U[t] = H after the reset</equation>
/// <source>Fang et al. (2021), ICCV, eqs. 5 to 8; SpikingJelly ParametricLIFNode.</source>
[Neuron]
public readonly partial record struct ParametricLif()
{
    /// <summary>The learnt number; W = -ln(tau - 1) gives a time constant of tau steps.</summary>
    public double W { get; init; }

    /// <summary>Whether the input is scaled by the leak too.</summary>
    public bool DecayInput { get; init; } = true;

    /// <summary>Spike threshold.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What a spike does to the membrane.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Zero;

    /// <summary>Potential after a spike that resets to a value, and the potential at rest then.</summary>
    public double ResetPotential { get; init; }

    /// <summary>Whether no gradient passes through the reset.</summary>
    public bool DetachReset { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The constants of the neuron with that leak.</summary>
        public Lif.Constants<V> Lif;
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
        Lif = Lif.LowerWithRate(1 / (1 + Math.Exp(-W)), DecayInput, SpikeReset.Rest(Reset, ResetPotential), Threshold, false, SpikeReset.Lower(Reset, Threshold, ResetPotential, DetachReset)),
    };

    /// <summary>The state at rest.</summary>
    public State<double> Initial(Time dt) => new() { U = Reset == ResetMode.Zero ? ResetPotential : 0 };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        Lif.State<V> lif = new() { U = s.U };
        V spike = Lif.Step(ref lif, c.Lif, new Lif.Input<V> { Current = input.Current });
        s.U = lif.U;
        return spike;
    }
}
