namespace Myelin.Connectivity.Distance;

/// <summary>How the probability of a connection falls with the distance.</summary>
public abstract record DistanceKernel
{
    /// <summary>The probability of a connection between neurons at a distance: 0 to 1, and nowhere larger than at a smaller distance.</summary>
    /// <param name="distance">Distance, at least 0, in the length unit of the layouts.</param>
    public abstract double Probability(double distance);

    /// <summary>Checks the parameters.</summary>
    /// <param name="what">The projection's name, for the message.</param>
    /// <exception cref="ArgumentException">A parameter is NaN or out of range.</exception>
    public abstract void Validate(string what);

    /// <summary>Refuses a peak that is no probability and a length that is not positive.</summary>
    private protected static void Validate(double peak, double length, string nameOfLength, string what)
    {
        if (!(peak >= 0 && peak <= 1))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{what}: the connection probability must be between 0 and 1, got a peak of {peak}."));
        }

        if (!(length > 0 && double.IsFinite(length)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{what}: the {nameOfLength} of a distance kernel must be positive and finite, got {length}."));
        }
    }
}
