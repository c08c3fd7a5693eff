using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// A pair of ON and OFF neurons that stands for one spin, with a threshold that a Fowler-Nordheim annealer lowers as one over a
/// logarithm of time: simulated annealing on spikes. The pair is tried at random; it flips where the change of energy is below a random
/// threshold, and emits the change, 1 (ON) or -1 (OFF). The membrane adds up what the others' changes bring through the weights Q.
/// </summary>
/// <equation>
/// U = U + X; with probability Trial: noise = Noise ln(r) / (Span ln(1 + Clock / Span)); flip where noise - S U + Self &lt; 0; Clock =
/// Clock + Speed in every step; output change of S over 2
/// </equation>
/// <source>Chen et al. (2025), Nature Communications 16, 3086, eqs. 3 to 9 (NeuroSA).</source>
[Neuron]
public readonly partial record struct OnOffAnnealer()
{
    /// <summary>Probability of a trial in a step; small, so that coupled pairs rarely flip together.</summary>
    [Between(0, 1)]
    public double Trial { get; init; } = 0.05;

    /// <summary>Height of the noise.</summary>
    [NonNegative]
    public double Noise { get; init; } = 25000;

    /// <summary>Time scale of the annealer: the logarithm bends at this reading of its clock.</summary>
    [Positive]
    public double Span { get; init; } = 80000;

    /// <summary>What the annealer's clock advances in a step.</summary>
    [Positive]
    public double Speed { get; init; } = 0.002;

    /// <summary>The pair's own entry on the diagonal of Q.</summary>
    public double Self { get; init; }

    /// <summary>Whether the pair starts ON; else OFF.</summary>
    public bool StartsOn { get; init; } = true;

    /// <summary>Membrane at the start: the row of Q times the spins.</summary>
    public double InitialField { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Field of the other pairs.</summary>
        [Unit("")]
        public V U;

        /// <summary>1 where ON, -1 where OFF.</summary>
        [Unit("")]
        public V Spin;

        /// <summary>The annealer's clock.</summary>
        [Unit("")]
        public V Clock;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Probability of a trial in a step.</summary>
        public V Trial;

        /// <summary>Height of the noise over Span.</summary>
        public V Noise;

        /// <summary>1 / Span.</summary>
        public V Inverse;

        /// <summary>What the clock advances in a step.</summary>
        public V Speed;

        /// <summary>The pair's own entry on the diagonal.</summary>
        public V Self;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Sum of the changes of the others, weighted by Q.</summary>
        [Unit("")]
        public V Field;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Trial = Trial, Noise = Noise / Span, Inverse = 1 / Span, Speed = Speed, Self = Self };

    /// <summary>The start of the annealing: the clock reads 1.</summary>
    public State<double> Initial(Time dt) => new() { U = InitialField, Spin = StartsOn ? 1 : -1, Clock = 1 };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, in Input<V> input, ref TDraws draws)
        where V : struct, IValue<V>
        where TDraws : struct, IDraws<V>
    {
        V u = s.U + input.Field;

        // The offset keeps the logarithm finite; 0.99 keeps the noise below zero. Both as published with the method.
        V noise = c.Noise * V.Log(V.FusedMultiplyAdd(V.Constant(0.99), draws.Uniform(), V.Constant(1e-6))) / V.Log(V.FusedMultiplyAdd(s.Clock, c.Inverse, V.One));
        V trial = draws.Uniform() < c.Trial;
        V flip = trial * ((noise - (s.Spin * u) + c.Self) < V.Zero);
        V change = -(flip * s.Spin);
        s.U = u;
        s.Spin += change + change;
        s.Clock += c.Speed;
        return change;
    }
}
