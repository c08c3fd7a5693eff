using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// Depression and facilitation with three states of the resources: available (x), released and active (y), inactive. What is active becomes
/// inactive before it recovers. Exact between spikes.
/// </summary>
/// <equation>dx/dt = (1 - x - y) / tauRec, dy/dt = -y / tauPsc, du/dt = -u / tauFac; at a spike u rises by U (1 - u), then u x moves from x to y and is released</equation>
/// <source>Tsodyks, Uziel and Markram (2000), J. Neurosci. 20, RC50, eqs. 3 and 4; NEST tsodyks_synapse.</source>
[Release]
public readonly partial record struct TsodyksUzielMarkram()
{
    /// <summary>What the first spike releases: above 0, at most 1.</summary>
    [Positive]
    public double U { get; init; } = 0.5;

    /// <summary>Time constant of the active fraction, that of the synaptic current.</summary>
    [NonNegative]
    public Time TauPsc { get; init; } = 3 * Syntax.ms;

    /// <summary>Time constant of recovery.</summary>
    [NonNegative]
    public Time TauRec { get; init; } = 800 * Syntax.ms;

    /// <summary>Time constant of facilitation; 0 for none.</summary>
    [NonNegative]
    public Time TauFac { get; init; }

    /// <summary>What the terminals of one neuron remember.</summary>
    public struct State<V>
    {
        /// <summary>Resources available after the last spike.</summary>
        public V X;

        /// <summary>Resources active after the last spike.</summary>
        public V Y;

        /// <summary>Fraction that it released of what was available.</summary>
        public V Use;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What the first spike releases.</summary>
        public V U;

        /// <summary>Time constant of the active fraction [ms].</summary>
        public V Psc;

        /// <summary>Time constant of recovery [ms].</summary>
        public V Recovery;

        /// <summary>Time constant of facilitation [ms].</summary>
        public V Facilitation;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        U > 1 ? FormattableString.Invariant($"U of {U} must be at most 1, because a spike cannot release more than there is.")
        : TauPsc == TauRec ? $"TauPsc and TauRec must differ, because the exact solution divides by their difference; both are {TauPsc}."
        : null;

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) =>
        new() { U = U, Psc = TauPsc.InMilliseconds, Recovery = TauRec.InMilliseconds, Facilitation = TauFac.InMilliseconds };

    /// <summary>The state before the first spike: all that there is is available.</summary>
    public State<double> Initial(Time dt) => new() { X = 1 };

    /// <summary>One spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V interval)
        where V : struct, IValue<V>
    {
        V active = V.Exp(-interval / c.Psc), missing = V.Exp(-interval / c.Recovery);
        V fromActive = (((missing - V.One) * c.Recovery) - ((active - V.One) * c.Psc)) / (c.Psc - c.Recovery);
        V x = s.X + (fromActive * s.Y) + ((V.One - missing) * (V.One - s.X - s.Y));
        V use = s.Use * V.Exp(-interval / c.Facilitation);
        use += c.U * (V.One - use);
        V released = use * x;
        s.X = x - released;
        s.Y = V.FusedMultiplyAdd(s.Y, active, released);
        s.Use = use;
        return released;
    }
}
