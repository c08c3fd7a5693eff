using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Integrate-and-fire with a leak that does not depend on the potential, in discrete time, as small digital chips have it: additions and one comparison. The potential at the start of a step, with the
/// bias, is compared with the threshold; a neuron that fires is reset and loses what arrives in that step. For at least one step after a spike it cannot fire, but goes on integrating.
/// </summary>
/// <equation>S[t] = (U[t] + Bias &gt;= Threshold and not refractory); U[t+1] = Reset where S[t], otherwise U[t] + Bias - Leak + X[t]</equation>
/// <source>
/// Gautam, Date, Kulkarni, Patton and Potok (2025), arXiv:2506.14138 (NeuroCoreX), as its published VHDL computes; without the comparison before the sum it is the neuron of Date, Gunaratne, Kulkarni,
/// Patton, Coletti and Potok (2023), ICONS (SuperNeuro).
/// </source>
[Neuron]
public readonly partial record struct ConstantLeakIf()
{
    /// <summary>Spike threshold.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>What the potential loses in a step.</summary>
    public double Leak { get; init; }

    /// <summary>What it gains in a step, whatever arrives.</summary>
    public double Bias { get; init; }

    /// <summary>Potential after a spike.</summary>
    public double Reset { get; init; }

    /// <summary>Steps after a spike in which the neuron cannot fire; 0 is as 1.</summary>
    [Between(0, 1_000_000)]
    public int Refractory { get; init; } = 1;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Refractoriness left.</summary>
        public V Hold;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What the potential loses in a step.</summary>
        public V Leak;

        /// <summary>What it gains in a step.</summary>
        public V Bias;

        /// <summary>Potential after a spike.</summary>
        public V Reset;

        /// <summary>Refractoriness after a spike.</summary>
        public V Hold;

        /// <summary>How much of it passes in a step.</summary>
        public V Tick;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Why the parameters do not go together; null where they do.</summary>
    public string? Conflict(Time dt) => Threshold > Reset ? null : $"Threshold of {Threshold} must be above Reset of {Reset}.";

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt)
    {
        // Words of a chip with few bits before the point cannot count far in ones.
        double tick = Refractory < 128 ? 1 : 1.0 / 1024;
        return new() { Threshold = Threshold, Leak = Leak, Bias = Bias, Reset = Reset, Hold = Math.Max(1, Refractory) * tick, Tick = tick };
    }

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V u = s.U + c.Bias;

        // In words that go round, a difference can have the wrong sign where a comparison cannot; elsewhere this is the difference.
        V above = u - c.Threshold;
        V spike = V.Spike(V.Select(u >= c.Threshold, V.Max(above, V.Zero), -V.Abs(above))) * (s.Hold <= V.Zero);
        s.U = V.Select(spike, c.Reset, u - c.Leak + input.Current);
        s.Hold = V.Select(spike, c.Hold, V.Max(s.Hold - c.Tick, V.Zero));
        return spike;
    }
}
