using System.Runtime.Intrinsics;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Connectivity;

/// <summary>
/// Exponentially distributed numbers of mean 1: the floor of such a number divided by <see cref="Rate"/> is the number of failures before the
/// first success, so pairs that are not connected cost nothing. Source: Devroye (1986), "Non-uniform random variate generation", chapter X.
/// </summary>
internal struct UnitExponentials
{
    private Vector512<double> buffer;
    private int used;

    public UnitExponentials() => used = Vector512<double>.Count;

    /// <summary>The next number.</summary>
    public double Next(ref RandomStream stream)
    {
        if (used == Vector512<double>.Count) Refill(ref stream);
        return buffer[used++];
    }

    /// <summary>-ln(1 - probability): the rate at which an event of this probability per trial uses up a unit exponential.</summary>
    public static double Rate(double probability)
    {
        // Below this the rounding of 1 - p would be seen, and four terms of the series are exact to the last bit.
        if (probability < 1e-4) return probability * (1 + (probability * ((1 / 2.0) + (probability * ((1 / 3.0) + (probability / 4))))));
        return -Elementary.Log(1 - probability);
    }

    private void Refill(ref RandomStream stream)
    {
        Span<double> uniform = stackalloc double[Vector512<double>.Count];
        foreach (ref double u in uniform) u = 1 - stream.NextDouble();
        buffer = -Elementary.Log(Vector512.Create<double>(uniform));
        used = 0;
    }
}
