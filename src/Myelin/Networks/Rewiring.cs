using Myelin.Quantities;

namespace Myelin.Networks;

/// <summary>
/// How a plastic projection changes its synapses while it runs: on a clock, weak synapses go and new ones come between random pairs of neurons that have
/// none, up to a budget. With a period of 0 nothing happens by itself, and synapses come and go by <c>Simulator.Create</c> and <c>Simulator.Remove</c>.
/// After Bogdan, Rowley, Rhodes and Furber (2018), Front. Neurosci. 12, 434, without their preference for near pairs.
/// </summary>
public sealed record Rewiring
{
    /// <summary>The most synapses that the projection may have.</summary>
    public required long Budget { get; init; }

    /// <summary>Time between two ticks of the clock, a whole number of steps; 0 for no clock.</summary>
    public Time Period { get; init; }

    /// <summary>Synapses whose weight is below this go at a tick, in the unit of the weights.</summary>
    public double Threshold { get; init; }

    /// <summary>The weight of a new synapse, in the unit of the weights.</summary>
    public double Weight { get; init; }

    /// <summary>The most synapses that come at a tick.</summary>
    public int Growth { get; init; }

    /// <summary>The steps between two ticks; 0 for no clock.</summary>
    /// <param name="dt">Length of a step.</param>
    public long Steps(Time dt) => Period == Time.Zero ? 0 : Math.Max(1, (long)Math.Round(Period / dt));

    /// <summary>Refuses what makes no sense.</summary>
    /// <param name="what">The projection, for messages.</param>
    /// <exception cref="ArgumentException">A number is out of its range; the message says which.</exception>
    public void Validate(string what)
    {
        if (Budget < 1) throw new ArgumentException($"{what}: the budget of synapses must be at least 1, got {Budget}.");
        if (!(Period.Value >= 0 && double.IsFinite(Period.Value))) throw new ArgumentException($"{what}: the period of rewiring must be at least 0 and finite, got {Period}.");
        if (Growth < 0) throw new ArgumentException($"{what}: the growth at a tick must be at least 0 synapses, got {Growth}.");
        if (!double.IsFinite(Threshold)) throw new ArgumentException(FormattableString.Invariant($"{what}: the threshold of rewiring must be finite, got {Threshold}."));
        if (!double.IsFinite(Weight)) throw new ArgumentException(FormattableString.Invariant($"{what}: the weight of new synapses must be finite, got {Weight}."));
        if (Growth > 0 && Period.Value > 0 && Weight < Threshold)
            throw new ArgumentException(FormattableString.Invariant($"{what}: new synapses of weight {Weight} would go at once, because the threshold is {Threshold}; make it lower."));
    }
}
