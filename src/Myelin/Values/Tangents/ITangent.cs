namespace Myelin.Values.Tangents;

/// <summary>The derivatives of a value in some directions at once: what a <see cref="Dual{V, TTangent, TSurrogate}"/> carries beside the value.</summary>
/// <typeparam name="V">The numbers.</typeparam>
/// <typeparam name="TSelf">The derivatives themselves.</typeparam>
public interface ITangent<V, TSelf>
    where V : struct, IValue<V>
    where TSelf : struct, ITangent<V, TSelf>
{
    /// <summary>Number of directions.</summary>
    static abstract int Directions { get; }

    /// <summary>The derivatives of the variable that some directions belong to: 1 in one direction and 0 in the others, or 0 in all.</summary>
    /// <param name="direction">Which direction; any other number for none.</param>
    static abstract TSelf Along(int direction);

    /// <summary>The derivative in one direction.</summary>
    V this[int direction] { get; }

    /// <summary>Sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Opposite sign.</summary>
    static abstract TSelf operator -(TSelf tangent);

    /// <summary>Multiple.</summary>
    static abstract TSelf operator *(V factor, TSelf tangent);

    /// <summary>Fraction.</summary>
    static abstract TSelf operator /(TSelf tangent, V divisor);

    /// <summary>factor * tangent + plus with one rounding.</summary>
    static abstract TSelf FusedMultiplyAdd(V factor, TSelf tangent, TSelf plus);

    /// <summary><paramref name="ifTrue"/> where the condition is not 0, else <paramref name="otherwise"/>.</summary>
    static abstract TSelf Select(V condition, TSelf ifTrue, TSelf otherwise);
}
