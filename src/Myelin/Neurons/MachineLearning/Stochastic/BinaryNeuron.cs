using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// A unit with two states that is updated at random moments (Glauber dynamics): 0 and 1, or with Spin the two signs of an Ising spin.
/// It emits its change, so that its targets add up the state of the whole network. At temperature 0 the new state is a step of the
/// field.
/// </summary>
/// <equation>
/// U = U + X; with probability 1 - exp(-dt / Tau): state = high with probability 1 / (1 + exp(-g (U - Threshold) / Temperature)), else
/// low; g = 1, or 2 for a spin; output change of the state
/// </equation>
/// <source>Ginzburg and Sompolinsky (1994), Phys. Rev. E 50, eqs. 2.1 to 2.3; Glauber (1963), J. Math. Phys. 4; NEST ginzburg_neuron and mcculloch_pitts_neuron.</source>
[Neuron]
public readonly partial record struct BinaryNeuron()
{
    /// <summary>Mean time between updates.</summary>
    [Positive]
    public Time Tau { get; init; } = 10 * Syntax.ms;

    /// <summary>Field at which both states are as likely.</summary>
    public double Threshold { get; init; }

    /// <summary>Temperature, in units of the field.</summary>
    [NonNegative]
    public double Temperature { get; init; } = 1;

    /// <summary>Whether the states are -1 and 1; else 0 and 1.</summary>
    public bool Spin { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Field of the other units.</summary>
        [Unit("")]
        public V U;

        /// <summary>State.</summary>
        [Unit("")]
        public V Value;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Probability of an update in a step.</summary>
        public V Update;

        /// <summary>Steepness of the sigmoid; 0 at temperature 0.</summary>
        public V Steepness;

        /// <summary>1 at temperature 0, else 0.</summary>
        public V Cold;

        /// <summary>Field at which both states are as likely.</summary>
        public V Threshold;

        /// <summary>The low state.</summary>
        public V Low;

        /// <summary>Distance of the states.</summary>
        public V Distance;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Sum of the changes of the others, weighted.</summary>
        [Unit("")]
        public V Field;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Update = -ExactIntegration.ExpM1(-(dt / Tau)),
        Steepness = Temperature > 0 ? (Spin ? 2 : 1) / Temperature : 0,
        Cold = Temperature > 0 ? 0 : 1,
        Threshold = Threshold,
        Low = Spin ? -1 : 0,
        Distance = Spin ? 2 : 1,
    };

    /// <summary>The low state without a field.</summary>
    public State<double> Initial(Time dt) => new() { Value = Spin ? -1 : 0 };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, in Input<V> input, ref TDraws draws)
        where V : struct, IValue<V>
        where TDraws : struct, IDraws<V>
    {
        s.U += input.Field;
        V distance = s.U - c.Threshold;
        V likely = V.One / (V.One + V.Exp(V.Max(V.Min(-(c.Steepness * distance), V.Constant(50)), V.Constant(-50))));
        V update = draws.Uniform() < c.Update;
        V high = draws.Uniform() < V.Select(c.Cold, distance > V.Zero, likely);
        V next = V.Select(update, V.FusedMultiplyAdd(high, c.Distance, c.Low), s.Value);
        V change = next - s.Value;
        s.Value = next;
        return change;
    }
}
