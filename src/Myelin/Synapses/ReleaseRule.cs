using Myelin.Quantities;

namespace Myelin.Synapses;

/// <summary>
/// How much transmitter a spike releases, by what the same neuron released before: short-term plasticity. All synapses that a neuron makes in a
/// projection share it; a spike arrives with the synapse's weight times what was released.
/// </summary>
public abstract record ReleaseRule
{
    /// <summary>Number of state variables per source neuron.</summary>
    public abstract int States { get; }

    /// <summary>Checks the parameters.</summary>
    /// <param name="what">The projection's name, for the message.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range; the message names it, its value and what would be right.</exception>
    public abstract void Validate(string what);

    /// <summary>What a spike releases.</summary>
    /// <param name="state">The state after the last spike; becomes that after this one.</param>
    /// <param name="interval">Time since the last spike [ms]; infinite for the first.</param>
    /// <returns>The factor of the weight.</returns>
    public abstract double Release(Span<double> state, double interval);

    private protected static void ThrowIfNoFraction(double value, string name, string what)
    {
        if (!(value > 0 && value <= 1)) throw new ArgumentException(FormattableString.Invariant($"{what}: {name} must be above 0 and at most 1, got {value}."));
    }

    private protected static void ThrowIfNegative(Time value, string name, string what)
    {
        if (!(value.Value >= 0 && double.IsFinite(value.Value))) throw new ArgumentException($"{what}: {name} must be finite and at least 0 ms, got {value}.");
    }
}
