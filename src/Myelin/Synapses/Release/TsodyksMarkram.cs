using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// Depression and facilitation: a spike releases the fraction u of the resources x that are available. Between spikes resources recover and u
/// falls back, exactly.
/// </summary>
/// <equation>dx/dt = (1 - x) / tauRec, du/dt = (U - u) / tauFac; a spike releases u x, then x falls by u x and u rises by U (1 - u)</equation>
/// <source>Tsodyks, Pawelzik and Markram (1998), Neural Computation 10, eqs. 2.1 to 2.5; NEST tsodyks2_synapse.</source>
[Release]
public readonly partial record struct TsodyksMarkram()
{
    /// <summary>What the first spike releases: above 0, at most 1.</summary>
    [Positive]
    public double U { get; init; } = 0.5;

    /// <summary>Time constant of recovery.</summary>
    [NonNegative]
    public Time TauRec { get; init; } = 800 * Syntax.ms;

    /// <summary>Time constant of facilitation; 0 for none.</summary>
    [NonNegative]
    public Time TauFac { get; init; }

    /// <summary>What the terminals of one neuron remember.</summary>
    public struct State<V>
    {
        /// <summary>Resources available at the last spike.</summary>
        public V X;

        /// <summary>Fraction of them that it released.</summary>
        public V Use;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What the first spike releases.</summary>
        public V U;

        /// <summary>Time constant of recovery [ms].</summary>
        public V Recovery;

        /// <summary>Time constant of facilitation [ms].</summary>
        public V Facilitation;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => U <= 1 ? null : FormattableString.Invariant($"U of {U} must be at most 1, because a spike cannot release more than there is.");

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { U = U, Recovery = TauRec.InMilliseconds, Facilitation = TauFac.InMilliseconds };

    /// <summary>One spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V interval)
        where V : struct, IValue<V>
    {
        V x = s.X, u = s.Use;
        s.X = V.One + ((x - (x * u) - V.One) * V.Exp(-interval / c.Recovery));
        s.Use = c.U + (u * (V.One - c.U) * V.Exp(-interval / c.Facilitation));
        return s.X * s.Use;
    }
}
