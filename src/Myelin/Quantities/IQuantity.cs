namespace Myelin.Quantities;

/// <summary>A physical quantity: a number that cannot be mixed with one of another dimension.</summary>
/// <typeparam name="TSelf">The quantity itself.</typeparam>
/// <remarks>
/// The stored units (ms, mV, pA, nS, pF, GOhm) are coherent: products and quotients of the stored numbers need no factor,
/// which is why the models' equations run on them as they stand. Only <see cref="Frequency"/> (Hz, not kHz) carries a factor.
/// </remarks>
public interface IQuantity<TSelf> : IComparable<TSelf>
    where TSelf : struct, IQuantity<TSelf>
{
    /// <summary>The symbol of the stored unit, for example <c>mV</c>.</summary>
    static abstract string Unit { get; }

    /// <summary>The number in the stored unit.</summary>
    double Value { get; }

    /// <summary>The quantity of a number in the stored unit.</summary>
    static abstract TSelf FromValue(double value);

    /// <summary>Sum of two quantities.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Difference of two quantities.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The quantity with the opposite sign.</summary>
    static abstract TSelf operator -(TSelf quantity);

    /// <summary>A multiple of a quantity.</summary>
    static abstract TSelf operator *(double factor, TSelf quantity);

    /// <summary>A multiple of a quantity.</summary>
    static abstract TSelf operator *(TSelf quantity, double factor);

    /// <summary>A fraction of a quantity.</summary>
    static abstract TSelf operator /(TSelf quantity, double divisor);

    /// <summary>The ratio of two quantities.</summary>
    static abstract double operator /(TSelf left, TSelf right);

    /// <summary>Whether the left quantity is smaller.</summary>
    static abstract bool operator <(TSelf left, TSelf right);

    /// <summary>Whether the left quantity is larger.</summary>
    static abstract bool operator >(TSelf left, TSelf right);

    /// <summary>Whether the left quantity is smaller or equal.</summary>
    static abstract bool operator <=(TSelf left, TSelf right);

    /// <summary>Whether the left quantity is larger or equal.</summary>
    static abstract bool operator >=(TSelf left, TSelf right);
}
