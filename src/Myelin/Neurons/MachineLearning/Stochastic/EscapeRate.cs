using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky integrate and fire that spikes at random, the more likely the nearer its membrane comes to the threshold (escape noise, the
/// spike response model with a hazard). Exact integration; the membrane resets in the step of the spike. Refractory for whole steps, in
/// which it stays at reset.
/// </summary>
/// <equation>Tau dU/dt = -U + Current; spike with probability 1 - exp(-dt Rate f((U - Threshold) / Width)), then U = ResetPotential; f exponential, sigmoid or rectified linear</equation>
/// <source>Gerstner and van Hemmen (1992), Network 3; Jolivet et al. (2006), J. Comput. Neurosci. 21, eq. 4; Gerstner et al. (2014), Neuronal Dynamics, section 9.1.</source>
[Neuron]
public readonly partial record struct EscapeRate()
{
    /// <summary>Membrane time constant.</summary>
    [Positive]
    public Time Tau { get; init; } = 10 * Syntax.ms;

    /// <summary>Potential at which f is 1 (exponential), 1/2 (sigmoid) or 0 (linear).</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>Width of the threshold.</summary>
    [Positive]
    public double Width { get; init; } = 0.1;

    /// <summary>Rate at threshold (exponential, linear per width) or largest rate (sigmoid).</summary>
    [NonNegative]
    public Frequency Rate { get; init; } = 1 / Syntax.ms;

    /// <summary>How the potential sets the rate.</summary>
    public EscapeFunction Function { get; init; } = EscapeFunction.Exponential;

    /// <summary>Potential after a spike.</summary>
    public double ResetPotential { get; init; }

    /// <summary>Absolute refractory period.</summary>
    [NonNegative]
    public Time Refractory { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Steps of refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>exp(-dt / Tau).</summary>
        public V Decay;

        /// <summary>1 - exp(-dt / Tau).</summary>
        public V Gain;

        /// <summary>Rate dt.</summary>
        public V Rate;

        /// <summary>How the potential sets the rate.</summary>
        public Escape.Constants<V> Escape;

        /// <summary>Potential after a spike.</summary>
        public V ResetPotential;

        /// <summary>Refractory period in steps.</summary>
        public V Hold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Constant input over the step: where the membrane tends to.</summary>
        [Unit("")]
        public V Current;

        /// <summary>Jump of the membrane.</summary>
        [Unit("")]
        public V Jump;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Decay = Math.Exp(-(dt / Tau)),
        Gain = -ExactIntegration.ExpM1(-(dt / Tau)),
        Rate = Rate * dt,
        Escape = Escape.Lower(Function, Threshold, Width),
        ResetPotential = ResetPotential,
        Hold = StepCount.Of(Refractory, dt, "EscapeRate.Refractory"),
    };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, in Input<V> input, ref TDraws draws)
        where V : struct, IValue<V>
        where TDraws : struct, IDraws<V>
    {
        V free = s.Hold <= V.Zero;
        V u = V.FusedMultiplyAdd(c.Decay, s.U, V.FusedMultiplyAdd(c.Gain, input.Current, input.Jump));
        V expected = c.Rate * Escape.Of(u, c.Escape);
        V spike = free * (draws.Uniform() < V.One - V.Exp(-expected));
        s.U = V.Select(spike, c.ResetPotential, V.Select(free, u, s.U));
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - V.One, V.Zero));
        return spike;
    }
}
