using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// Depression and facilitation: a spike releases the fraction u of the resources x that are available. Between spikes resources recover and u
/// falls back, exactly.
/// </summary>
/// <equation>dx/dt = (1 - x) / tauRec, du/dt = (U - u) / tauFac; a spike releases u x, then x falls by u x and u rises by U (1 - u)</equation>
/// <source>Tsodyks, Pawelzik and Markram (1998), Neural Computation 10, eqs. 2.1 to 2.5; NEST tsodyks2_synapse.</source>
public sealed record TsodyksMarkram : ReleaseRule
{
    /// <summary>What the first spike releases: above 0, at most 1.</summary>
    public double U { get; init; } = 0.5;

    /// <summary>Time constant of recovery.</summary>
    public Time TauRec { get; init; } = 800 * Syntax.ms;

    /// <summary>Time constant of facilitation; 0 for none.</summary>
    public Time TauFac { get; init; }

    /// <inheritdoc/>
    public override int States => 2;

    /// <inheritdoc/>
    public override void Validate(string what)
    {
        ThrowIfNoFraction(U, "TsodyksMarkram.U", what);
        ThrowIfNegative(TauRec, "TsodyksMarkram.TauRec", what);
        ThrowIfNegative(TauFac, "TsodyksMarkram.TauFac", what);
    }

    /// <inheritdoc/>
    public override double Release(Span<double> state, double interval)
    {
        double x = state[0], u = state[1];
        state[0] = 1 + ((x - (x * u) - 1) * Elementary.Exp(-interval / TauRec.InMilliseconds));
        state[1] = U + (u * (1 - U) * Elementary.Exp(-interval / TauFac.InMilliseconds));
        return state[0] * state[1];
    }
}
