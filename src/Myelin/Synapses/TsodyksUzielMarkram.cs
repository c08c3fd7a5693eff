using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// Depression and facilitation with three states of the resources: available (x), released and active (y), inactive. What is active becomes
/// inactive before it recovers. Exact between spikes.
/// </summary>
/// <equation>dx/dt = (1 - x - y) / tauRec, dy/dt = -y / tauPsc, du/dt = -u / tauFac; at a spike u rises by U (1 - u), then u x moves from x to y and is released</equation>
/// <source>Tsodyks, Uziel and Markram (2000), J. Neurosci. 20, RC50, eqs. 3 and 4; NEST tsodyks_synapse.</source>
public sealed record TsodyksUzielMarkram : ReleaseRule
{
    /// <summary>What the first spike releases: above 0, at most 1.</summary>
    public double U { get; init; } = 0.5;

    /// <summary>Time constant of the active fraction, that of the synaptic current.</summary>
    public Time TauPsc { get; init; } = 3 * Syntax.ms;

    /// <summary>Time constant of recovery.</summary>
    public Time TauRec { get; init; } = 800 * Syntax.ms;

    /// <summary>Time constant of facilitation; 0 for none.</summary>
    public Time TauFac { get; init; }

    /// <inheritdoc/>
    public override int States => 3;

    /// <inheritdoc/>
    public override void Validate(string what)
    {
        ThrowIfNoFraction(U, "TsodyksUzielMarkram.U", what);
        ThrowIfNegative(TauPsc, "TsodyksUzielMarkram.TauPsc", what);
        ThrowIfNegative(TauRec, "TsodyksUzielMarkram.TauRec", what);
        ThrowIfNegative(TauFac, "TsodyksUzielMarkram.TauFac", what);
        if (TauPsc == TauRec) throw new ArgumentException($"{what}: TsodyksUzielMarkram.TauPsc and TauRec must differ, both are {TauPsc}.");
    }

    /// <inheritdoc/>
    public override double Release(Span<double> state, double interval)
    {
        double x = state[0], y = state[1], psc = TauPsc.InMilliseconds, rec = TauRec.InMilliseconds;
        double active = Elementary.Exp(-interval / psc), missing = Elementary.Exp(-interval / rec);
        double u = state[2] * Elementary.Exp(-interval / TauFac.InMilliseconds);
        double fromActive = (((missing - 1) * rec) - ((active - 1) * psc)) / (psc - rec);
        x += (fromActive * y) + ((1 - missing) * (1 - x - y));
        u += U * (1 - u);
        double released = u * x;
        state[0] = x - released;
        state[1] = (y * active) + released;
        state[2] = u;
        return released;
    }
}
