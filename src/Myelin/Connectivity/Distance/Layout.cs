namespace Myelin.Connectivity.Distance;

/// <summary>Where the neurons of a population are.</summary>
public abstract record Layout
{
    /// <summary>The length after which each axis begins anew, where it is periodic; infinite where it is not.</summary>
    public abstract Position Period { get; }

    /// <summary>Checks the parameters against a population.</summary>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="what">Whose neurons, for the message.</param>
    /// <exception cref="ArgumentException">The layout has no place for these neurons; the message says what would be right.</exception>
    public abstract void Validate(int neurons, string what);

    /// <summary>Where a neuron is.</summary>
    /// <param name="neuron">Index of the neuron.</param>
    /// <param name="neurons">Number of neurons.</param>
    public abstract Position Locate(int neuron, int neurons);
}
